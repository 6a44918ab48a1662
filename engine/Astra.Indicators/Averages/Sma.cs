using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Simple moving average of the last closes, from an exact running sum.</summary>
public sealed class Sma(int length) : IPriceIndicator
{
    private PriceWindow _window = new(Indicators.Length.Check(length));

    public int Length => _window.Length;

    public bool IsReady => _window.IsFull;

    public double Value => IsReady ? _window.Sum / ((double)Length * Price.UnitsPerRupee) : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price) => _window.Push(price.Units);

    public void Save(StateWriter writer) => _window.Save(writer);

    public void Load(StateReader reader) => _window.Load(reader);
}
