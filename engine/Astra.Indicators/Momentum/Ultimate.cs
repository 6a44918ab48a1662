using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Ultimate oscillator (Williams 1976), 0 to 100: buying pressure (close less the lower of low and previous close) over true range, summed
/// over three lengths and weighted 4, 2 and 1. A length without any range adds nothing, as in TA-Lib. First value at bar <c>longest</c>.
/// </summary>
public sealed class Ultimate : IIndicator
{
    private Pressure _short;
    private Pressure _middle;
    private Pressure _long;
    private long _close;
    private bool _started;

    public Ultimate(int shortest = 7, int middle = 14, int longest = 28)
    {
        Length.CheckPair(shortest, middle);
        Length.CheckPair(middle, longest);
        (_short, _middle, _long) = (new Pressure(shortest), new Pressure(middle), new Pressure(longest));
    }

    public bool IsReady => _long.IsFull;

    public double Value { get; private set; }

    public void Update(in Bar bar)
    {
        long low = Math.Min(bar.Low.Units, _close), range = Math.Max(bar.High.Units, _close) - low, pressure = bar.Close.Units - low;
        bool started = _started;
        (_close, _started) = (bar.Close.Units, true);
        if (!started) return;
        _short.Push(pressure, range);
        _middle.Push(pressure, range);
        _long.Push(pressure, range);
        if (IsReady) Value = 100 * (4 * _short.Share + 2 * _middle.Share + _long.Share) / 7;
    }

    public void Save(StateWriter writer)
    {
        _short.Save(writer);
        _middle.Save(writer);
        _long.Save(writer);
        writer.Write(_close);
        writer.Write(_started);
        writer.Write(Value);
    }

    public void Load(StateReader reader)
    {
        _short.Load(reader);
        _middle.Load(reader);
        _long.Load(reader);
        _close = reader.Read<long>();
        _started = reader.Read<bool>();
        Value = reader.Read<double>();
    }

    private struct Pressure(int length)
    {
        private PriceWindow _pressure = new(length);
        private PriceWindow _range = new(length);

        public readonly bool IsFull => _range.IsFull;

        public readonly double Share => _range.Sum > 0 ? _pressure.Sum / (double)_range.Sum : 0;

        public void Push(long pressure, long range)
        {
            _pressure.Push(pressure);
            _range.Push(range);
        }

        public readonly void Save(StateWriter writer)
        {
            _pressure.Save(writer);
            _range.Save(writer);
        }

        public void Load(StateReader reader)
        {
            _pressure.Load(reader);
            _range.Load(reader);
        }
    }
}
