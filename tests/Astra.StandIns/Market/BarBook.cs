namespace Astra.StandIns;

/// <summary>Minute bars of one instrument: what was streamed, and before that a past that depends on seed and minute alone. Belongs to the market's lock.</summary>
internal sealed class BarBook(SimInstrument instrument, ulong seed)
{
    private readonly SortedList<long, MinuteBar> _streamed = [];

    /// <summary>Oldest first.</summary>
    public IList<MinuteBar> Streamed => _streamed.Values;

    public void Add(long timeMs, long price, long quantity)
    {
        long minute = timeMs / 60_000;
        _streamed[minute] = _streamed.TryGetValue(minute, out MinuteBar bar)
            ? bar with { High = Math.Max(bar.High, price), Low = Math.Min(bar.Low, price), Close = price, Volume = bar.Volume + quantity, Ticks = bar.Ticks + 1 }
            : new MinuteBar(minute, price, price, price, price, quantity, 1);
    }

    /// <summary>Bars that start from <paramref name="from"/> to <paramref name="to"/> (both included), none after <paramref name="now"/>. Minutes since the epoch.</summary>
    public List<MinuteBar> Between(long from, long to, long now)
    {
        List<MinuteBar> bars = [];
        long firstStreamed = _streamed.Count > 0 ? _streamed.Keys[0] : long.MaxValue;
        long lastPast = Math.Min(Math.Min(to, now), firstStreamed - 1);
        for (long minute = from; minute <= lastPast; minute++)
        {
            if (MarketHours.IsOpen(instrument.Exchange, minute)) bars.Add(Past(minute));
            else minute = NextOpen(minute) - 1;
        }

        foreach (MinuteBar bar in _streamed.Values)
        {
            if (bar.Minute >= from && bar.Minute <= to) bars.Add(bar);
        }

        return bars;
    }

    private long NextOpen(long minute)
    {
        long day = (minute + 330) / 1440, open = (day * 1440) + MarketHours.Of(instrument.Exchange).Open - 330;
        return open > minute ? open : open + 1440;
    }

    private MinuteBar Past(long minute)
    {
        long open = PastPrice(minute - 1), close = PastPrice(minute);
        ulong noise = Noise.Of(seed, instrument.Index, ~minute);
        long high = Math.Max(open, close) + ((long)(noise % 4) * instrument.Tick);
        long low = Math.Max(instrument.Tick, Math.Min(open, close) - ((long)(noise / 4 % 4) * instrument.Tick));
        return new MinuteBar(minute, open, high, low, close, instrument.IsIndex ? 0 : instrument.Lot * (long)(1 + (noise / 16 % 900)), 0);
    }

    /// <summary>Three tides of different length and a little noise, in whole ticks: it looks like a market and needs no memory.</summary>
    private long PastPrice(long minute)
    {
        long Tide(int length, int height)
        {
            long at = Math.DivRem(minute + (instrument.Index * 17), length, out long into);
            long here = (long)(Noise.Of(seed, instrument.Index + (length * 1000L), at) % (ulong)((2 * height) + 1)) - height;
            long next = (long)(Noise.Of(seed, instrument.Index + (length * 1000L), at + 1) % (ulong)((2 * height) + 1)) - height;
            return here + ((next - here) * into / length);
        }

        long ticks = Tide(1440, 60) + Tide(90, 30) + Tide(11, 8) + Tide(1, 2);
        return Math.Max(instrument.Tick, instrument.StartPrice + (ticks * instrument.Tick));
    }
}
