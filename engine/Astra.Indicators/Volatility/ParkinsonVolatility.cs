using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Realized volatility from ranges (Parkinson 1980): <c>√(Σ ln²(H/L) / (4n·ln 2))</c> per bar. About five times as efficient as closes
/// where prices move without gaps; blind to what happens between bars.
/// </summary>
public sealed class ParkinsonVolatility(int length) : IIndicator
{
    private const double FourLn2 = 2.7725887222397811;

    private SumWindow _squares = new(Length.Check(length));

    public bool IsReady => _squares.IsFull;

    /// <summary>A share: 0.01 is one percent a bar.</summary>
    public double Value => IsReady ? Math.Sqrt(_squares.Mean / FourLn2) : 0;

    public void Update(in Bar bar)
    {
        double range = LogRatio.Of(bar.High.Units, bar.Low.Units);
        _squares.Push(range * range);
    }

    public void Save(StateWriter writer) => _squares.Save(writer);

    public void Load(StateReader reader) => _squares.Load(reader);
}
