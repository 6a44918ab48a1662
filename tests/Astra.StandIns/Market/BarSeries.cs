namespace Astra.StandIns;

/// <summary>Minute bars put together to longer ones, counted from the session's open as exchanges do; days from midnight.</summary>
internal static class BarSeries
{
    /// <summary>Bars that start from <paramref name="from"/> to <paramref name="to"/>, both included, each whole as far as it has come.</summary>
    public static MinuteBar[] Between(SimMarket market, SimInstrument instrument, DateTimeOffset from, DateTimeOffset to, int length)
    {
        TimeSpan around = TimeSpan.FromMinutes(length);
        return [.. Of(market.History(instrument, from - around, to + around), instrument.Exchange, length).Where(b => b.Start >= from && b.Start <= to)];
    }

    private static IEnumerable<MinuteBar> Of(IEnumerable<MinuteBar> minutes, string exchange, int length)
    {
        MinuteBar? open = null;
        foreach (MinuteBar bar in minutes)
        {
            long start = Start(bar.Minute, exchange, length);
            if (open is { } running && running.Minute == start)
            {
                open = running with
                {
                    High = Math.Max(running.High, bar.High), Low = Math.Min(running.Low, bar.Low), Close = bar.Close, Volume = running.Volume + bar.Volume,
                    Ticks = running.Ticks + bar.Ticks,
                };
                continue;
            }

            if (open is { } done) yield return done;
            open = bar with { Minute = start };
        }

        if (open is { } last) yield return last;
    }

    private static long Start(long minute, string exchange, int length)
    {
        long local = minute + 330, midnight = local / 1440 * 1440;
        if (length >= 1440) return midnight - 330;
        long sinceOpen = local - midnight - MarketHours.Of(exchange).Open;
        long floor = (sinceOpen >= 0 ? sinceOpen / length : (sinceOpen - length + 1) / length) * length;
        return midnight + MarketHours.Of(exchange).Open + floor - 330;
    }
}
