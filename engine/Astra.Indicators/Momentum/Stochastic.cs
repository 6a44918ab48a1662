using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Stochastic oscillator, 0 to 100: where the close stands between the lowest low and the highest high, averaged over <c>smooth</c> bars
/// (K), and that averaged over <c>signal</c> bars (D). A window without any range gives 0, as in TA-Lib.
/// </summary>
public sealed class Stochastic(int length, int smooth, int signal) : IIndicator
{
    private RangeWindow _range = new(Length.Check(length));
    private SumWindow _smooth = new(Length.Check(smooth));
    private SumWindow _signal = new(Length.Check(signal));

    /// <summary>True from D's first value; K alone is ready earlier, see <see cref="KIsReady"/>.</summary>
    public bool IsReady => _signal.IsFull;

    public bool KIsReady => _smooth.IsFull;

    /// <summary>K.</summary>
    public double Value { get; private set; }

    /// <summary>D.</summary>
    public double Signal => IsReady ? _signal.Mean : 0;

    public void Update(in Bar bar)
    {
        _range.Push(bar.High.Units, bar.Low.Units);
        if (!_range.IsFull) return;
        (long high, long low) = _range.Bounds;
        long range = high - low;
        _smooth.Push(range > 0 ? 100.0 * (bar.Close.Units - low) / range : 0);
        if (!_smooth.IsFull) return;
        Value = _smooth.Mean;
        _signal.Push(Value);
    }

    public void Save(StateWriter writer)
    {
        _range.Save(writer);
        _smooth.Save(writer);
        _signal.Save(writer);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        _range.Load(reader);
        _smooth.Load(reader);
        _signal.Load(reader);
        Value = reader.Read<double>();
    }
}
