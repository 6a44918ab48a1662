using Astra.Core;
using Astra.Host;
using Astra.Journal.Tests;

namespace Astra.EventStore.Tests.Contract;

/// <summary>One life of a session's writer: it numbers events, makes them durable, and ends in order or as a killed process does.</summary>
public abstract class PlaceWriter : IDisposable
{
    private long _next = -1;

    public abstract IJournal Journal { get; }

    public abstract IOutboundLog OutboundLog { get; }

    public abstract ISnapshotStore Snapshots { get; }

    /// <summary>For a session that the engine runs; such a writer is not used directly.</summary>
    public abstract SessionStore Store { get; }

    /// <summary>The sequence that is appended next.</summary>
    public long Next => _next < 0 ? _next = Journal.DurableSequence + 1 : _next;

    /// <summary>Ends at once: nothing more is sent, sealed or waited for.</summary>
    public abstract void Kill();

    public abstract void Dispose();

    public void Append(ref InboundEvent e)
    {
        long sequence = Next;
        Begin();
        Journal.Append(sequence, ref e);
        _next = sequence + 1;
    }

    /// <summary>Commits, and waits until everything appended is durable.</summary>
    public void MakeDurable()
    {
        Begin();
        Journal.Commit();
        WaitUntilDurable(Next - 1);
    }

    /// <summary>Ticks that tell their sequence, durable in groups.</summary>
    public void Ticks(int count, int perCommit = int.MaxValue)
    {
        for (int i = 1; i <= count; i++)
        {
            InboundEvent tick = Events.Tick(Next);
            Append(ref tick);
            if (i % perCommit == 0) MakeDurable();
        }
        MakeDurable();
    }

    /// <summary>Outbound events caused by the last tick, stored when it returns.</summary>
    public void Say(int count)
    {
        for (int i = 0; i < count; i++)
        {
            OutboundEvent said = Events.Said(OutboundLog.LastSequence + 1, Next - 1);
            OutboundLog.Append(ref said);
        }
        OutboundLog.Commit();
        OutboundLog.Sync();
    }

    /// <summary>Before the first event of a writer that is used directly.</summary>
    protected virtual void Begin()
    {
    }

    protected abstract void WaitUntilDurable(long sequence);
}
