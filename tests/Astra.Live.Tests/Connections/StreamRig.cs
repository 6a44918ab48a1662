using Astra.Core;
using Astra.Markets;

namespace Astra.Live.Tests.Connections;

/// <summary>A supervisor, its dialect and its health log against a scripted server, with a policy quick enough for a test.</summary>
internal sealed class StreamRig : IAsyncDisposable
{
    public static readonly ReconnectPolicy Quick = new(
        First: TimeSpan.FromMilliseconds(20), Cap: TimeSpan.FromMilliseconds(100), Least: TimeSpan.FromMilliseconds(5),
        OutsideHours: TimeSpan.FromMinutes(5), ResetAfter: TimeSpan.Zero);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();

    public StreamRig(Func<StreamServer, System.Net.Sockets.NetworkStream, string, Task> script, Func<StreamOptions, StreamOptions>? with = null, TimeProvider? time = null)
    {
        Server = new StreamServer(script);
        Dialect = new ScriptedDialect(Server.Address);
        var options = new StreamOptions { Name = "test", Policy = Quick, IsMarketOpen = _ => true, Random = new Random(1) };
        Supervisor = new StreamSupervisor(Dialect, Health, with?.Invoke(options) ?? options, time ?? TimeProvider.System);
    }

    public StreamServer Server { get; }

    public ScriptedDialect Dialect { get; }

    public HealthLog Health { get; } = new();

    public StreamSupervisor Supervisor { get; }

    public Task Running { get; private set; } = Task.CompletedTask;

    public StreamRig Start()
    {
        Running = Task.Run(() => Supervisor.RunAsync(_stop.Token));
        return this;
    }

    /// <summary>Waits for something that must happen.</summary>
    public static async Task UntilAsync(Func<bool> happened, string what)
    {
        long from = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!happened())
        {
            Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(from) < Patience, $"waited in vain for {what}");
            await Task.Delay(2);
        }
    }

    /// <summary>Waits for a health entry and returns the first of its kind.</summary>
    public async Task<HealthEntry> ToldAsync(string what, FeedCause cause = FeedCause.None, int count = 1)
    {
        await UntilAsync(() => Find().Count() >= count, $"{count} × {what} {cause}; told: {string.Join(", ", Health.Entries.Select(e => $"{e.What} {e.Cause} {e.Words}"))}");
        return Find().Skip(count - 1).First();
        IEnumerable<HealthEntry> Find() => Health.Entries.Where(e => e.What == what && (cause == FeedCause.None || e.Cause == cause));
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await EndedAsync();
    }

    public Task EndedAsync() => Running.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Server.DisposeAsync();
        _stop.Dispose();
        Assert.Equal(0, Dialect.Overlaps);
    }
}
