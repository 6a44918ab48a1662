using Astra.Markets;

namespace Astra.Research;

/// <summary>A fill that moved though nothing before it had changed.</summary>
/// <param name="Cut">The last bar that was left as it is.</param>
/// <param name="Seed">Of the change that showed it.</param>
/// <param name="Trade">Index of the trade in the unchanged run; one past its last when the changed run has a trade more.</param>
public sealed record LookAheadFinding(int Cut, ulong Seed, int Trade, string Words);

/// <summary>
/// Looks for decisions made with knowledge of the future: all bars after a cut are replaced by others, and no fill up to the cut may move. What
/// it finds is proof; what it does not find is unlikely, not impossible.
/// </summary>
public static class LookAhead
{
    /// <param name="run">The whole backtest from a series: anew each time, so that whoever computes ahead is caught.</param>
    /// <param name="cuts">How many cuts, spread over the series and moved by chance.</param>
    /// <param name="progress">Is told the cuts tried so far; what it throws ends the search.</param>
    /// <returns>The first fill that moved; null when none did.</returns>
    public static LookAheadFinding? Check(BarSeries series, Func<BarSeries, BacktestResult> run, int cuts, ulong seed, Action<long>? progress = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cuts, 1);
        BacktestResult whole = run(series);
        for (int i = 0; i < cuts; i++)
        {
            Noise noise = new(seed + (ulong)i);
            int cut = (int)((i + noise.Next()) / cuts * (series.Count - 2));
            BacktestResult changed = run(Perturbed(series, cut, ref noise));
            if (FirstDifference(whole, changed, cut) is { } found) return found with { Seed = seed + (ulong)i };
            progress?.Invoke(i + 1);
        }
        return null;
    }

    /// <summary>The same up to and including the cut; after it a walk of its own, in the same places of time.</summary>
    private static BarSeries Perturbed(BarSeries series, int cut, ref Noise noise)
    {
        Bar[] bars = series.Bars.ToArray();
        double scale = 1;
        for (int i = cut + 1; i < bars.Length; i++)
        {
            ref Bar bar = ref bars[i];
            scale *= 1 + (noise.Next() - 0.5) * 0.04;
            long open = Scaled(bar.Open, scale), close = Scaled(bar.Close, scale * (1 + (noise.Next() - 0.5) * 0.02));
            bar.Open = new Price(open);
            bar.Close = new Price(close);
            bar.High = new Price(Math.Max(Scaled(bar.High, scale), Math.Max(open, close)));
            bar.Low = new Price(Math.Min(Scaled(bar.Low, scale), Math.Min(open, close)));
            bar.Volume = (long)(bar.Volume * (0.5 + noise.Next()));
        }
        return new BarSeries(series.Instrument, series.IntervalMinutes, bars);

        long Scaled(Price price, double by)
        {
            long tick = series.Instrument.TickSize.Units;
            return Math.Max(tick, (long)(price.Units * by) / tick * tick);
        }
    }

    private static LookAheadFinding? FirstDifference(BacktestResult whole, BacktestResult changed, int cut)
    {
        int count = Math.Max(whole.Trades.Count, changed.Trades.Count);
        for (int i = 0; i < count; i++)
        {
            LedgerTrade? before = i < whole.Trades.Count ? whole.Trades[i] : null, after = i < changed.Trades.Count ? changed.Trades[i] : null;
            if (Seen(before, cut) != Seen(after, cut))
                return new LookAheadFinding(cut, 0, i, $"trade {i} up to bar {cut} is {Words(before, cut)}, and {Words(after, cut)} when only later bars are others");
        }
        return null;
    }

    /// <summary>What was known of a trade at the cut's close. A fill at that close's next open is a decision of the past, but its price is not.</summary>
    private static (int Side, int EntryBar, long Entry, int ExitBar, long Exit) Seen(LedgerTrade? trade, int cut)
    {
        if (trade is not { } t || t.EntryBar > cut + 1) return default;
        bool left = t.ExitBar >= 0 && (t.LeftAtClose ? t.ExitBar <= cut : t.ExitBar <= cut + 1);
        return (t.Side, t.EntryBar, t.EntryBar <= cut ? t.EntryUnits : 0, left ? t.ExitBar : -1, left && t.ExitBar <= cut ? t.ExitUnits : 0);
    }

    private static string Words(LedgerTrade? trade, int cut)
    {
        (int side, int entryBar, _, int exitBar, _) = Seen(trade, cut);
        if (side == 0) return "absent";
        return FormattableString.Invariant($"{(side > 0 ? "long" : "short")} from bar {entryBar}{(exitBar < 0 ? ", open" : $" to bar {exitBar}")}");
    }

    /// <summary>Numbers from 0 to 1 by splitmix64: the same on every machine.</summary>
    private struct Noise(ulong seed)
    {
        private ulong _state = seed * 0x9E3779B97F4A7C15UL;

        public double Next()
        {
            ulong z = _state += 0x9E3779B97F4A7C15UL;
            z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ z >> 27) * 0x94D049BB133111EBUL;
            return ((z ^ z >> 31) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
