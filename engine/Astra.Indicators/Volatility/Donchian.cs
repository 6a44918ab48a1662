using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Donchian channel: highest high and lowest low of the last bars, the current one included (some libraries leave it out).</summary>
public sealed class Donchian(int length) : IIndicator
{
    private ExtremeWindow _highs = new(Length.Check(length));
    private ExtremeWindow _negatedLows = new(length);

    public bool IsReady => _highs.IsFull;

    public double Upper => IsReady ? _highs.Highest / (double)Price.UnitsPerRupee : 0;

    public double Lower => IsReady ? -_negatedLows.Highest / (double)Price.UnitsPerRupee : 0;

    /// <summary>The middle of the channel.</summary>
    public double Value => IsReady ? (_highs.Highest - _negatedLows.Highest) / (2.0 * Price.UnitsPerRupee) : 0;

    public void Update(in Bar bar)
    {
        _highs.Push(bar.High.Units);
        _negatedLows.Push(-bar.Low.Units);
    }

    public void Save(StateWriter writer)
    {
        _highs.Save(writer);
        _negatedLows.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _highs.Load(reader);
        _negatedLows.Load(reader);
    }
}
