using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Markets;

namespace Astra.EventStore.Tests.Contract;

/// <summary>A session of its own on a server. What it wrote goes when it is disposed.</summary>
/// <param name="onDispose">Ends the server too, when it belongs to the place.</param>
public sealed class ServerPlace(EventStoreSettings settings, Action? onDispose = null) : JournalPlace
{
    private readonly SessionName _name = new(Day, "contract-" + Guid.NewGuid().ToString("N")[..12]);
    private readonly EventStoreClient _client = new(settings);
    private readonly List<string> _said = [];

    public SessionName Name => _name;

    /// <summary>What the sessions reported, for a failing test's message.</summary>
    public string Said
    {
        get
        {
            lock (_said) return string.Join('\n', _said);
        }
    }

    private EventStoreJournalOptions Options => new()
    {
        SnapshotsKept = SnapshotsKept,
        Report = text =>
        {
            lock (_said) _said.Add(text);
        },
    };

    public override PlaceWriter Create() => new ServerWriter(EventStoreSession.Create(settings, _name, Day, Options));

    public override PlaceWriter Resume() => new ServerWriter(EventStoreSession.Resume(settings, _name, Options));

    public override IJournalReader OpenReader() => EventStoreJournalReader.Open(_client, _name);

    public override IOutboundLogReader OpenOutboundReader() => EventStoreOutboundReader.Open(_client, _name);

    public override ISnapshotStore OpenSnapshots() => SnapshotsOf(_name);

    /// <summary>What is stored cannot be changed, so it is stored changed: saved beside, copied with one byte flipped.</summary>
    public override void AddDamagedSnapshot(long sequence, byte[] state) => AddDamagedSnapshotAsync(sequence, state).GetAwaiter().GetResult();

    public override IJournalReader OpenUnknown() => EventStoreJournalReader.Open(_client, new SessionName(Day, "never-begun"));

    public override bool SeekTime(IJournalReader reader, Timestamp time) => ((EventStoreJournalReader)reader).SeekTime(time);

    public override JournalVerification Verify() => EventStoreVerifier.RunAsync(_client, _name).GetAwaiter().GetResult();

    public override PlaceStat Stat()
    {
        JournalStat s = EventStoreStat.ReadAsync(_client, _name).GetAwaiter().GetResult();
        return new PlaceStat(s.Events, s.FirstSequence, s.LastSequence, s.OutboundEvents, string.Join(' ', s.Snapshots), s.FirstTime, s.LastTime, s.Damage);
    }

    public override void Dump(Stream output, JournalDumpOptions options)
    {
        using IJournalReader inbound = OpenReader();
        using IOutboundLogReader outbound = OpenOutboundReader();
        JournalDump.Write(inbound, outbound, output, options);
    }

    public override void Dispose()
    {
        try
        {
            if (onDispose is null) RemoveAsync().GetAwaiter().GetResult();
        }
        finally
        {
            _client.DisposeAsync().AsTask().GetAwaiter().GetResult();
            onDispose?.Invoke();
        }
    }

    private async Task AddDamagedSnapshotAsync(long sequence, byte[] state)
    {
        SessionName beside = _name with { Run = _name.Run + "-copy" };
        SnapshotsOf(beside).Save(sequence, state);
        List<ProposedEvent> copies = [];
        await foreach (StoredEvent stored in _client.ReadAsync(beside.Snapshots, 0, long.MaxValue, CancellationToken.None))
        {
            byte[] data = stored.Data.ToArray();
            // The first one is the state itself, or its first part.
            if (copies.Count == 0) data[^1] ^= 1;
            copies.Add(new ProposedEvent(Guid.NewGuid(), stored.Type, data, stored.CustomMetadata, IsJson: false));
        }
        Assert.NotEmpty(copies);
        long last = (await _client.ReadLastAsync(_name.Snapshots, CancellationToken.None))?.Revision ?? -1;
        await _client.AppendAsync(_name.Snapshots, last, copies, CancellationToken.None);
        await _client.DeleteAsync(beside.Snapshots, CancellationToken.None);
    }

    private EventStoreSnapshotStore SnapshotsOf(SessionName name)
    {
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(_client, _name);
        return new EventStoreSnapshotStore(_client, name, reader.JournalId, SnapshotsKept);
    }

    // A real server belongs to somebody.
    private async Task RemoveAsync()
    {
        foreach (string stream in (string[])[_name.Journal, _name.Outbound, _name.Snapshots])
            if (await _client.ReadLastAsync(stream, CancellationToken.None) is not null) await _client.DeleteAsync(stream, CancellationToken.None);
        await new SessionIndex(_client).RemovedAsync(_name, DateTimeOffset.UtcNow, CancellationToken.None);
    }
}
