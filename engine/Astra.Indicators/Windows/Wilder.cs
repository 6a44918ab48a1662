using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Wilder's smoothing: the mean of the first n values, then <c>(W·(n-1) + x) / n</c>.</summary>
internal struct Wilder(int length)
{
    private readonly int _length = length;
    private int _count;
    private double _value;

    public readonly bool IsReady => _count == _length;

    /// <summary>The sum of the values so far until ready, then the average.</summary>
    public readonly double Value => _value;

    public void Update(double value)
    {
        if (_count == _length)
        {
            _value = (_value * (_length - 1) + value) / _length;
            return;
        }
        _value += value;
        if (++_count == _length) _value /= _length;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.Write(_count);
        writer.Write(_value);
    }

    public void Load(StateReader reader)
    {
        _count = reader.Read<int>();
        _value = reader.Read<double>();
    }
}
