using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// MACD in its classic form: fast less slow EMA of closes, each seeded with its own first closes, and an EMA of that line as signal.
/// TA-Lib starts the fast average later; the two agree within 1e-6 after some 110 bars.
/// </summary>
public sealed class Macd : IPriceIndicator
{
    private readonly Ema _fast;
    private readonly Ema _slow;
    private readonly Ema _signal;

    public Macd(int fast, int slow, int signal)
    {
        Length.CheckPair(fast, slow);
        _fast = new Ema(fast);
        _slow = new Ema(slow);
        _signal = new Ema(Length.Check(signal));
    }

    /// <summary>True from the signal's first value; the line alone is ready earlier, see <see cref="LineIsReady"/>.</summary>
    public bool IsReady => _signal.IsReady;

    public bool LineIsReady => _slow.IsReady;

    /// <summary>The MACD line, rupees.</summary>
    public double Value => LineIsReady ? _fast.Value - _slow.Value : 0;

    public double Signal => _signal.Value;

    /// <summary>Line less signal.</summary>
    public double Histogram => IsReady ? Value - _signal.Value : 0;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        double rupees = price.Rupees;
        _fast.Update(rupees);
        _slow.Update(rupees);
        if (LineIsReady) _signal.Update(_fast.Value - _slow.Value);
    }

    public void Save(StateWriter writer)
    {
        _fast.Save(writer);
        _slow.Save(writer);
        _signal.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _fast.Load(reader);
        _slow.Load(reader);
        _signal.Load(reader);
    }
}
