namespace Astra.Ring.Tests;

/// <summary>Threads that sleep at a barrier: they do sleep, and nothing that should wake them is ever lost.</summary>
public class ParkingTests
{
    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void A_quiet_consumer_sleeps_and_the_next_event_wakes_it(ProducerType producer)
    {
        RingBuffer<long> ring = RingBuffer<long>.Create(producer, 8, new SpinThenParkWaitStrategy());
        var recorder = new Recorder();
        var processor = new EventProcessor<long, Recorder>(ring, ring.NewBarrier(), recorder);
        ring.AddGatingSequence(processor.Sequence);
        Thread thread = Start(processor.Run);

        for (int i = 0; i < 20; i++)
        {
            Patience.Until(() => Sleeps(thread), "the consumer sleeps");
            ring.Send(i);
            Patience.Until(() => processor.Sequence.Value == i, "the consumer wakes");
        }

        processor.Halt();
        Assert.True(thread.Join(Patience.Limit));
    }

    [Fact]
    public void A_sleeping_consumer_behind_another_wakes_when_that_one_moves()
    {
        RingBuffer<long> ring = RingBuffer<long>.Create(ProducerType.Single, 8, new SpinThenParkWaitStrategy(0, 0));
        Sequence first = new(), second = new();
        SequenceBarrier barrier = ring.NewBarrier(first, second);
        long available = -1;
        Thread thread = Start(() => available = barrier.WaitFor(0));
        Patience.Until(() => Sleeps(thread), "the consumer sleeps");
        ring.Send(1);
        first.SetRelease(0);
        Assert.False(thread.Join(0));
        second.SetVolatile(0);
        Assert.True(thread.Join(Patience.Limit));
        Assert.Equal(0, available);
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void A_producer_asleep_at_a_full_ring_wakes_when_there_is_room(ProducerType producer)
    {
        RingBuffer<long> ring = RingBuffer<long>.Create(producer, 2, new SpinThenParkWaitStrategy());
        var consumer = new Sequence();
        ring.AddGatingSequence(consumer);
        ring.Send(0, 1);
        Thread thread = Start(() => ring.Send(2));
        Patience.Until(() => Sleeps(thread), "the producer sleeps");
        consumer.SetRelease(0);
        Assert.True(thread.Join(Patience.Limit));
        Assert.Equal(2, ring.Cursor);
    }

    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void A_producer_asleep_at_a_full_ring_wakes_when_the_consumer_is_removed(ProducerType producer)
    {
        RingBuffer<long> ring = RingBuffer<long>.Create(producer, 2, new SpinThenParkWaitStrategy());
        var dead = new Sequence();
        ring.AddGatingSequence(dead);
        ring.Send(0, 1);
        Thread thread = Start(() => ring.Send(2));
        Patience.Until(() => Sleeps(thread), "the producer sleeps");
        ring.RemoveGatingSequence(dead);
        Assert.True(thread.Join(Patience.Limit));
    }

    [Fact]
    public void A_halt_wakes_a_sleeping_consumer()
    {
        RingBuffer<long> ring = RingBuffer<long>.Create(ProducerType.Single, 2, new SpinThenParkWaitStrategy());
        var processor = new EventProcessor<long, Recorder>(ring, ring.NewBarrier(), new Recorder());
        Thread thread = Start(processor.Run);
        Patience.Until(() => Sleeps(thread), "the consumer sleeps");
        processor.Halt();
        Assert.True(thread.Join(Patience.Limit));
    }

    /// <summary>
    /// One event at a time, each after the last has gone all the way, with a pause that sweeps over the moment at which the
    /// consumers fall asleep. Nothing follows that could wake a consumer that missed its event, so a lost wake-up hangs.
    /// </summary>
    [Theory]
    [InlineData(ProducerType.Single)]
    [InlineData(ProducerType.Multi)]
    public void Single_events_far_apart_never_find_a_consumer_that_stays_asleep(ProducerType producer)
    {
        RingBuffer<long> ring = RingBuffer<long>.Create(producer, 4, new SpinThenParkWaitStrategy(spins: 0, yields: 0));
        var first = new EventProcessor<long, Recorder>(ring, ring.NewBarrier(), new Recorder());
        var second = new EventProcessor<long, Recorder>(ring, ring.NewBarrier(first.Sequence), new Recorder());
        ring.AddGatingSequence(second.Sequence);
        ProcessorThread[] threads = [ProcessorThread.Start(first, "first"), ProcessorThread.Start(second, "second")];

        for (long i = 0; i < 10_000; i++)
        {
            ring.Send(i);
            long due = i;
            Patience.Until(() => second.Sequence.Value == due, $"event {due} reaches the last consumer");
            for (long pause = i % 300; pause > 0; pause--) Thread.SpinWait(1);
        }

        foreach (ProcessorThread thread in threads) thread.Processor.HaltWhenDrained();
        foreach (ProcessorThread thread in threads) Patience.Join(thread);
    }

    /// <summary>
    /// The narrowest race: both sides meet at the start of each round, then one falls asleep while the other advances, so
    /// that each one's store and its look at the other's word fall together. Without the fences explained at
    /// <see cref="Sequence.WakeParked"/> a round never ends.
    /// </summary>
    [Fact]
    public void Falling_asleep_and_advancing_at_the_same_moment_always_ends_awake()
    {
        const int rounds = 150_000;
        RingBuffer<long> ring = RingBuffer<long>.Create(ProducerType.Single, 2, new SpinThenParkWaitStrategy(spins: 0, yields: 0));
        Sequence meet = new(), advanced = new(), awake = new();
        SequenceBarrier barrier = ring.NewBarrier(advanced);
        Thread sleeper = Start(() =>
        {
            for (long round = 0; round < rounds; round++)
            {
                while (meet.Value < round) Thread.Yield();
                barrier.WaitFor(round);
                awake.SetRelease(round);
            }
        });

        for (long round = 0; round < rounds; round++)
        {
            meet.SetRelease(round);
            for (long delay = round % 64; delay > 0; delay--) SpinHint.Pause();
            advanced.SetRelease(round);
            long due = round;
            if (awake.Value < due) Patience.Until(() => awake.Value >= due, $"the sleeper wakes in round {due}");
        }

        Assert.True(sleeper.Join(Patience.Limit));
    }

    /// <summary>With one slot, everyone sleeps at every event, producers too, and each must be woken by the other side.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_slot_and_no_spinning_still_moves_every_event(int producers) =>
        new Flow(Topology.Chained, producers, new SpinThenParkWaitStrategy(spins: 0, yields: 0), capacity: 1).Run(10_000, Patience.Limit);

    private static Thread Start(Action run)
    {
        var thread = new Thread(() => run()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static bool Sleeps(Thread thread) => (thread.ThreadState & ThreadState.WaitSleepJoin) != 0;
}
