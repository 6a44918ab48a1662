using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Wilder's parabolic stop and reverse, started as TA-Lib does: down when the second bar's low falls further than its high rises, else
/// up. First value at bar 1.
/// </summary>
/// <param name="step">Acceleration added at each new extreme, over 0.</param>
/// <param name="most">Largest acceleration, at least the step and at most 1.</param>
public sealed class ParabolicSar(double step = 0.02, double most = 0.2) : IIndicator
{
    // A stop that meets the tick exactly is off by rounding; as a decimal it has ever more digits, so any other is never this near.
    private const double Tie = 6e-14;

    private readonly double _step = step > 0 && step <= 1 ? step : throw new ArgumentOutOfRangeException(nameof(step), step, "a number over 0 and up to 1 is needed");
    private readonly double _most = most >= step && most <= 1 ? most : throw new ArgumentOutOfRangeException(nameof(most), most, "a number from the step up to 1 is needed");
    private double _next;
    private double _value;
    private double _extreme;
    /// <summary>New extremes of this trend: the factor is a product, since sums of 0.02 are soon none of its multiples.</summary>
    private int _steps;
    private long _high;
    private long _low;

    public bool IsReady => Direction != 0;

    /// <summary>+1 up (the stop lies under the price), -1 down, 0 until ready.</summary>
    public int Direction { get; private set; }

    /// <summary>The stop that this bar was held against, or the new one where it turned; rupees.</summary>
    public double Value => _value / Price.UnitsPerRupee;

    public void Update(in Bar bar)
    {
        (long high, long low) = (bar.High.Units, bar.Low.Units);
        if (Direction != 0) Step(high, low, _high, _low);
        else if (_steps != 0)
        {
            long up = high - _high, down = _low - low;
            Direction = down > up && down > 0 ? -1 : 1;
            (_next, _extreme) = Direction > 0 ? (_low, high) : (_high, low);
            // The bar's own bounds stand in for those of the bar before.
            Step(high, low, high, low);
        }
        if (_steps == 0) _steps = 1;
        (_high, _low) = (high, low);
    }

    // Written for an up trend; a down trend is the same with prices negated.
    private void Step(long high, long low, long lastHigh, long lastLow)
    {
        double side = Direction;
        long top = Direction > 0 ? high : -low, bottom = Direction > 0 ? low : -high;
        long lastTop = Direction > 0 ? lastHigh : -lastLow, lastBottom = Direction > 0 ? lastLow : -lastHigh;
        double stop = side * _next, extreme = side * _extreme;
        if (bottom <= stop + Math.Abs(stop) * Tie)
        {
            stop = Math.Max(extreme, Math.Max(top, lastTop));
            _value = side * stop;
            _steps = 1;
            double next = stop + _step * (bottom - stop);
            _next = side * Math.Max(next, Math.Max(top, lastTop));
            _extreme = side * bottom;
            Direction = -Direction;
            return;
        }
        _value = side * stop;
        if (top > extreme)
        {
            extreme = top;
            if (_steps * _step < _most) _steps++;
        }
        double factor = Math.Min(_steps * _step, _most), ahead = stop + factor * (extreme - stop);
        _next = side * Math.Min(ahead, Math.Min(bottom, lastBottom));
        _extreme = side * extreme;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_next);
        writer.Write(_value);
        writer.Write(_extreme);
        writer.Write(_steps);
        writer.Write(_high);
        writer.Write(_low);
        writer.Write(Direction);
    }

    public void Load(StateReader reader)
    {
        _next = reader.Read<double>();
        _value = reader.Read<double>();
        _extreme = reader.Read<double>();
        _steps = reader.Read<int>();
        _high = reader.Read<long>();
        _low = reader.Read<long>();
        Direction = reader.Read<int>();
    }
}
