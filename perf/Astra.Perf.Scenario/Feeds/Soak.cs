using Astra.Host;
using Astra.Journal;
using Astra.Live;
using Astra.Perf.Scenario.Engines;

namespace Astra.Perf.Scenario.Feeds;

/// <summary>Many instruments over several sockets for a long while: every packet that the server counts must be here, and memory must stay flat after its first minute.</summary>
internal static class Soak
{
    private const int Plans = 30;
    private static readonly TimeSpan SampleEvery = TimeSpan.FromSeconds(30);

    public static int Measure(FeedOptions options)
    {
        int instruments = options.Instruments ?? 3_000;
        using WorkFolder folder = WorkFolder.Create(null);
        using StandInProcess server = StandInProcess.Start(instruments, options.Rate);
        using LiveDay day = LiveDay.Open(server, folder, Plans);
        List<double> memory = [];
        long sent = 0;
        Thread conductor = new(() =>
        {
            DateTime end = DateTime.UtcNow + TimeSpan.FromMinutes(options.Minutes);
            while (DateTime.UtcNow < end)
            {
                TimeSpan left = end - DateTime.UtcNow;
                Thread.Sleep(left < SampleEvery ? (left > TimeSpan.Zero ? left : TimeSpan.Zero) : SampleEvery);
                memory.Add(Environment.WorkingSet / 1e6);
                FeedScenario.Line($"  {memory.Count * SampleEvery.TotalMinutes,5:0.0} min  {memory[^1],6:0} MB  {GC.GetTotalMemory(false) / 1e6,6:0} MB managed  {day.Feed.Status.Sum(s => s.Ticks),14:N0} packets");
            }
            sent = server.StopAndCount();
            Thread.Sleep(TimeSpan.FromSeconds(2));
            day.Stop();
        });
        SessionReport report;
        using (EmbeddedJournal journal = EmbeddedJournal.Open(new JournalOptions(folder.NewJournal())))
        using (OutboundLog log = OutboundLog.Open(journal))
        {
            conductor.Start();
            report = day.Run(options.Profile, TimeSpan.FromSeconds(30), journal, log);
            conductor.Join();
        }
        FeedStatus status = day.Feed.Status[0];
        // From 40 on reasons are remarks on ticks that were used.
        long counted = status.Ticks + status.Rejects.Where(r => (int)r.Reason < 40).Sum(r => r.Count);
        double first = memory[Math.Min(memory.Count - 1, 1)], last = memory[^1];
        FeedScenario.Line($"soak       {day.Feed.Instruments.Count:N0} instruments, {options.Minutes:0.#} min at {options.Rate:N0}/s: {sent:N0} packets sent, {status.Ticks:N0} accepted, {counted - status.Ticks:N0} counted otherwise, {sent - counted:N0} lost");
        FeedScenario.Line($"memory     {first:0} MB after the first minute, {last:0} MB at the end; journal {report.JournalBytes / 1e6:0} MB; {status.Reconnects} reconnects");
        return sent == counted ? 0 : 1;
    }
}
