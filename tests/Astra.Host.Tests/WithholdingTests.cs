using Astra.Core;
using Astra.Markets;
using Astra.Ring;

namespace Astra.Host.Tests;

/// <summary>What a closing gate keeps back stays back, and so does all that comes after it.</summary>
public class WithholdingTests
{
    private readonly RingBuffer<InboundEvent> _inbound = RingBuffer<InboundEvent>.Create(ProducerType.Multi, 16, new SpinThenParkWaitStrategy());
    private readonly Sequence _durable = new(0);
    private readonly DurableGate _gate;
    private readonly RecordingEffect _effect = new();
    private readonly PublishHandler _publisher;

    public WithholdingTests()
    {
        for (int i = 0; i < 8; i++) _inbound.Publish(_inbound.Next());
        _gate = new DurableGate(_inbound, _durable);
        _publisher = new PublishHandler(_gate, [_effect]);
    }

    [Fact]
    public void After_one_event_was_withheld_no_later_one_leaves_though_its_cause_is_durable()
    {
        Say(0, cause: 0);
        _gate.Close();
        Say(1, cause: 3);
        // The journal's last batch becomes durable while the publisher is still in its own.
        _durable.SetRelease(7);
        Say(2, cause: 3);
        Say(3, cause: 5, endOfBatch: true);
        Assert.Equal([0L], _effect.Events.Select(e => e.Header.Sequence));
        Assert.Equal((1L, true), (_publisher.Delivered, _publisher.HasWithheld));
    }

    [Fact]
    public void A_closed_gate_lets_out_what_is_durable_already()
    {
        _durable.SetRelease(7);
        _gate.Close();
        Say(0, cause: 7, endOfBatch: true);
        Assert.Equal((1L, false), (_publisher.Delivered, _publisher.HasWithheld));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void No_snapshot_is_stored_over_a_withheld_event(bool withhold, int stored)
    {
        if (withhold)
        {
            _gate.Close();
            Say(0, cause: 3, endOfBatch: true);
        }
        // The snapshot's own event is durable, and the publisher's sequence has reached what the core had said: it only did not let it out.
        _durable.SetRelease(7);
        MemorySnapshots store = new();
        RingBuffer<OutboundEvent> outbound = RingBuffer<OutboundEvent>.Create(ProducerType.Single, 16, new SpinThenParkWaitStrategy());
        Sequence passed = new(0);
        outbound.Publish(outbound.Next());
        using SnapshotWriter snapshots = new(store, null, new DurableGate(_inbound, _durable), outbound.NewBarrier(passed), _publisher, every: 1);
        snapshots.Offer(new HostedCore().Core, 0);
        snapshots.End();
        snapshots.Run();
        Assert.Equal(stored, store.List().Count);
    }

    private void Say(long sequence, long cause, bool endOfBatch = false)
    {
        OutboundEvent e = default;
        e.Header = new OutboundHeader { Sequence = sequence, Cause = cause, Time = Timestamp.Zero };
        _publisher.OnEvent(ref e, sequence, endOfBatch);
    }
}
