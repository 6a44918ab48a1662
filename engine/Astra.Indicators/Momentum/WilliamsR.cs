using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Williams' %R, -100 to 0: how far the close lies under the highest high, as a share of the window's range; 0 where there is no range.</summary>
public sealed class WilliamsR(int length) : IIndicator
{
    private RangeWindow _range = new(Length.Check(length));

    public bool IsReady => _range.IsFull;

    public double Value { get; private set; }

    public void Update(in Bar bar)
    {
        _range.Push(bar.High.Units, bar.Low.Units);
        if (!IsReady) return;
        (long high, long low) = _range.Bounds;
        long range = high - low;
        // Written so that the top of the range is a plain zero and not a negative one.
        Value = range > 0 ? 100.0 * (bar.Close.Units - high) / range : 0;
    }

    public void Save(StateWriter writer)
    {
        _range.Save(writer);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        _range.Load(reader);
        Value = reader.Read<double>();
    }
}
