using Astra.Markets;

namespace Astra.Research.Tests;

/// <summary>Small runs by hand: one bar a day at 15:30 unless said otherwise.</summary>
internal static class Runs
{
    public static readonly DateOnly FirstDay = new(2024, 1, 1);

    public static Timestamp Close(int day) => Ist.At(FirstDay.AddDays(day), new TimeOnly(15, 30));

    public static RunRecord Of(double capital, params double[] equity) =>
        new(capital, [.. equity.Select((_, i) => Close(i))], equity, []);

    /// <summary>A trade of one unit, entered on a day at 10:00 and left the same day at 11:00.</summary>
    public static RunTrade Trade(int day, double profit, double fees = 0, int side = 1, string symbol = "ABC") => new(
        symbol, side, 1, Ist.At(FirstDay.AddDays(day), new TimeOnly(10, 0)), Ist.At(FirstDay.AddDays(day), new TimeOnly(11, 0)),
        100, 100 + side * (profit + fees), 200 + side * (profit + fees), fees, profit);

    /// <summary>Some hundred days of a walk with trades on it, the same each time.</summary>
    public static RunRecord Walk(int days = 300, int seed = 5, double drift = 0.0004)
    {
        Random random = new(seed);
        double[] equity = new double[days];
        double at = 1_000_000;
        List<RunTrade> trades = [];
        for (int i = 0; i < days; i++)
        {
            double before = at;
            at *= 1 + drift + 0.01 * (random.NextDouble() + random.NextDouble() - 1);
            equity[i] = at;
            trades.Add(Trade(i, at - before, 20, i % 3 == 0 ? -1 : 1) with { WorstExcursion = -Math.Abs(at - before) });
        }
        return Of(1_000_000, equity) with { Trades = trades, Benchmark = [.. equity.Select((_, i) => 1_000_000.0 + 100 * i)] };
    }
}
