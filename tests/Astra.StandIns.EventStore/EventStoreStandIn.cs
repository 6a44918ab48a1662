using System.Globalization;

namespace Astra.StandIns.EventStore;

/// <summary>
/// A server that behaves on the wire like one EventStoreDB node: same services, same answers, same traps. For tests, and for trying the server modes without a server.
/// It is not a database: nothing is synced to a disk.
/// </summary>
public sealed class EventStoreStandIn : IAsyncDisposable
{
    private readonly EventStoreStandInOptions _options;
    private readonly StandInCertificates? _certificates;
    private readonly bool _ownsStore, _ownsCertificates;
    private readonly Func<EventStoreStandIn, Membership> _membership;
    private readonly Random _random;
    private readonly SemaphoreSlim _turn = new(1);
    private TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NodeHost? _host;
    private Node? _node;

    internal EventStoreStandIn(
        EventStoreStandInOptions options, StoredStreams? store, StandInCertificates? certificates, Func<EventStoreStandIn, Membership>? membership)
    {
        _options = options;
        _ownsStore = store is null;
        _ownsCertificates = certificates is null;
        Store = store ?? new StoredStreams(options.Time, options.ClockOffset, options.DataFile);
        _certificates = certificates ?? (options.Tls ? new StandInCertificates() : null);
        _membership = membership ?? (self => new SoleMember(self.Faults, () => self.Port));
        _random = new Random(options.Seed);
    }

    /// <summary>Kept over restarts.</summary>
    public int Port { get; private set; }

    /// <summary>For clients, with TLS and the first user when there are any.</summary>
    public string ConnectionString => ConnectionStrings.Of(_options, CaFile, Port);

    /// <summary>Certificate of the authority that signed the server's, PEM; null without TLS. Deleted with the stand-in.</summary>
    public string? CaFile => _certificates?.CaFile;

    public EventStoreFaults Faults { get; } = new();

    public EventStoreCounts Counts { get; } = new();

    /// <summary>What is stored, to look at and to damage.</summary>
    public StoredStreams Store { get; }

    public bool IsRunning => _host is not null;

    /// <summary>Ends when the stand-in is killed, by <see cref="KillAsync()"/> or by its faults; begins anew with a restart.</summary>
    public Task WhenKilled => Volatile.Read(ref _killed).Task;

    internal Node? Node => _node;

    /// <summary>Told when it serves, and before it is cut off.</summary>
    internal Action? Started { get; init; }

    internal Action? Died { get; init; }

    /// <exception cref="IOException">The port is taken, or the data file is in use.</exception>
    public static async Task<EventStoreStandIn> StartAsync(EventStoreStandInOptions? options = null)
    {
        EventStoreStandIn standIn = new(options ?? new EventStoreStandInOptions(), null, null, null);
        try
        {
            await standIn.RestartAsync();
        }
        catch
        {
            await standIn.DisposeAsync();
            throw;
        }
        return standIn;
    }

    /// <summary>As a killed process: connections are cut; of the appends in flight some (by chance) are stored, none is answered. Does nothing when it does not run.</summary>
    public Task KillAsync() => KillAsync(waiting => _random.Next(waiting + 1));

    /// <summary>The same with the number of the appends in flight that are stored, counted from the oldest.</summary>
    public Task KillAsync(int storedInFlight) => KillAsync(_ => storedInFlight);

    /// <summary>Starts it again on the same port with what it stored; ids of the last life are forgotten. Kills it first when it runs.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await _turn.WaitAsync();
        try
        {
            Store.ForgetRecentIds();
            _node = new Node(_options, Store, Faults, Counts, _membership(this), stored => _ = Task.Run(() => KillAsync(stored)));
            _host = await NodeHost.StartAsync(_node, Port == 0 ? _options.Port : Port, _certificates);
            Port = _host.Port;
            Started?.Invoke();
            Volatile.Write(ref _killed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync(0);
        if (_node is not null) await _node.DisposeAsync();
        if (_ownsStore) Store.Dispose();
        if (_ownsCertificates) _certificates?.Dispose();
        _turn.Dispose();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"EventStoreDB stand-in on port {Port}");

    private async Task KillAsync(Func<int, int> stored)
    {
        await _turn.WaitAsync();
        try
        {
            if (_host is not { } host || _node is not { } node) return;
            Died?.Invoke();
            await node.Committer.KillAsync(stored);
            await host.KillAsync();
            await node.DisposeAsync();
            (_host, _node) = (null, null);
            Volatile.Read(ref _killed).TrySetResult();
        }
        finally
        {
            _turn.Release();
        }
    }
}
