namespace Astra.Ring.Tests;

public class BarrierTests
{
    private readonly RingBuffer<long> _ring = RingBuffer<long>.Create(ProducerType.Single, 8, new SpinThenParkWaitStrategy(spins: 0, yields: 0));

    [Fact]
    public void A_barrier_behind_others_follows_the_slowest()
    {
        Sequence a = new(), b = new(), c = new();
        SequenceBarrier barrier = _ring.NewBarrier(a, b, c);
        _ring.Send(0, 1, 2, 3);
        a.SetRelease(3);
        b.SetRelease(1);
        c.SetRelease(2);
        Assert.Equal(1, barrier.Available(0));
        b.SetRelease(3);
        Assert.Equal(2, barrier.Available(0));
    }

    [Fact]
    public void An_alert_ends_waiting_with_less_than_was_asked_for()
    {
        SequenceBarrier barrier = _ring.NewBarrier();
        barrier.Alert();
        Assert.True(barrier.IsAlerted);
        Assert.Equal(-1, barrier.WaitFor(0));
    }

    [Fact]
    public void Available_events_come_before_an_alert()
    {
        SequenceBarrier barrier = _ring.NewBarrier();
        _ring.Send(7);
        barrier.Alert();
        Assert.Equal(0, barrier.WaitFor(0));
    }

    [Fact]
    public void A_cleared_alert_is_gone()
    {
        SequenceBarrier barrier = _ring.NewBarrier();
        barrier.Alert();
        barrier.ClearAlert();
        Assert.False(barrier.IsAlerted);
    }

    [Fact]
    public void A_second_processor_on_one_barrier_is_refused()
    {
        SequenceBarrier barrier = _ring.NewBarrier();
        _ = new EventProcessor<long, Recorder>(_ring, barrier, new Recorder());
        var error = Assert.Throws<InvalidOperationException>(() => new EventProcessor<long, Recorder>(_ring, barrier, new Recorder()));
        Assert.Contains("NewBarrier", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Every_wait_strategy_ends_at_an_alert(ProducerType producer)
    {
        foreach (IWaitStrategy wait in new IWaitStrategy[] { new BusySpinWaitStrategy(), new YieldingWaitStrategy(), new SpinThenParkWaitStrategy() })
        {
            SequenceBarrier barrier = RingBuffer<long>.Create(producer, 8, wait).NewBarrier();
            long result = 0;
            var waiting = new Thread(() => result = barrier.WaitFor(0)) { IsBackground = true };
            waiting.Start();
            Thread.Yield();
            barrier.Alert();
            Assert.True(waiting.Join(Patience.Limit), wait.ToString());
            Assert.Equal(-1, result);
        }
    }
}
