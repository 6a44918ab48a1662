using CsCheck;

namespace Astra.Ring.Tests;

/// <summary>Random histories of claims, publishes and consumers at random paces, step by step against a model of plain arithmetic.</summary>
public class RingModelTests
{
    private enum Step
    {
        Claim,
        Publish,
        ConsumeFirst,
        ConsumeSecond,
        ConsumeThird,
    }

    private static readonly Gen<(ProducerType Producer, int Capacity, long Initial)> Shapes = Gen.Select(
        Gen.Int[0, 1].Select(kind => (ProducerType)kind),
        Gen.Int[0, 6].Select(bits => 1 << bits),
        Gen.OneOf(Gen.Const(-1L), Gen.Long[0, 1000], Gen.Long[(1L << 32) - 100, 1L << 32]));

    private static readonly Gen<(Step Kind, int Amount)[]> Histories =
        Gen.Select(Gen.Int[0, 4].Select(kind => (Step)kind), Gen.Int[1, 70]).Array[0, 400];

    [Fact]
    public void Every_history_agrees_with_the_model() => Gen.Select(Shapes, Histories).Sample((shape, history) =>
    {
        var world = new World(shape.Producer, shape.Capacity, shape.Initial);
        foreach ((Step kind, int amount) in history)
        {
            switch (kind)
            {
                case Step.Claim: world.Claim(amount); break;
                case Step.Publish: world.Publish(amount); break;
                default: world.Consume(kind - Step.ConsumeFirst, amount); break;
            }

            world.Check();
        }
    });

    [Fact]
    public void Every_concurrent_shape_delivers_every_event_once_and_in_order() => Gen.Select(
        Gen.Int[0, 1].Select(topology => (Topology)topology),
        Gen.Int[1, 4],
        Gen.Int[0, 8].Select(bits => 1 << bits),
        Gen.Int[1, 300],
        Gen.Int[1, 300],
        Gen.Bool,
        Gen.Long[-1, 5000]).Sample(
        (topology, producers, capacity, claim, batch, parks, initial) =>
        {
            IWaitStrategy wait = parks ? new SpinThenParkWaitStrategy(spins: 5, yields: 5) : new YieldingWaitStrategy();
            new Flow(topology, producers, wait, capacity, Math.Min(claim, capacity), batch, initial).Run(4_000, Patience.Limit);
        },
        iter: 60,
        threads: 1);

    /// <summary>
    /// The ring and its model side by side, on one thread: two consumers behind the producers, a third behind both, which gates.
    /// </summary>
    private sealed class World
    {
        private readonly ProducerType _producer;
        private readonly RingBuffer<long> _ring;
        private readonly Sequence[] _consumers;
        private readonly SequenceBarrier[] _barriers;

        // The model: where each side stands, and which claimed sequences are still to be published.
        private readonly long[] _consumed;
        private readonly List<(long Lowest, long Highest)> _open = [];
        private long _claimed;

        public World(ProducerType producer, int capacity, long initial)
        {
            _producer = producer;
            _ring = RingBuffer<long>.Create(producer, capacity, new YieldingWaitStrategy(), initial);
            _consumers = [new(initial), new(initial), new(initial)];
            _barriers = [_ring.NewBarrier(), _ring.NewBarrier(), _ring.NewBarrier(_consumers[0], _consumers[1])];
            _consumed = [initial, initial, initial];
            _claimed = initial;
            _ring.AddGatingSequence(_consumers[2]);
        }

        private long Room => _consumed[2] + _ring.Capacity - _claimed;

        private long Published => _open.Count == 0 ? _claimed : _open.Min(batch => batch.Lowest) - 1;

        public void Claim(int amount)
        {
            int count = Math.Min(amount, _ring.Capacity);
            bool fits = count <= Room;
            Assert.Equal(fits, _ring.TryNext(count, out long highest));
            if (!fits) return;

            Assert.Equal(_claimed + count, highest);
            for (long sequence = _claimed + 1; sequence <= highest; sequence++) _ring[sequence] = Content(sequence);
            _open.Add((_claimed + 1, highest));
            _claimed = highest;
        }

        public void Publish(int amount)
        {
            if (_open.Count == 0) return;
            // Several producers publish in any order, a single one in its own.
            int which = _producer == ProducerType.Multi ? amount % _open.Count : 0;
            (long lowest, long highest) = _open[which];
            _open.RemoveAt(which);
            if (lowest == highest) _ring.Publish(lowest);
            else _ring.Publish(lowest, highest);
        }

        public void Consume(int consumer, int amount)
        {
            long next = _consumed[consumer] + 1;
            long available = _barriers[consumer].Available(next);
            Assert.Equal(Available(consumer), available);
            long last = Math.Min(available, next + amount - 1);
            for (long sequence = next; sequence <= last; sequence++) Assert.Equal(Content(sequence), _ring[sequence]);
            if (last < next) return;
            _consumers[consumer].SetRelease(last);
            _consumed[consumer] = last;
        }

        public void Check()
        {
            Assert.Equal(Room, _ring.RemainingCapacity());
            Assert.Equal(_producer == ProducerType.Multi ? _claimed : Published, _ring.Cursor);
        }

        private long Available(int consumer) => consumer == 2 ? Math.Min(_consumed[0], _consumed[1]) : Published;

        private static long Content(long sequence) => ~sequence * 7;
    }
}
