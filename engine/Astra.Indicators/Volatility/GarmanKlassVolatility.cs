using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Realized volatility from ranges and bodies (Garman and Klass 1980): the root of the mean of <c>ln²(H/L)/2 - (2·ln 2 - 1)·ln²(C/O)</c>,
/// per bar. Blind to what happens between bars.
/// </summary>
public sealed class GarmanKlassVolatility(int length) : IIndicator
{
    private const double TwoLn2Less1 = 0.38629436111989057;

    private SumWindow _terms = new(Length.Check(length));

    public bool IsReady => _terms.IsFull;

    /// <summary>A share: 0.01 is one percent a bar.</summary>
    public double Value => IsReady ? Math.Sqrt(Math.Max(0, _terms.Mean)) : 0;

    public void Update(in Bar bar)
    {
        double range = LogRatio.Of(bar.High.Units, bar.Low.Units), body = LogRatio.Of(bar.Close.Units, bar.Open.Units);
        _terms.Push(0.5 * range * range - TwoLn2Less1 * body * body);
    }

    public void Save(StateWriter writer) => _terms.Save(writer);

    public void Load(StateReader reader) => _terms.Load(reader);
}
