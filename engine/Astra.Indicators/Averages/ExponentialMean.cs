using System.Runtime.CompilerServices;
using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Exponential mean of plain numbers with factor 2/(length+1), seeded with the mean of the first <c>length</c>, as TA-Lib does. Fed whole price
/// units, its seed is exact: prices that are flat from the start leave it at the price itself, and two of them at a difference of 0.
/// </summary>
public struct ExponentialMean(int length)
{
    private readonly int _length = Length.Check(length);
    private readonly double _factor = 2.0 / (length + 1.0);
    private int _count;
    private double _seed;
    private double _mean;

    public readonly bool IsReady => _count == _length;

    /// <summary>0 until ready.</summary>
    public readonly double Value => _mean;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(double value)
    {
        if (_count == _length) _mean += _factor * (value - _mean);
        else Begin(value);
    }

    private void Begin(double value)
    {
        _seed += value;
        if (++_count == _length) _mean = _seed / _length;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.Write(_count);
        writer.Write(_seed);
        writer.Write(_mean);
    }

    public void Load(StateReader reader)
    {
        _count = reader.Read<int>();
        _seed = reader.Read<double>();
        _mean = reader.Read<double>();
    }
}
