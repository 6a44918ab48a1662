using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// The least-squares line through the last closes. Every sum behind it is an exact integer, kept in constant work per bar, so that a
/// flat stretch has a slope of exactly 0 and its end point is the price itself.
/// </summary>
public sealed class LinearRegression(int length) : IPriceIndicator
{
    private WeightedWindow _window = new(Indicators.Length.Check(length));
    private readonly double _n = length;

    public int Length => _window.Length;

    public bool IsReady => _window.IsFull;

    /// <summary>The line at the newest bar, rupees.</summary>
    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            // (6W - 2(n+1)S) / (n(n+1)), with S the sum and W the sum weighted 1 to n.
            Int128 numerator = Exact.Times(_window.WeightedSum, 6) - Math.BigMul(_window.Sum, 2L * (Length + 1));
            return Exact.ToDouble(numerator) / (_n * (_n + 1) * Price.UnitsPerRupee);
        }
    }

    /// <summary>Rupees per bar; 0 for a length of 1.</summary>
    public double Slope => IsReady && Length > 1 ? Rise / (_n * (_n * _n - 1) * Price.UnitsPerRupee) : 0;

    /// <summary>The line at the oldest bar of the window, rupees.</summary>
    public double Start => IsReady ? Value - Slope * (_n - 1) : 0;

    /// <summary>Share of the closes' variance that the line explains, 0 to 1; 0 where they do not vary.</summary>
    public double RSquared
    {
        get
        {
            if (!IsReady) return 0;
            double spread = _window.Spread;
            if (spread == 0) return 0;
            double rise = Rise;
            return Math.Min(1, rise * rise / (12 * (_n * _n - 1) * spread));
        }
    }

    /// <summary>12W - 6(n+1)S, of which the slope is a fixed fraction.</summary>
    private double Rise => Exact.ToDouble(Exact.Times(_window.WeightedSum, 12) - Math.BigMul(_window.Sum, 6L * (Length + 1)));

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price) => _window.PushSquared(price.Units);

    public void Save(StateWriter writer) => _window.Save(writer);

    public void Load(StateReader reader) => _window.Load(reader);
}
