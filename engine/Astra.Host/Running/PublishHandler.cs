using Astra.Core;
using Astra.Ring;

namespace Astra.Host;

/// <summary>
/// Lets out what the core said once its cause is durable: to the outbound log first, then to the other effects. When it has to wait at the gate, what
/// has already passed is flushed first, so that a slow disk holds back only what it must. A gate that closes ends all letting out.
/// </summary>
internal sealed class PublishHandler(DurableGate gate, IEffect[] effects) : IEventHandler<OutboundEvent>
{
    private long _durable = -1;
    private bool _unflushed;
    private long _delivered;
    private volatile bool _withheld;

    /// <summary>
    /// True once an event was kept back: then none after it leaves either, or the outbound log would have a hole. Set before the event is passed, so
    /// whoever sees the publisher's sequence at or behind it sees this too.
    /// </summary>
    public bool HasWithheld => _withheld;

    /// <summary>Events let out so far. Read from any thread.</summary>
    public long Delivered => Volatile.Read(ref _delivered);

    public void OnEvent(ref OutboundEvent e, long sequence, bool endOfBatch)
    {
        if (_withheld || (e.Header.Cause > _durable && !PassGate(e.Header.Cause))) return;

        foreach (IEffect effect in effects) effect.OnEvent(in e);
        _unflushed = true;
        Volatile.Write(ref _delivered, _delivered + 1);
        if (endOfBatch) Flush();
    }

    private bool PassGate(long cause)
    {
        _durable = gate.DurableSequence;
        if (cause <= _durable) return true;
        Flush();
        _withheld = !gate.WaitFor(cause);
        _durable = gate.DurableSequence;
        return !_withheld;
    }

    private void Flush()
    {
        if (!_unflushed) return;
        foreach (IEffect effect in effects) effect.OnBatchEnd();
        _unflushed = false;
    }
}
