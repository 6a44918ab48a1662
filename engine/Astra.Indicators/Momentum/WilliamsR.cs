using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Williams' %R, -100 to 0: how far the close lies under the highest high, as a share of the window's range; 0 where there is no range.</summary>
public sealed class WilliamsR(int length) : IIndicator
{
    private ExtremeWindow _highs = new(Length.Check(length));
    private ExtremeWindow _negatedLows = new(length);

    public bool IsReady => _highs.IsFull;

    public double Value { get; private set; }

    public void Update(in Bar bar)
    {
        _highs.Push(bar.High.Units);
        _negatedLows.Push(-bar.Low.Units);
        if (!IsReady) return;
        long high = _highs.Highest, range = high + _negatedLows.Highest;
        // Written so that the top of the range is a plain zero and not a negative one.
        Value = range > 0 ? 100.0 * (bar.Close.Units - high) / range : 0;
    }

    public void Save(StateWriter writer)
    {
        _highs.Save(writer);
        _negatedLows.Save(writer);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        _highs.Load(reader);
        _negatedLows.Load(reader);
        Value = reader.Read<double>();
    }
}
