using System.Globalization;

namespace Astra.Research;

/// <summary>How a survey measures, in words for its readers.</summary>
public static class SurveyMethod
{
    public static string Of(SurveyPlan plan)
    {
        string split = plan.SplitDate is { } date ? $"the days before {date:yyyy-MM-dd}" : $"the first {FigureText.Percent(plan.SplitShare, 0)} of the days";
        string costs = plan.Charges is null ? $"{FigureText.Percent(plan.FeeRate / 1e9, 3)} of each fill's value" : $"Indian charges of {plan.Broker}, {(plan.ChargesAsOf is { } day ? $"all as of {day:yyyy-MM-dd}" : "each day its own")}";
        string index = plan.Sources.Any(source => source.Series.Instrument.IndexTradedAsFuture)
            ? " An index trades as its future would, at the index's own prices: the future's basis, its spread and its depth are not in these bars, and its lot is taken as one unit."
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"For each instrument, interval and strategy the best of {plan.Trials} parameter sets (by Sharpe ratio after costs, seed {plan.Seed}) on {split}, judged on the rest. ")
            + $"{(plan.Intraday ? "Intraday, long and short, out at the open of the bar in which the square-off falls" : "Long and short, held overnight")}; one position of about {FigureText.Rupees(plan.Capital.Rupees)}; {costs}. "
            + $"A decision at a close fills at the next open, {Slippage(plan)}; gross is after that slippage and before charges. "
            + "Pairs, baskets and quotes are traded by the engine with at most 20 sets each: a quote fills only where a bar trades through it, and whoever stood before it in the queue is not in the bars."
            + index
            + " Sharpe ratio of daily profit over the capital, deflated by the number of all sets tried; overfitting: probability by combinatorial cross-validation of the sets in sample.";
    }

    private static string Slippage(SurveyPlan plan)
    {
        string ticks = plan.SlippageTicks == 1 ? "one tick" : $"{plan.SlippageTicks} ticks";
        string points = string.Create(CultureInfo.InvariantCulture, $"{plan.SlippageBasisPoints} bp of the part's first price");
        return (plan.SlippageTicks, plan.SlippageBasisPoints) switch
        {
            (0, 0) => "without slippage",
            (0, _) => $"worse by {points}",
            (_, 0) => $"worse by {ticks}",
            _ => $"worse by {ticks} or {points}, whichever is more",
        };
    }
}
