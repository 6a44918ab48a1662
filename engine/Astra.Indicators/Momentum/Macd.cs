using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// MACD in its classic form: fast less slow EMA of closes, each seeded with its own first closes, and an EMA of that line as signal,
/// all on whole price units: closes that are flat from the start leave exactly 0.
/// TA-Lib starts the fast average later; the two agree within 1e-6 after some 110 bars.
/// </summary>
public sealed class Macd : IPriceIndicator
{
    private ExponentialMean _fast;
    private ExponentialMean _slow;
    private ExponentialMean _signal;
    private double _close;

    public Macd(int fast, int slow, int signal)
    {
        Length.CheckPair(fast, slow);
        _fast = new ExponentialMean(fast);
        _slow = new ExponentialMean(slow);
        _signal = new ExponentialMean(Length.Check(signal));
    }

    /// <summary>True from the signal's first value; the line alone is ready earlier, see <see cref="LineIsReady"/>.</summary>
    public bool IsReady => _signal.IsReady;

    public bool LineIsReady => _slow.IsReady;

    /// <summary>The MACD line, rupees.</summary>
    public double Value => Line / Price.UnitsPerRupee;

    /// <summary>Rupees.</summary>
    public double Signal => _signal.Value / Price.UnitsPerRupee;

    /// <summary>Line less signal, rupees; 0 where they tie but for rounding, see <see cref="Ties"/>.</summary>
    public double Histogram => IsReady ? Ties.Settle(Line - _signal.Value, _close) / Price.UnitsPerRupee : 0;

    /// <summary>Price units.</summary>
    private double Line => LineIsReady ? _fast.Value - _slow.Value : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        double units = _close = price.Units;
        _fast.Update(units);
        _slow.Update(units);
        if (LineIsReady) _signal.Update(Line);
    }

    public void Save(StateWriter writer)
    {
        _fast.Save(writer);
        _slow.Save(writer);
        _signal.Save(writer);
        writer.Write(_close);
    }

    public void Load(StateReader reader)
    {
        _fast.Load(reader);
        _slow.Load(reader);
        _signal.Load(reader);
        _close = reader.Read<double>();
    }
}
