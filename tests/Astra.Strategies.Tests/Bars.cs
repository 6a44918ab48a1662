using Astra.Markets;
using CsCheck;

namespace Astra.Strategies.Tests;

/// <summary>Short ways to make bars and to run a strategy over them.</summary>
internal static class Bars
{
    public static Bar Of(decimal high, decimal low, decimal close, long volume = 100, bool sessionStart = false) => new()
    {
        Open = Price.FromRupees(close),
        High = Price.FromRupees(high),
        Low = Price.FromRupees(low),
        Close = Price.FromRupees(close),
        Volume = volume,
        IntervalMinutes = 1,
        Flags = sessionStart ? BarFlags.SessionStart : BarFlags.None,
    };

    public static Bar At(decimal close, long volume = 100, bool sessionStart = false) => Of(close, close, close, volume, sessionStart);

    /// <summary>One session of bars without a range.</summary>
    public static List<Bar> Closes(params ReadOnlySpan<decimal> closes)
    {
        List<Bar> bars = [];
        foreach (decimal close in closes) bars.Add(At(close, sessionStart: bars.Count == 0));
        return bars;
    }

    /// <summary>The same bars a minute each, one after the other, from 09:15 on; every session on a day of its own.</summary>
    public static Bar[] Timed(this IEnumerable<Bar> bars)
    {
        Bar[] timed = [.. bars];
        Timestamp start = default;
        for (int i = 0, day = 0; i < timed.Length; i++)
        {
            bool opens = i == 0 || (timed[i].Flags & BarFlags.SessionStart) != 0;
            start = opens ? Ist.At(new DateOnly(2026, 11, 16).AddDays(day++), new TimeOnly(9, 15)) : start + Timestamp.NanosPerMinute;
            timed[i].Start = start;
            timed[i].End = start + Timestamp.NanosPerMinute;
        }
        return timed;
    }

    /// <summary>Something for every taste: a quiet stretch and its end, swings for those who follow, spikes for those who fade.</summary>
    public static Bar[] Lively { get; } = Timed(Enumerable.Range(0, 1_000).Select(i =>
    {
        decimal close = 1_000 + Math.Abs(i % 120 - 60) + (i % 37 == 30 ? 25 : 0) - (i % 60 > 40 && i % 5 < 2 ? 3 : 0);
        return i % 300 < 60 ? Of(1_061, 1_059, 1_060, sessionStart: i % 300 == 0) : Of(close + 0.5m, close - 0.5m, close);
    }));

    public static IStrategy Create(string name, params ReadOnlySpan<(string Name, double Value)> overrides)
    {
        Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? descriptor));
        double[] values = descriptor.Defaults();
        foreach ((string parameter, double value) in overrides) values[descriptor.IndexOf(parameter)] = value;
        return descriptor.Create(values);
    }

    public static List<StrategyDecision> Run(this IStrategy strategy, IEnumerable<Bar> bars)
    {
        List<StrategyDecision> decisions = [];
        foreach (Bar bar in bars) decisions.Add(strategy.OnBar(in bar));
        return decisions;
    }

    public static StrategyAction[] Actions(this IStrategy strategy, IEnumerable<Bar> bars) => [.. strategy.Run(bars).Select(d => d.Action)];

    public static byte[] State(this IStrategy strategy)
    {
        StateWriter writer = new();
        strategy.Save(writer);
        return writer.Written.ToArray();
    }

    /// <summary>A random walk of bars with ranges, silent bars and new sessions among them.</summary>
    public static readonly Gen<Bar[]> Walk =
        Gen.Select(Gen.Int[-12, 12], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Long[0, 1_000]).Array[80, 300].Select(steps =>
        {
            Bar[] bars = new Bar[steps.Length];
            int ticks = 20_000;
            for (int i = 0; i < bars.Length; i++)
            {
                (int step, int up, int down, long volume) = steps[i];
                int from = ticks;
                ticks += step;
                bars[i] = Of((Math.Max(from, ticks) + up) * 0.05m, (Math.Min(from, ticks) - down) * 0.05m, ticks * 0.05m,
                    volume < 100 ? 0 : volume, i % 75 == 0);
            }
            return bars.Timed();
        });
}
