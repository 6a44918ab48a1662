using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Order-flow imbalance over the last changes of the book (Cont, Kukanov and Stoikov 2014): what was added to bids and taken from asks, less
/// the reverse. At each level a better price adds its whole quantity, a worse one takes away the whole of what stood there, the same
/// price the difference. Over several levels their flows are summed. Exact integers.
/// </summary>
/// <param name="length">Changes of the book in the sum.</param>
/// <param name="levels">Levels looked at, 1 to 20.</param>
public sealed class OrderFlowImbalance(int length, int levels = 1) : IBookIndicator
{
    private PriceWindow _flows = new(Length.Check(length));
    private readonly BookLevel[] _bids = new BookLevel[levels is >= 1 and <= 20 ? levels : throw new ArgumentOutOfRangeException(nameof(levels), levels, "1 to 20 levels are needed")];
    private readonly BookLevel[] _asks = new BookLevel[levels];
    private bool _started;

    public bool IsReady => _flows.IsFull;

    /// <summary>Net quantity in units, positive where buyers press.</summary>
    public long Units => IsReady ? _flows.Sum : 0;

    public double Value => Units;

    /// <summary>The touch alone; a side that is absent has quantity 0.</summary>
    public void Update(Price bid, long bidQuantity, Price ask, long askQuantity) =>
        Update([new BookLevel(bid, bidQuantity)], [new BookLevel(ask, askQuantity)]);

    public void Update(ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks)
    {
        long flow = 0;
        for (int i = 0; i < _bids.Length; i++)
        {
            BookLevel bid = i < bids.Length ? bids[i] : default, ask = i < asks.Length ? asks[i] : default;
            flow += Flow(bid, _bids[i], 1) - Flow(ask, _asks[i], -1);
            (_bids[i], _asks[i]) = (bid, ask);
        }
        if (_started) _flows.Push(flow);
        _started = true;
    }

    /// <param name="side">1 where a higher price is the better one, -1 where a lower one is.</param>
    private static long Flow(BookLevel now, BookLevel before, int side)
    {
        if (now.Quantity == 0 || before.Quantity == 0) return now.Quantity - before.Quantity;
        // Masks for jumps, since which way a quote goes cannot be guessed: all ones where the price is no worse, and where it is no better.
        long moved = (now.Price.Units - before.Price.Units) * side, noWorse = ~(moved >> 63), noBetter = ~(-moved >> 63);
        return (now.Quantity & noWorse) - (before.Quantity & noBetter);
    }

    public void Save(StateWriter writer)
    {
        _flows.Save(writer);
        writer.WriteSpan<BookLevel>(_bids);
        writer.WriteSpan<BookLevel>(_asks);
        writer.Write(_started);
    }

    public void Load(StateReader reader)
    {
        _flows.Load(reader);
        reader.ReadInto<BookLevel>(_bids);
        reader.ReadInto<BookLevel>(_asks);
        _started = reader.Read<bool>();
    }
}
