using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Population standard deviation of the last closes. The variance's numerator <c>n·Σx² - (Σx)²</c> is an exact integer, so a flat
/// stretch gives 0 and not the noise that running sums of doubles leave.
/// </summary>
public sealed class StdDev(int length) : IPriceIndicator
{
    private PriceWindow _window = new(Indicators.Length.Check(length));

    public int Length => _window.Length;

    public bool IsReady => _window.IsFull;

    public double Value { get; private set; }

    /// <summary>Mean of the same closes, rupees; 0 until ready.</summary>
    public double Mean => IsReady ? _window.Sum / ((double)Length * Price.UnitsPerRupee) : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        _window.PushSquared(price.Units);
        if (!IsReady) return;
        Value = Math.Sqrt(_window.Spread) / ((double)Length * Price.UnitsPerRupee);
    }

    public void Save(StateWriter writer)
    {
        _window.Save(writer);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        _window.Load(reader);
        Value = reader.Read<double>();
    }
}
