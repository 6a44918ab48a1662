using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Microprice: best bid and ask weighted by the quantity on the <em>other</em> side, so that it leans to where the next trade is likelier.
/// Quantities are summed over some levels; one level is the usual weighted mid. Not ready while a side is empty.
/// </summary>
public sealed class Microprice(int levels = 1) : IBookIndicator
{
    private readonly int _levels = Length.Check(levels);
    private double _bid;
    private double _ask;

    public bool IsReady { get; private set; }

    /// <summary>Share of the bids in all quantity, less that of the asks: -1 to 1.</summary>
    public double Imbalance { get; private set; }

    /// <summary>Rupees.</summary>
    public double Value => IsReady ? (_bid + _ask + (_ask - _bid) * Imbalance) / (2.0 * Price.UnitsPerRupee) : 0;

    public void Update(Price bid, long bidQuantity, Price ask, long askQuantity)
    {
        IsReady = bidQuantity > 0 && askQuantity > 0;
        (_bid, _ask) = (bid.Units, ask.Units);
        Imbalance = IsReady ? ((double)bidQuantity - askQuantity) / ((double)bidQuantity + askQuantity) : 0;
    }

    public void Update(ReadOnlySpan<BookLevel> bids, ReadOnlySpan<BookLevel> asks)
    {
        bool both = bids.Length > 0 && asks.Length > 0 && bids[0].Quantity > 0 && asks[0].Quantity > 0;
        if (both) Update(bids[0].Price, Quantity(bids), asks[0].Price, Quantity(asks));
        else Update(default, 0, default, 0);
    }

    private long Quantity(ReadOnlySpan<BookLevel> side)
    {
        long sum = 0;
        for (int i = 0; i < side.Length && i < _levels; i++) sum += side[i].Quantity;
        return sum;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_bid);
        writer.Write(_ask);
        writer.Write(IsReady);
        writer.Write(Imbalance);
    }

    public void Load(StateReader reader)
    {
        _bid = reader.Read<double>();
        _ask = reader.Read<double>();
        IsReady = reader.Read<bool>();
        Imbalance = reader.Read<double>();
    }
}
