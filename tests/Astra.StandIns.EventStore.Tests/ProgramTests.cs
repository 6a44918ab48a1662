using System.Diagnostics;
using System.Globalization;

namespace Astra.StandIns.EventStore.Tests;

/// <summary>The program, killed as a server is killed.</summary>
public class ProgramTests
{
    [Fact]
    public async Task A_killed_process_comes_back_with_all_that_it_acknowledged()
    {
        string folder = Directory.CreateTempSubdirectory("astra-stand-in").FullName;
        string data = Path.Combine(folder, "store");
        int acknowledged;
        int port;
        using (Process first = Start("0", data))
        {
            port = await PortAsync(first);
            using TestClient client = new(port);
            using BatchClient batch = new(client);
            await batch.SendRunAsync("s", 200, size: 5000);
            acknowledged = (await batch.TakeAsync(50)).Count;
            first.Kill();
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        using Process second = Start(port.ToString(CultureInfo.InvariantCulture), data);
        try
        {
            Assert.Equal(port, await PortAsync(second));
            using TestClient client = new(port);
            long[] revisions = await client.RevisionsAsync("s");
            Assert.True(revisions.Length >= acknowledged);
            Assert.Equal(Enumerable.Range(0, revisions.Length).Select(i => (long)i), revisions);
        }
        finally
        {
            second.Kill();
            await second.WaitForExitAsync(CancellationToken.None);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_cluster_prints_all_its_hosts()
    {
        using Process process = Start("0", null, "--cluster", "3", "--user", "admin:changeit", "--commit-delay", "2ms");
        try
        {
            string line = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
            Assert.Matches(@"^esdb://admin:changeit@127\.0\.0\.1:\d+,127\.0\.0\.1:\d+,127\.0\.0\.1:\d+\?tls=false$", line);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("--user", "bob")]
    [InlineData("--cluster", "2")]
    [InlineData("--cluster", "many")]
    [InlineData("--bogus", "1")]
    public async Task What_it_does_not_understand_is_said_and_nothing_is_served(string option, string value)
    {
        using Process process = Start("0", null, option, value);
        string line = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("", line);
        Assert.Equal(2, process.ExitCode);
    }

    private static Process Start(string port, string? data, params string[] more)
    {
        // The program's own build stands beside the suite, without the launcher of the host.
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Astra.StandIns.EventStore.dll"), "--port", port, .. more]) start.ArgumentList.Add(argument);
        if (data is not null)
        {
            start.ArgumentList.Add("--data");
            start.ArgumentList.Add(data);
        }
        return Process.Start(start)!;
    }

    private static async Task<int> PortAsync(Process process)
    {
        string line = (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        return int.Parse(line[(line.LastIndexOf(':') + 1)..line.IndexOf('?', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }
}
