using Astra.Core;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Plans where the user gives none: the three strategies in turn over the instruments, so that a day shows each of them at work.</summary>
internal static class DefaultPlans
{
    public const int RiskBasisPoints = 100;

    private static readonly int[] Intervals = [1, 3, 5, 10, 15, 30, 60];

    private static readonly (string Algorithm, int Minutes, ChartStyle Style, string Reason)[] Rotation =
    [
        ("macd-rsi", 5, ChartStyle.HeikinAshi, "trend following on smoothed five-minute bars"),
        ("bollinger-vwap", 3, ChartStyle.Candle, "reversion to the session's average price on three-minute bars"),
        ("supertrend-vwap", 5, ChartStyle.Candle, "breakouts with the session's average price on five-minute bars"),
    ];

    /// <param name="historyMinutes">Interval of the source's bars when it has nothing finer; 0 for ticks.</param>
    /// <exception cref="UsageException">The source's bars are longer than any chart.</exception>
    public static IReadOnlyList<Plan> For(IReadOnlyList<Instrument> instruments, int historyMinutes, int riskBasisPoints = RiskBasisPoints)
    {
        List<Plan> plans = [];
        foreach (Instrument instrument in instruments.Where(i => i.Tradable))
        {
            (string algorithm, int minutes, ChartStyle style, string reason) = Rotation[plans.Count % Rotation.Length];
            plans.Add(new Plan
            {
                Id = plans.Count + 1,
                Instrument = instrument.Id,
                Algorithm = algorithm,
                IntervalMinutes = Fitting(minutes, historyMinutes),
                Style = style,
                RiskBasisPoints = riskBasisPoints,
                Source = "default",
                Reason = reason
                    + (historyMinutes > minutes ? $", on {historyMinutes}-minute bars since the source has no finer" : "")
                    + (instrument.IndexTradedAsFuture ? "; index traded as its future" : ""),
            });
        }
        return plans;
    }

    private static int Fitting(int wanted, int historyMinutes)
    {
        if (historyMinutes == 0) return wanted;
        int fitting = Array.Find(Intervals, interval => interval >= wanted && interval % historyMinutes == 0);
        return fitting > 0
            ? fitting
            : throw new UsageException($"the source holds bars of {historyMinutes} minutes, and charts have {string.Join(", ", Intervals)}; import finer bars");
    }
}
