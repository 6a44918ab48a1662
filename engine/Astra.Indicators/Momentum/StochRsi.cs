using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Stochastic of RSI, 0 to 100 (Chande and Kroll 1994): where RSI stands between its own lowest and highest of the last bars, averaged
/// over <c>smooth</c> (K) and again over <c>signal</c> (D). A bar without a change leaves RSI exactly where it was, so a flat stretch
/// gives 0 and no rounding blown up to full scale.
/// </summary>
public sealed class StochRsi(int rsiLength, int length, int smooth, int signal) : IPriceIndicator
{
    private readonly Rsi _rsi = new(rsiLength);
    // A number that is not negative is ordered as its bits are.
    private RangeWindow _range = new(Length.Check(length));
    private SumWindow _smooth = new(Length.Check(smooth));
    private SumWindow _signal = new(Length.Check(signal));
    private Price _last;
    private double _strength;

    /// <summary>True from D's first value; K alone is ready earlier, see <see cref="KIsReady"/>.</summary>
    public bool IsReady => _signal.IsFull;

    public bool KIsReady => _smooth.IsFull;

    /// <summary>K.</summary>
    public double Value { get; private set; }

    /// <summary>D.</summary>
    public double Signal => IsReady ? _signal.Mean : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        bool wasReady = _rsi.IsReady;
        _rsi.Update(price);
        if (!wasReady || price != _last) _strength = _rsi.Value;
        _last = price;
        if (!_rsi.IsReady) return;
        long bits = BitConverter.DoubleToInt64Bits(_strength);
        _range.Push(bits, bits);
        if (!_range.IsFull) return;
        (long highest, long lowest) = _range.Bounds;
        double low = BitConverter.Int64BitsToDouble(lowest), range = BitConverter.Int64BitsToDouble(highest) - low;
        _smooth.Push(range > 0 ? 100 * (_strength - low) / range : 0);
        if (!_smooth.IsFull) return;
        Value = _smooth.Mean;
        _signal.Push(Value);
    }

    public void Save(StateWriter writer)
    {
        _rsi.Save(writer);
        _range.Save(writer);
        _smooth.Save(writer);
        _signal.Save(writer);
        writer.Write(Value);
        writer.Write(_last);
        writer.Write(_strength);
    }

    public void Load(StateReader reader)
    {
        _rsi.Load(reader);
        _range.Load(reader);
        _smooth.Load(reader);
        _signal.Load(reader);
        Value = reader.Read<double>();
        _last = reader.Read<Price>();
        _strength = reader.Read<double>();
    }
}
