using Astra.Markets;

namespace Astra.Indicators;

/// <summary>A <see cref="PriceWindow"/> that also keeps the sum of its prices weighted 1 to n, the newest n: exact integers.</summary>
internal struct WeightedWindow(int length)
{
    private PriceWindow _prices = new(length);

    public readonly int Length => _prices.Length;

    public readonly bool IsFull => _prices.IsFull;

    public readonly long Sum => _prices.Sum;

    /// <summary>As <see cref="PriceWindow.Spread"/>.</summary>
    public readonly double Spread => _prices.Spread;

    public Int128 WeightedSum { get; private set; }

    public void Push(long units)
    {
        Weigh(units);
        _prices.Push(units);
    }

    public void PushSquared(long units)
    {
        Weigh(units);
        _prices.PushSquared(units);
    }

    // Every price held loses one weight, which is their sum; the oldest loses its last one and is gone.
    private void Weigh(long units) => WeightedSum += Math.BigMul(units, (long)Length) - _prices.Sum;

    public readonly void Save(StateWriter writer)
    {
        _prices.Save(writer);
        writer.Write(WeightedSum);
    }

    public void Load(StateReader reader)
    {
        _prices.Load(reader);
        WeightedSum = reader.Read<Int128>();
    }
}
