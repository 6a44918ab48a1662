using Astra.Costs;
using Astra.Host;
using Astra.Markets;

namespace Astra.Research;

/// <summary>What a run over bars came to, whoever carried out its trades.</summary>
public sealed record BacktestResult
{
    /// <summary>What was traded, one for each instrument; a trade's <see cref="LedgerTrade.Series"/> is an index into it.</summary>
    public required IReadOnlyList<BarSeries> Series { get; init; }

    /// <summary>In the order of entry, those still open included.</summary>
    public required IReadOnlyList<LedgerTrade> Trades { get; init; }

    /// <summary>Rupees at each of <see cref="Times"/>; the last is <see cref="FinalEquity"/>.</summary>
    public required double[] Equity { get; init; }

    /// <summary>Each distinct time at which a bar of any series closed, rising; null where there is one series: the ends of its bars.</summary>
    public Timestamp[]? MarkedAt { get; init; }

    /// <summary>When equity was marked.</summary>
    public Timestamp[] Times => MarkedAt ?? [.. Series[0].Bars.ToArray().Select(bar => bar.End)];

    public required Amount StartCash { get; init; }

    public required Amount FinalCash { get; init; }

    /// <summary>Cash and what is held, at the last close.</summary>
    public required Amount FinalEquity { get; init; }

    /// <summary>Fees or charges of all fills, settlements and day's ends.</summary>
    public required Amount Fees { get; init; }

    /// <summary>The same by component, where they are Indian charges; null otherwise.</summary>
    public Charges? Charges { get; init; }

    /// <summary>Fees by no component of <see cref="Charges"/>: the depository's.</summary>
    public Amount OtherFees => Charges is { } charges ? Fees - Amount.OfMoney(charges.Total) : Amount.Zero;

    /// <summary>
    /// How much of <see cref="Fees"/> came at day's ends: contract note less the charges of the fills, and depository charges; often negative.
    /// It is in the components and in the fees and profits of the trades (see <see cref="DayShares"/>).
    /// </summary>
    public Amount Corrections { get; init; }

    /// <summary>Candles at which the strategy said to be long.</summary>
    public int UpSignals { get; init; }

    /// <summary>Candles at which it said to be short.</summary>
    public int DownSignals { get; init; }

    /// <summary>Market data and orders that the engine refused, by reason; empty for a run that fills at the next open.</summary>
    public IReadOnlyList<QuarantineCount> Refused { get; init; } = [];

    /// <summary>Hash of everything the engine said, as a journaled session has it; null for a run that fills at the next open.</summary>
    public ulong? OutboundHash { get; init; }

    /// <summary>Points of <see cref="Equity"/> at which something was held.</summary>
    public required int BarsHeld { get; init; }

    /// <summary>Value of all fills, both sides.</summary>
    public required Amount Turnover { get; init; }

    /// <summary>Share of the points of <see cref="Equity"/> at which something was held, 0 to 1.</summary>
    public double Exposure => Equity.Length == 0 ? 0 : BarsHeld / (double)Equity.Length;

    /// <summary>Deepest fall of equity from its highest before, in rupees and in percent of that peak; the two may be of different days.</summary>
    public (double Rupees, double Percent) MaxDrawdown()
    {
        double peak = double.MinValue, rupees = 0, share = 0;
        foreach (double equity in Equity)
        {
            if (equity > peak) peak = equity;
            double fall = peak - equity;
            if (fall > rupees) rupees = fall;
            if (peak > 0 && fall / peak > share) share = fall / peak;
        }
        return (rupees, share * 100);
    }

    public IEnumerable<LedgerTrade> Closed => Trades.Where(trade => trade.ExitBar >= 0);

    /// <summary>Units held at the end, signed, all series together.</summary>
    public int OpenPosition => Trades.Where(trade => trade.ExitBar < 0).Sum(trade => trade.Side * trade.Quantity);
}
