using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;

namespace Astra.EventStore.Tests;

/// <summary>A folder with a writer of all three: inbound events, what they caused, snapshots.</summary>
internal sealed class WrittenFolder : IDisposable
{
    public static readonly Guid Id = new("0f6c2f5e-8a4e-4c6b-9a57-3f6f5a1d2b3c");

    private readonly TempFolder _temporary = new();

    private readonly int _segmentBytes;

    public WrittenFolder(int segmentBytes = 65_536)
    {
        _segmentBytes = segmentBytes;
        Open();
    }

    public string Path => _temporary.Journal;

    /// <summary>For other folders of the test.</summary>
    public string Beside(string name) => System.IO.Path.Combine(_temporary.Path, name);

    public EmbeddedJournal Journal { get; private set; } = null!;

    public OutboundLog Log { get; private set; } = null!;

    public SnapshotStore Snapshots => new(Path);

    public JournalOptions Options => new(Path) { Durability = Durability.None, SegmentBytes = _segmentBytes, OutboundSegmentBytes = 65_536, JournalId = Id };

    public void Open()
    {
        Journal = EmbeddedJournal.Open(Options);
        Log = OutboundLog.Open(Journal);
    }

    /// <summary>Plain ticks in one commit.</summary>
    public void Ticks(int count)
    {
        for (int i = 0; i < count; i++)
        {
            InboundEvent e = Events.Tick(Journal.NextSequence);
            Journal.Append(Journal.NextSequence, ref e);
        }
        Journal.Commit();
    }

    public void Append(InboundEvent e) => Journal.Append(Journal.NextSequence, ref e);

    /// <summary>Outbound events, caused by the last durable event.</summary>
    public void Say(int count)
    {
        for (int i = 0; i < count; i++)
        {
            OutboundEvent e = Events.Said(Log.LastSequence + 1, Journal.DurableSequence);
            Log.Append(ref e);
        }
        Log.Commit();
    }

    public void Snapshot(int bytes)
    {
        Log.Sync();
        byte[] state = new byte[bytes];
        new Random((int)Journal.DurableSequence).NextBytes(state);
        Snapshots.Save(Journal.DurableSequence, state);
    }

    public void Close()
    {
        Log.Dispose();
        Journal.Dispose();
    }

    /// <summary>As a killed process.</summary>
    public void Abandon()
    {
        Log.Abandon();
        Journal.Abandon();
    }

    public void Dispose()
    {
        Abandon();
        _temporary.Dispose();
    }
}
