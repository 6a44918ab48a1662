using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// SuperTrend: bands a number of ATRs from the bar's middle that only tighten until the close breaks them. The first direction is down by
/// convention, so the first turn up is a break of the upper band as any other.
/// </summary>
public sealed class SuperTrend(int length, double width) : IIndicator
{
    private readonly Atr _atr = new(length);
    private readonly double _width = Length.CheckFactor(width);
    private double _upper;
    private double _lower;
    private long _previousClose;

    public bool IsReady => Direction != 0;

    /// <summary>+1 up, -1 down, 0 until ready.</summary>
    public int Direction { get; private set; }

    /// <summary>The band that a turn has to break, rupees: below the price in an up trend, above it in a down trend.</summary>
    public double Value => Direction == 0 ? 0 : (Direction > 0 ? _lower : _upper) / Price.UnitsPerRupee;

    /// <summary>Average true range behind the bands, rupees.</summary>
    public double Atr => _atr.Value;

    public void Update(in Bar bar)
    {
        _atr.Update(in bar);
        if (_atr.IsReady) Turn(in bar);
        _previousClose = bar.Close.Units;
    }

    private void Turn(in Bar bar)
    {
        double middle = (bar.High.Units + bar.Low.Units) / 2.0;
        double upper = middle + _width * _atr.Units;
        double lower = middle - _width * _atr.Units;
        if (Direction == 0)
        {
            _upper = upper;
            _lower = lower;
            Direction = -1;
            return;
        }
        _upper = _previousClose > _upper ? upper : Math.Min(upper, _upper);
        _lower = _previousClose < _lower ? lower : Math.Max(lower, _lower);
        if (Direction < 0 && bar.Close.Units > _upper) Direction = 1;
        else if (Direction > 0 && bar.Close.Units < _lower) Direction = -1;
    }

    public void Save(StateWriter writer)
    {
        _atr.Save(writer);
        writer.Write(_upper);
        writer.Write(_lower);
        writer.Write(_previousClose);
        writer.Write(Direction);
    }

    public void Load(StateReader reader)
    {
        _atr.Load(reader);
        _upper = reader.Read<double>();
        _lower = reader.Read<double>();
        _previousClose = reader.Read<long>();
        Direction = reader.Read<int>();
    }
}
