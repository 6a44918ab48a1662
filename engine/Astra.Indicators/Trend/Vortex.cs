using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Vortex indicator (Botes and Siepman 2010): the way from each low up to the next high, and from each high down to the next low, summed
/// over the last bars and divided by their true ranges; 0 without any range. First value at bar <c>length</c>.
/// </summary>
public sealed class Vortex(int length) : IIndicator
{
    private PriceWindow _up = new(Length.Check(length));
    private PriceWindow _down = new(length);
    private PriceWindow _range = new(length);
    private Price _high;
    private Price _low;
    private long _close;
    private bool _started;

    public bool IsReady => _range.IsFull;

    public double Plus => IsReady && _range.Sum > 0 ? _up.Sum / (double)_range.Sum : 0;

    public double Minus => IsReady && _range.Sum > 0 ? _down.Sum / (double)_range.Sum : 0;

    /// <summary>Plus less minus.</summary>
    public double Value => IsReady && _range.Sum > 0 ? (_up.Sum - _down.Sum) / (double)_range.Sum : 0;

    public void Update(in Bar bar)
    {
        if (_started)
        {
            _up.Push(Math.Abs(bar.High.Units - _low.Units));
            _down.Push(Math.Abs(bar.Low.Units - _high.Units));
            _range.Push(Math.Max(bar.High.Units, _close) - Math.Min(bar.Low.Units, _close));
        }
        (_high, _low, _close, _started) = (bar.High, bar.Low, bar.Close.Units, true);
    }

    public void Save(StateWriter writer)
    {
        _up.Save(writer);
        _down.Save(writer);
        _range.Save(writer);
        writer.Write(_high);
        writer.Write(_low);
        writer.Write(_close);
        writer.Write(_started);
    }

    public void Load(StateReader reader)
    {
        _up.Load(reader);
        _down.Load(reader);
        _range.Load(reader);
        _high = reader.Read<Price>();
        _low = reader.Read<Price>();
        _close = reader.Read<long>();
        _started = reader.Read<bool>();
    }
}
