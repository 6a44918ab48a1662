using Astra.Markets;

namespace Astra.Research;

/// <summary>One finished round trip as reports see it. Money in rupees.</summary>
/// <param name="Symbol">What was traded.</param>
/// <param name="Side">+1 long, -1 short.</param>
/// <param name="Quantity">Units, more than zero.</param>
/// <param name="Entry">Instant of the first fill.</param>
/// <param name="Exit">Instant of the last fill.</param>
/// <param name="Value">Traded value of both fills: what turnover counts.</param>
/// <param name="Fees">Paid at both fills.</param>
/// <param name="Profit">After fees.</param>
public sealed record RunTrade(
    string Symbol, int Side, long Quantity, Timestamp Entry, Timestamp Exit, double EntryPrice, double ExitPrice, double Value, double Fees, double Profit)
{
    /// <summary>What was known of the market at the last close before the entry.</summary>
    public RegimeLabel Regime { get; init; }

    /// <summary>Deepest loss of the position on the way by the bars' highs and lows, zero or negative, before fees; null when bars were not given.</summary>
    public double? WorstExcursion { get; init; }

    /// <summary>Highest gain of the position on the way, zero or positive, before fees.</summary>
    public double? BestExcursion { get; init; }

    /// <summary>Before fees.</summary>
    public double Gross => Profit + Fees;

    public double HoldingMinutes => (Exit - Entry) / (double)Timestamp.NanosPerMinute;
}
