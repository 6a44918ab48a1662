using System.Diagnostics;
using Astra.StandIns.EventStore;

namespace Astra.Cli.Tests;

/// <summary>A stand-in for an EventStoreDB server in this process, and the command as a child in a folder of its own.</summary>
internal sealed class ServerBench : IAsyncDisposable
{
    private ServerBench(EventStoreStandIn server) => Server = server;

    public EventStoreStandIn Server { get; }

    public TempFolder Folder { get; } = new();

    /// <summary>Connection string of the stand-in.</summary>
    public string Place => Server.ConnectionString;

    public static async Task<ServerBench> StartAsync(EventStoreStandInOptions? options = null) => new(await EventStoreStandIn.StartAsync(options));

    public Outcome Run(params string[] arguments) => RunWith([], arguments);

    public Outcome RunWith((string Name, string Value)[] environment, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        return Astra.Finish(process);
    }

    /// <summary>Without whatever this machine's user has set.</summary>
    public Process Start((string Name, string Value)[] environment, params string[] arguments) =>
        Astra.StartIn(Folder[""], [("ASTRA_ESDB", ""), ("ASTRA_ESDB_USER", ""), ("ASTRA_ESDB_PASSWORD", ""), .. environment], arguments);

    /// <summary>Begins a session at a held rate and waits until so many of its events were reported durable.</summary>
    public async Task<Process> BeginAsync(long durable, params string[] arguments)
    {
        string mark = Folder["mark"];
        File.Delete(mark);
        Process process = Start([], [.. arguments, "--report-durable", mark, "--json"]);
        while (!process.HasExited && Durable(mark) < durable) await Task.Delay(5, TestContext.Current.CancellationToken);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }

    private static long Durable(string mark)
    {
        if (!File.Exists(mark)) return -1;
        using FileStream file = new(mark, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[sizeof(long)];
        return file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length ? BitConverter.ToInt64(bytes) : -1;
    }
}
