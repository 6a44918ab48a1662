using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Hull's moving average: a weighted average over √n bars (rounded down) of twice the weighted average of n/2 bars (rounded down, one at least) less that of n.
/// </summary>
public sealed class Hma : IPriceIndicator
{
    // The half and whole averages over a common divisor are integers, so the last average is one of exact numbers too.
    private WeightedWindow _half;
    private WeightedWindow _whole;
    private Lag<Int128> _values;
    private Int128 _sum;
    private Int128 _weighted;
    private readonly long _halfFactor;
    private readonly long _wholeFactor;
    private readonly int _root;
    private readonly double _scale;
    private int _filled;

    /// <param name="length">2 to 10000.</param>
    public Hma(int length)
    {
        if (length is < 2 or > 10_000) throw new ArgumentOutOfRangeException(nameof(length), length, "a length between 2 and 10000 is needed");
        int half = length / 2;
        _root = (int)Math.Sqrt(length);
        _half = new WeightedWindow(half);
        _whole = new WeightedWindow(length);
        _values = new Lag<Int128>(_root);
        // 2·H/(h(h+1)/2) - W/(n(n+1)/2) = (2·H·n(n+1) - W·h(h+1)) / (h(h+1)·n(n+1)/2).
        _halfFactor = 2L * length * (length + 1);
        _wholeFactor = (long)half * (half + 1);
        _scale = _wholeFactor * (_halfFactor / 4.0) * (_root * (_root + 1.0) / 2) * Price.UnitsPerRupee;
    }

    public bool IsReady => _filled == _root;

    /// <summary>Rupees.</summary>
    public double Value => IsReady ? Exact.ToDouble(_weighted) / _scale : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        _half.Push(price.Units);
        _whole.Push(price.Units);
        if (!_whole.IsFull) return;
        Int128 value = _half.WeightedSum * _halfFactor - _whole.WeightedSum * _wholeFactor;
        _weighted += value * _root - _sum;
        _sum += value - _values.Push(value);
        if (_filled < _root) _filled++;
    }

    public void Save(StateWriter writer)
    {
        _half.Save(writer);
        _whole.Save(writer);
        _values.Save(writer);
        writer.Write(_sum);
        writer.Write(_weighted);
        writer.Write(_filled);
    }

    public void Load(StateReader reader)
    {
        _half.Load(reader);
        _whole.Load(reader);
        _values.Load(reader);
        _sum = reader.Read<Int128>();
        _weighted = reader.Read<Int128>();
        _filled = reader.Read<int>();
    }
}
