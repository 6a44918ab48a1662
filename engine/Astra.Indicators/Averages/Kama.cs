using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Kaufman's adaptive moving average: an exponential average whose factor follows the efficiency of the last <c>length</c> changes (the
/// way made over the way gone), between those of a fast and a slow EMA, squared. As in TA-Lib it starts from the close before its first
/// value, and counts a stretch without any change as efficient.
/// </summary>
public sealed class Kama : IPriceIndicator
{
    private readonly double _slowFactor;
    private readonly double _span;
    private PriceWindow _changes;
    private Lag<long> _closes;
    private double _average;
    private long _last;
    private bool _started;

    public Kama(int length, int fast = 2, int slow = 30)
    {
        Length.CheckPair(fast, slow);
        _slowFactor = 2.0 / (slow + 1.0);
        _span = 2.0 / (fast + 1.0) - _slowFactor;
        _changes = new PriceWindow(Length.Check(length));
        _closes = new Lag<long>(length);
    }

    public bool IsReady { get; private set; }

    /// <summary>Rupees.</summary>
    public double Value => IsReady ? _average / Price.UnitsPerRupee : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        long units = price.Units;
        bool full = _closes.IsFull;
        long before = _closes.Push(units);
        if (_started) _changes.Push(Math.Abs(units - _last));
        (_last, _started) = (units, true);
        if (!full)
        {
            // The newest close until the first value, which starts from the one before it.
            _average = units;
            return;
        }
        IsReady = true;
        long way = Math.Abs(units - before), path = _changes.Sum;
        double efficiency = path > 0 ? way / (double)path : 1;
        double factor = efficiency * _span + _slowFactor;
        _average += factor * factor * (units - _average);
    }

    public void Save(StateWriter writer)
    {
        _changes.Save(writer);
        _closes.Save(writer);
        writer.Write(_average);
        writer.Write(_last);
        writer.Write(_started);
        writer.Write(IsReady);
    }

    public void Load(StateReader reader)
    {
        _changes.Load(reader);
        _closes.Load(reader);
        _average = reader.Read<double>();
        _last = reader.Read<long>();
        _started = reader.Read<bool>();
        IsReady = reader.Read<bool>();
    }
}
