namespace Astra.Ring.Tests;

public class EventPollerTests
{
    private readonly RingBuffer<long> _ring = RingBuffer<long>.Create(ProducerType.Multi, 8, new YieldingWaitStrategy());

    [Fact]
    public void A_poll_takes_what_is_there_and_no_more_than_asked()
    {
        var poller = new EventPoller<long, Recorder>(_ring, _ring.NewBarrier(), new Recorder());
        _ring.AddGatingSequence(poller.Sequence);
        Assert.Equal(0, poller.Poll());
        _ring.Send(5, 6, 7, 8, 9);
        Assert.Equal(2, poller.Poll(maxBatch: 2));
        Assert.Equal(1, poller.Sequence.Value);
        Assert.Equal(3, poller.Poll());
        Assert.Equal([5, 6, 7, 8, 9], poller.Handler.Values);
        Assert.Equal([1, 4], poller.Handler.BatchEnds);
        Assert.Equal(8, _ring.RemainingCapacity());
    }

    [Fact]
    public void An_event_that_failed_is_handed_out_again()
    {
        bool fails = true;
        var recorder = new Recorder { Before = sequence => { if (sequence == 1 && fails) throw new InvalidDataException(); } };
        var poller = new EventPoller<long, Recorder>(_ring, _ring.NewBarrier(), recorder);
        _ring.Send(5, 6, 7);
        Assert.Throws<InvalidDataException>(() => poller.Poll());
        Assert.Equal(0, poller.Sequence.Value);
        fails = false;
        Assert.Equal(2, poller.Poll());
        Assert.Equal([5, 6, 7], recorder.Values);
    }
}
