namespace Astra.Research;

/// <summary>Figures of finished trades, after fees. A trade that ends at exactly zero is neither won nor lost.</summary>
public sealed record TradeFigures
{
    public required int Count { get; init; }
    public required int Won { get; init; }
    public required int Lost { get; init; }
    /// <summary>Rupees before fees, all trades.</summary>
    public required double Gross { get; init; }
    public required double Net { get; init; }
    public required double TradedValue { get; init; }
    public double? WinRate { get; init; }
    /// <summary>Sum of gains over sum of losses; null without a loss.</summary>
    public double? ProfitFactor { get; init; }
    /// <summary>Mean gain over mean loss.</summary>
    public double? PayoffRatio { get; init; }
    /// <summary>Mean profit of a trade, rupees.</summary>
    public double? Expectancy { get; init; }
    /// <summary>Expectancy in units of R, the mean losing trade: rules without stops have no planned risk to measure by.</summary>
    public double? ExpectancyR { get; init; }
    public double? AverageWin { get; init; }
    /// <summary>Negative.</summary>
    public double? AverageLoss { get; init; }
    public double? BestTrade { get; init; }
    public double? WorstTrade { get; init; }
    /// <summary>From entry to exit by the clock, nights included.</summary>
    public double? AverageHoldingMinutes { get; init; }
    public required int LongestLosingStreak { get; init; }

    /// <param name="trades">In order of their exits.</param>
    public static TradeFigures Of(IReadOnlyList<RunTrade> trades)
    {
        int won = 0, lost = 0, streak = 0, longest = 0;
        double gains = 0, losses = 0, gross = 0, value = 0, minutes = 0;
        double? best = null, worst = null;
        foreach (RunTrade trade in trades)
        {
            gross += trade.Gross;
            value += trade.Value;
            minutes += trade.HoldingMinutes;
            best = Math.Max(best ?? trade.Profit, trade.Profit);
            worst = Math.Min(worst ?? trade.Profit, trade.Profit);
            if (trade.Profit > 0) (won, gains) = (won + 1, gains + trade.Profit);
            if (trade.Profit < 0) (lost, losses) = (lost + 1, losses - trade.Profit);
            streak = trade.Profit < 0 ? streak + 1 : 0;
            longest = Math.Max(longest, streak);
        }
        int count = trades.Count;
        double? expectancy = count > 0 ? (gains - losses) / count : null, averageLoss = lost > 0 ? losses / lost : null, averageWin = won > 0 ? gains / won : null;
        return new TradeFigures
        {
            Count = count,
            Won = won,
            Lost = lost,
            Gross = gross,
            Net = gains - losses,
            TradedValue = value,
            WinRate = count > 0 ? won / (double)count : null,
            ProfitFactor = lost > 0 ? gains / losses : null,
            PayoffRatio = averageWin / averageLoss,
            Expectancy = expectancy,
            ExpectancyR = expectancy / averageLoss,
            AverageWin = averageWin,
            AverageLoss = -averageLoss,
            BestTrade = best,
            WorstTrade = worst,
            AverageHoldingMinutes = count > 0 ? minutes / count : null,
            LongestLosingStreak = longest,
        };
    }
}
