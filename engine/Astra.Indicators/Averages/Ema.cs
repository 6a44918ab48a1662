using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Exponential moving average with factor 2/(length+1), seeded with the mean of the first <c>length</c> values, as TA-Lib does.
/// </summary>
public sealed class Ema(int length) : IPriceIndicator
{
    private readonly int _length = Length.Check(length);
    private readonly double _factor = 2.0 / (length + 1.0);
    private int _count;
    private double _seed;
    private double _average;

    public bool IsReady => _count == _length;

    public double Value => _average;

    public void Update(in Bar bar) => Update(bar.Close.Rupees);

    public void Update(Price price) => Update(price.Rupees);

    /// <summary>Feeds a value that is no price, for example another indicator's.</summary>
    public void Update(double value)
    {
        if (_count == _length)
        {
            _average += _factor * (value - _average);
            return;
        }
        _seed += value;
        if (++_count == _length) _average = _seed / _length;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_count);
        writer.Write(_seed);
        writer.Write(_average);
    }

    public void Load(StateReader reader)
    {
        _count = reader.Read<int>();
        _seed = reader.Read<double>();
        _average = reader.Read<double>();
    }
}
