using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// True strength index (Blau 1991), -100 to 100: changes smoothed by a long and then a short EMA, over their absolute values smoothed
/// alike; 0 where nothing moved. Averages are seeded with the mean of their first values: first value at bar <c>length + smooth - 1</c>.
/// </summary>
public sealed class Tsi(int length, int smooth, int signal) : IPriceIndicator
{
    private ExponentialMean _change = new(length);
    private ExponentialMean _changeSmooth = new(smooth);
    private ExponentialMean _way = new(length);
    private ExponentialMean _waySmooth = new(smooth);
    private ExponentialMean _signal = new(signal);
    private long _last;
    private bool _started;

    /// <summary>True from the signal's first value; the line alone is ready earlier, see <see cref="LineIsReady"/>.</summary>
    public bool IsReady => _signal.IsReady;

    public bool LineIsReady => _waySmooth.IsReady;

    public double Value { get; private set; }

    /// <summary>EMA of the line.</summary>
    public double Signal => _signal.Value;

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        long change = price.Units - _last;
        bool started = _started;
        (_last, _started) = (price.Units, true);
        if (!started) return;
        _change.Update(change);
        _way.Update(Math.Abs(change));
        if (!_way.IsReady) return;
        _changeSmooth.Update(_change.Value);
        _waySmooth.Update(_way.Value);
        if (!LineIsReady) return;
        Value = _waySmooth.Value > 0 ? Math.Clamp(100 * _changeSmooth.Value / _waySmooth.Value, -100, 100) : 0;
        _signal.Update(Value);
    }

    public void Save(StateWriter writer)
    {
        _change.Save(writer);
        _changeSmooth.Save(writer);
        _way.Save(writer);
        _waySmooth.Save(writer);
        _signal.Save(writer);
        writer.Write(_last);
        writer.Write(_started);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        _change.Load(reader);
        _changeSmooth.Load(reader);
        _way.Load(reader);
        _waySmooth.Load(reader);
        _signal.Load(reader);
        _last = reader.Read<long>();
        _started = reader.Read<bool>();
        Value = reader.Read<double>();
    }
}
