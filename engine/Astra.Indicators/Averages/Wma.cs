using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Weighted moving average of the last closes: weights 1 to n, the newest n, from exact integer sums.</summary>
public sealed class Wma(int length) : IPriceIndicator
{
    private WeightedWindow _window = new(Indicators.Length.Check(length));
    private readonly double _scale = length * (length + 1.0) / 2 * Price.UnitsPerRupee;

    public int Length => _window.Length;

    public bool IsReady => _window.IsFull;

    public double Value => IsReady ? Exact.ToDouble(_window.WeightedSum) / _scale : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price) => _window.Push(price.Units);

    public void Save(StateWriter writer) => _window.Save(writer);

    public void Load(StateReader reader) => _window.Load(reader);
}
