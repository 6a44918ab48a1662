using System.Runtime.ExceptionServices;
using Astra.Core;
using Astra.Host;
using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests.Contract;

/// <summary>One life of a session on a server. Used directly, it stands where the engine's gate would: it waits for what it wants acknowledged.</summary>
public sealed class ServerWriter(EventStoreSession session) : PlaceWriter, IDurabilityListener
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Exception? _failed;
    private bool _attached;

    public EventStoreSession Session => session;

    public override IJournal Journal => session.Journal;

    public override IOutboundLog OutboundLog => session.OutboundLog;

    public override ISnapshotStore Snapshots => session.Snapshots;

    public override SessionStore Store => new()
    {
        Journal = session.Journal,
        OpenReader = session.OpenReader,
        OutboundLog = session.OutboundLog,
        OpenOutboundReader = session.OpenOutboundReader,
        Snapshots = session.Snapshots,
    };

    public void OnDurable(long sequence)
    {
    }

    public void OnFailed(Exception fault) => Volatile.Write(ref _failed, fault);

    public override void Kill() => session.Abandon();

    public override void Dispose() => session.Dispose();

    protected override void Begin()
    {
        if (_attached) return;
        _attached = true;
        session.Journal.Attach(this);
    }

    protected override void WaitUntilDurable(long sequence)
    {
        session.Journal.Want(sequence);
        bool ended = SpinWait.SpinUntil(() => session.Journal.DurableSequence >= sequence || Volatile.Read(ref _failed) is not null, Patience);
        if (Volatile.Read(ref _failed) is { } fault) ExceptionDispatchInfo.Throw(fault);
        Assert.True(ended, $"event {sequence} was not acknowledged: {session.Lag}");
    }
}
