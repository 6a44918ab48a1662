using System.Text;

namespace Astra.Adapters.Shoonya.Tests;

[Collection(nameof(RunsAlone))]
public class AllocationTests
{
    [Fact]
    public void Frames_cost_no_memory_once_their_scrips_are_known()
    {
        var book = new ShoonyaBook();
        var outcome = new ShoonyaOutcome();
        book.Sent("{\"t\":\"t\",\"k\":\"NSE|22\"}");
        book.Sent("{\"t\":\"d\",\"k\":\"NSE|22\"}");
        byte[][] frames = [.. new[]
        {
            "{\"t\":\"tk\",\"e\":\"NSE\",\"tk\":\"22\",\"ts\":\"A-NAME-THAT-IS-LONGER-THAN-A-SLOT\",\"lp\":\"412.55\",\"v\":\"162220\",\"odd\":\"7\",\"ft\":\"1790653501\"}",
            "{\"t\":\"tf\",\"e\":\"NSE\",\"tk\":\"22\",\"lp\":\"412.45\",\"v\":\"166637\",\"ft\":\"1790653502\",\"odd\":\"8\",\"esc\":\"\\u0031\"}",
            "{\"t\":\"df\",\"tk\":\"22\",\"bp1\":\"412.45\",\"bq1\":\"75\",\"bad\":\"x\"}",
            "{\"t\":\"df\",\"e\":\"NSE\",\"tk\":\"23\",\"bp1\":\"412.45\"}",
            "{\"t\":\"tf\",\"e\":\"NSE\"", "not json", "{\"t\":\"hk\"}",
        }.Select(Encoding.UTF8.GetBytes)];
        void Run(int rounds)
        {
            for (int i = 0; i < rounds; i++)
                foreach (byte[] frame in frames) book.Apply(frame, BookScene.Second * 1000, outcome);
        }
        Run(10_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(100_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, RunsAlone.Noise);
    }
}
