using Astra.Core;

namespace Astra.Host;

/// <summary>Holds what the core says against what was stored, byte by byte, and remembers the first difference.</summary>
internal sealed class VerifyingSink(IOutboundLogReader? stored) : IOutboundSink
{
    /// <summary>Compares from an outbound sequence on; with no log, or none that reaches so far, it compares nothing.</summary>
    public static VerifyingSink From(IOutboundLogReader? stored, long next)
    {
        if (stored is null || next > stored.LastSequence) return new(null);
        stored.Seek(next);
        return new(stored);
    }

    private OutboundEvent _stored;
    private bool _ended = stored is null;

    /// <summary>Events found equal.</summary>
    public long Compared { get; private set; }

    public long CheckpointsCompared { get; private set; }

    public OutboundDifference? FirstDifference { get; private set; }

    public void Publish(in OutboundEvent e)
    {
        // A log that ends early is no difference: it is synced later than the journal, and a crash may cut it.
        if (_ended || FirstDifference is not null) return;
        if (!stored!.TryRead(ref _stored))
        {
            _ended = true;
            return;
        }
        if (!e.Canonical.SequenceEqual(_stored.Canonical))
        {
            FirstDifference = new OutboundDifference(e.Header.Sequence, e.Header.Cause, _stored, e);
            return;
        }
        Compared++;
        if (e.Header.Kind == OutboundKind.Checkpoint) CheckpointsCompared++;
    }

    /// <summary>After the last event: whatever else was stored for causes up to <paramref name="lastInbound"/> is missing now.</summary>
    public void Finish(long lastInbound)
    {
        if (_ended || FirstDifference is not null || !stored!.TryRead(ref _stored) || _stored.Header.Cause > lastInbound) return;
        FirstDifference = new OutboundDifference(_stored.Header.Sequence, _stored.Header.Cause, _stored, null);
    }
}
