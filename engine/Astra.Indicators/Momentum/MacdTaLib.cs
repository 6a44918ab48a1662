using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// MACD as TA-Lib seeds it: the fast average starts from the closes that end where the slow one starts, and line, signal and histogram
/// are all defined from the signal's first value. See <see cref="Macd"/> for the classic form.
/// </summary>
public sealed class MacdTaLib : IPriceIndicator
{
    private readonly int _skip;
    private readonly Ema _fast;
    private readonly Ema _slow;
    private readonly Ema _signal;
    private int _skipped;

    public MacdTaLib(int fast, int slow, int signal)
    {
        Length.CheckPair(fast, slow);
        _skip = slow - fast;
        _fast = new Ema(fast);
        _slow = new Ema(slow);
        _signal = new Ema(Length.Check(signal));
    }

    public bool IsReady => _signal.IsReady;

    /// <summary>The MACD line, rupees.</summary>
    public double Value => IsReady ? _fast.Value - _slow.Value : 0;

    public double Signal => _signal.Value;

    /// <summary>Line less signal.</summary>
    public double Histogram => Value - Signal;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        _slow.Update(price);
        if (_skipped < _skip)
        {
            _skipped++;
            return;
        }
        _fast.Update(price);
        if (_slow.IsReady) _signal.Update(_fast.Value - _slow.Value);
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_skipped);
        _fast.Save(writer);
        _slow.Save(writer);
        _signal.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _skipped = reader.Read<int>();
        _fast.Load(reader);
        _slow.Load(reader);
        _signal.Load(reader);
    }
}
