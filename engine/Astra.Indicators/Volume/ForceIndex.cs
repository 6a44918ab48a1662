using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Force index (Elder 1993): EMA of the close's change times volume. First value at bar <c>length</c>.</summary>
public sealed class ForceIndex(int length) : IIndicator
{
    private ExponentialMean _average = new(length);
    private long _close;
    private bool _started;

    public bool IsReady => _average.IsReady;

    /// <summary>Rupees times units traded.</summary>
    public double Value => _average.Value / Price.UnitsPerRupee;

    public void Update(in Bar bar)
    {
        long change = bar.Close.Units - _close;
        if (_started) _average.Update((double)change * bar.Volume);
        (_close, _started) = (bar.Close.Units, true);
    }

    public void Save(StateWriter writer)
    {
        _average.Save(writer);
        writer.Write(_close);
        writer.Write(_started);
    }

    public void Load(StateReader reader)
    {
        _average.Load(reader);
        _close = reader.Read<long>();
        _started = reader.Read<bool>();
    }
}
