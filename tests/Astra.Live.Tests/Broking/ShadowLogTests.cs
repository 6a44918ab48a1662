namespace Astra.Live.Tests;

public sealed class ShadowLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("astra shadow ").FullName;

    private string Path => System.IO.Path.Combine(_folder, ShadowLog.FileName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_goes_on_behind_its_last_whole_line()
    {
        using (ShadowLog log = new(Path))
        {
            Assert.Equal(-1, log.LastSequence);
            log.Append(4, "{\"sequence\":4}"u8);
            log.Append(9, "{\"sequence\":9}"u8);
        }
        File.AppendAllText(Path, "{\"sequence\":12,\"time\":\"2026");
        using (ShadowLog log = new(Path))
        {
            Assert.Equal(9, log.LastSequence);
            Assert.False(log.Wants(9));
            Assert.True(log.Wants(10));
            log.Append(12, "{\"sequence\":12}"u8);
        }
        Assert.Equal(["{\"sequence\":4}", "{\"sequence\":9}", "{\"sequence\":12}"], File.ReadAllLines(Path));
    }

    [Fact]
    public void A_file_of_one_torn_line_begins_anew()
    {
        File.WriteAllText(Path, "{\"seq");
        using (ShadowLog log = new(Path)) Assert.Equal(-1, log.LastSequence);
        Assert.Equal(0, new FileInfo(Path).Length);
    }

    [Theory]
    [InlineData("not json\n")]
    [InlineData("{\"other\":1}\n")]
    [InlineData("[]\n")]
    public void A_file_of_something_else_is_refused_and_left_alone(string text)
    {
        File.WriteAllText(Path, text);
        IOException fault = Assert.Throws<IOException>(() => new ShadowLog(Path));
        Assert.Contains("move the file away", fault.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Path));
    }
}
