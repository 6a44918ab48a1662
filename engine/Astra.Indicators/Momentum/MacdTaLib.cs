using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// MACD as TA-Lib seeds it: the fast average starts from the closes that end where the slow one starts, and line, signal and histogram
/// are all defined from the signal's first value. See <see cref="Macd"/> for the classic form.
/// </summary>
public sealed class MacdTaLib : IPriceIndicator
{
    private readonly int _skip;
    private ExponentialMean _fast;
    private ExponentialMean _slow;
    private ExponentialMean _signal;
    private int _skipped;
    private double _close;

    public MacdTaLib(int fast, int slow, int signal)
    {
        Length.CheckPair(fast, slow);
        _skip = slow - fast;
        _fast = new ExponentialMean(fast);
        _slow = new ExponentialMean(slow);
        _signal = new ExponentialMean(Length.Check(signal));
    }

    public bool IsReady => _signal.IsReady;

    /// <summary>The MACD line, rupees.</summary>
    public double Value => IsReady ? Line / Price.UnitsPerRupee : 0;

    /// <summary>Rupees.</summary>
    public double Signal => _signal.Value / Price.UnitsPerRupee;

    /// <summary>Line less signal, rupees; 0 where they tie but for rounding, see <see cref="Ties"/>.</summary>
    public double Histogram => IsReady ? Ties.Settle(Line - _signal.Value, _close) / Price.UnitsPerRupee : 0;

    /// <summary>Price units.</summary>
    private double Line => _slow.IsReady ? _fast.Value - _slow.Value : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        _close = price.Units;
        _slow.Update(_close);
        if (_skipped < _skip)
        {
            _skipped++;
            return;
        }
        _fast.Update(_close);
        if (_slow.IsReady) _signal.Update(Line);
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_skipped);
        _fast.Save(writer);
        _slow.Save(writer);
        _signal.Save(writer);
        writer.Write(_close);
    }

    public void Load(StateReader reader)
    {
        _skipped = reader.Read<int>();
        _fast.Load(reader);
        _slow.Load(reader);
        _signal.Load(reader);
        _close = reader.Read<double>();
    }
}
