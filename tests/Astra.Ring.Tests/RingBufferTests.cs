namespace Astra.Ring.Tests;

public class RingBufferTests
{
    public static TheoryData<ProducerType> Producers => [ProducerType.Single, ProducerType.Multi];

    [Theory]
    [InlineData(0)]
    [InlineData(-8)]
    [InlineData(3)]
    [InlineData(1000)]
    [InlineData(int.MinValue)]
    public void A_capacity_that_is_no_power_of_two_is_refused_by_name(int capacity)
    {
        var error = Assert.Throws<ArgumentException>(() => Create(ProducerType.Single, capacity));
        Assert.Equal("capacity", error.ParamName);
        Assert.Contains("power of two", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void An_initial_sequence_below_minus_one_is_refused(ProducerType producer) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Create(producer, 8, initialSequence: -2));

    [Fact]
    public void An_unknown_producer_type_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Create((ProducerType)7, 8));

    [Theory]
    [MemberData(nameof(Producers))]
    public void A_claim_outside_one_to_capacity_is_refused(ProducerType producer)
    {
        RingBuffer<long> ring = Create(producer, 8);
        foreach (int count in new[] { 0, -1, 9, int.MinValue, int.MaxValue })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => ring.Next(count));
            Assert.Throws<ArgumentOutOfRangeException>(() => ring.TryNext(count, out _));
        }

        Assert.Equal(7, ring.Next(8));
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void Claims_count_up_from_the_initial_sequence(ProducerType producer)
    {
        RingBuffer<long> ring = Create(producer, 8, initialSequence: 41);
        Assert.Equal(41, ring.Cursor);
        Assert.Equal(42, ring.Next());
        Assert.Equal(45, ring.Next(3));
        Assert.True(ring.TryNext(2, out long highest));
        Assert.Equal(47, highest);
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void A_slot_is_found_again_one_lap_later(ProducerType producer)
    {
        RingBuffer<long> ring = Create(producer, 4);
        ring[1] = 11;
        ring[6] = 66;
        Assert.Equal(11, ring[5]);
        Assert.Equal(66, ring[2]);
        Assert.Equal(0, ring[3]);
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void A_full_ring_refuses_until_the_slowest_consumer_moves(ProducerType producer)
    {
        RingBuffer<long> ring = Create(producer, 4);
        Sequence fast = new(), slow = new();
        ring.AddGatingSequence(fast);
        ring.AddGatingSequence(slow);

        ring.Send(0, 1, 2, 3);
        Assert.Equal(0, ring.RemainingCapacity());
        fast.SetRelease(3);
        Assert.False(ring.TryNext(1, out _));

        slow.SetRelease(1);
        Assert.Equal(2, ring.RemainingCapacity());
        Assert.False(ring.TryNext(3, out _));
        Assert.True(ring.TryNext(2, out long highest));
        Assert.Equal(5, highest);
        Assert.False(ring.TryNext(1, out _));
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void A_refused_claim_takes_nothing(ProducerType producer)
    {
        RingBuffer<long> ring = Create(producer, 4);
        var consumer = new Sequence();
        ring.AddGatingSequence(consumer);
        ring.Send(0, 1, 2);
        Assert.False(ring.TryNext(2, out _));
        Assert.Equal(1, ring.RemainingCapacity());
        Assert.True(ring.TryNext(1, out long highest));
        Assert.Equal(3, highest);
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void Without_gating_sequences_producers_never_wait(ProducerType producer)
    {
        RingBuffer<long> ring = Create(producer, 4);
        for (int i = 0; i < 100; i++) ring.Send(i);
        Assert.Equal(99, ring.Cursor);
        Assert.Equal(4, ring.RemainingCapacity());
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void A_gating_sequence_added_late_holds_from_where_it_stands(ProducerType producer)
    {
        RingBuffer<long> ring = Create(producer, 4);
        for (int i = 0; i < 10; i++) ring.Send(i);
        ring.AddGatingSequence(new Sequence(ring.Cursor));
        ring.Send(10, 11, 12, 13);
        Assert.False(ring.TryNext(1, out _));
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void A_gating_sequence_more_than_a_lap_behind_or_ahead_is_refused(ProducerType producer)
    {
        RingBuffer<long> ring = Create(producer, 4);
        for (int i = 0; i < 10; i++) ring.Send(i);
        Assert.Throws<ArgumentException>(() => ring.AddGatingSequence(new Sequence(4)));
        Assert.Throws<ArgumentException>(() => ring.AddGatingSequence(new Sequence(10)));
        ring.AddGatingSequence(new Sequence(5));
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void Removing_the_slow_consumer_makes_room(ProducerType producer)
    {
        RingBuffer<long> ring = Create(producer, 4);
        var consumer = new Sequence();
        ring.AddGatingSequence(consumer);
        ring.Send(0, 1, 2, 3);
        Assert.False(ring.TryNext(1, out _));
        Assert.True(ring.RemoveGatingSequence(consumer));
        Assert.False(ring.RemoveGatingSequence(consumer));
        Assert.True(ring.TryNext(1, out _));
    }

    [Theory]
    [MemberData(nameof(Producers))]
    public void Batches_become_available_as_a_whole(ProducerType producer)
    {
        RingBuffer<long> ring = Create(producer, 8);
        SequenceBarrier barrier = ring.NewBarrier();
        long highest = ring.Next(5);
        Assert.Equal(-1, barrier.Available(0));
        ring.Publish(highest - 4, highest);
        Assert.Equal(4, barrier.Available(0));
        Assert.Equal(4, barrier.WaitFor(2));
    }

    [Fact]
    public void With_several_producers_consumers_stop_at_the_first_slot_not_published()
    {
        RingBuffer<long> ring = Create(ProducerType.Multi, 8);
        SequenceBarrier barrier = ring.NewBarrier();
        ring.Next(4);
        ring.Publish(0);
        ring.Publish(2);
        Assert.Equal(0, barrier.Available(0));
        Assert.Equal(0, barrier.Available(1));
        ring.Publish(1);
        Assert.Equal(2, barrier.Available(0));
        ring.Publish(3);
        Assert.Equal(3, barrier.Available(0));
        Assert.Equal(3, barrier.Available(4));
    }

    [Fact]
    public void Marks_of_an_earlier_lap_do_not_count()
    {
        RingBuffer<long> ring = Create(ProducerType.Multi, 4);
        SequenceBarrier barrier = ring.NewBarrier();
        for (int i = 0; i < 4; i++) ring.Send(i);
        ring.Next(4);
        ring.Publish(5);
        Assert.Equal(3, barrier.Available(4));
        ring.Publish(4);
        Assert.Equal(5, barrier.Available(4));
    }

    [Theory]
    [InlineData(ProducerType.Single, 1L << 40)]
    [InlineData(ProducerType.Multi, 1L << 40)]
    [InlineData(ProducerType.Multi, (1L << 33) - 3)] // the lap marks of a ring of four wrap around here
    [InlineData(ProducerType.Multi, 6L)]
    public void Numbering_continues_from_any_initial_sequence(ProducerType producer, long initialSequence)
    {
        RingBuffer<long> ring = Create(producer, 4, initialSequence);
        SequenceBarrier barrier = ring.NewBarrier();
        var consumer = new Sequence(ring.Cursor);
        ring.AddGatingSequence(consumer);
        for (long sequence = initialSequence + 1; sequence < initialSequence + 40; sequence++)
        {
            Assert.True(barrier.Available(sequence) < sequence);
            ring.Send(sequence * 3);
            Assert.Equal(sequence, barrier.Available(sequence));
            Assert.Equal(sequence * 3, ring[sequence]);
            consumer.SetRelease(sequence);
        }
    }

    private static RingBuffer<long> Create(ProducerType producer, int capacity, long initialSequence = -1) =>
        RingBuffer<long>.Create(producer, capacity, new YieldingWaitStrategy(), initialSequence);
}
