using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// A short simple average of closes less a long one, as an exact integer: on tick data the two averages are equal far more often than
/// rounded arithmetic says, and a difference of 1e-13 would be taken for a crossing.
/// </summary>
public sealed class SmaDifference : IPriceIndicator
{
    private PriceWindow _fast;
    private PriceWindow _slow;

    public SmaDifference(int fast, int slow)
    {
        Length.CheckPair(fast, slow);
        _fast = new PriceWindow(fast);
        _slow = new PriceWindow(slow);
    }

    public bool IsReady => _slow.IsFull;

    /// <summary>The difference times both lengths, price units; 0 until ready.</summary>
    public Int128 Numerator => IsReady ? Math.BigMul(_fast.Sum, (long)_slow.Length) - Math.BigMul(_slow.Sum, (long)_fast.Length) : 0;

    /// <summary>+1 with the short average over the long one, -1 under it, 0 on a tie and until ready.</summary>
    public int Sign => Int128.Sign(Numerator);

    /// <summary>Rupees; zero exactly when <see cref="Sign"/> is.</summary>
    public double Value => Exact.ToDouble(Numerator) / ((double)_fast.Length * _slow.Length * Price.UnitsPerRupee);

    /// <summary>The short average, rupees.</summary>
    public double Fast => IsReady ? _fast.Sum / ((double)_fast.Length * Price.UnitsPerRupee) : 0;

    /// <summary>The long average, rupees.</summary>
    public double Slow => IsReady ? _slow.Sum / ((double)_slow.Length * Price.UnitsPerRupee) : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        _fast.Push(price.Units);
        _slow.Push(price.Units);
    }

    public void Save(StateWriter writer)
    {
        _fast.Save(writer);
        _slow.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _fast.Load(reader);
        _slow.Load(reader);
    }
}
