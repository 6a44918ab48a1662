using Astra.Costs;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>What one trade costs, for the screen and as JSON.</summary>
internal sealed record TradeAnswer(
    string Broker, string Exchange, string Segment, DateOnly Date, IReadOnlyList<CostLine> Lines, decimal Estimate, decimal Note, decimal Depository,
    decimal NoteWithDepository, string Exact, decimal? Gross, decimal? Net, decimal? BreakEven, decimal? BreakEvenTick, bool TickAssumed, string? Warning)
{
    /// <exception cref="UsageException">The trade cannot be charged; every reason that was found.</exception>
    public static TradeAnswer Of(TradeGroup group, CostBooks books)
    {
        List<GroupProblem> problems = [];
        if (!books.Pricer.TryPrice(group, problems, out GroupCosts? costs))
            throw new UsageException(string.Join(Environment.NewLine + "astra: ", problems.Select(p => $"{p.Column}: {p.Text}")));
        (Charges e, Charges n) = (costs.Estimate, costs.Note);
        bool shares = group.Legs.Any(l => l.Kind is LegKind.Received or LegKind.Given), ended = group.Legs.Any(l => l.Kind is LegKind.Exercised or LegKind.Assigned);
        RateRow[] rows = [.. costs.Rates.Rows, .. costs.Settlement?.Rows(ended, shares) ?? []];
        CostLine[] lines =
        [
            Line("brokerage", e.Brokerage, n.Brokerage, "Brokerage"),
            Line(costs.Commodity ? "CTT" : "STT", e.TransactionTax, n.TransactionTax, "STT", "CTT"),
            Line("exchange", e.Exchange, n.Exchange, "EXCH", "IPFT"),
            Line("SEBI fee", e.Sebi, n.Sebi, "SEBI"),
            Line("stamp duty", e.Stamp, n.Stamp, "STAMP"),
            Line("GST", e.Gst, n.Gst, "GST"),
        ];
        bool closed = Closed(group);
        decimal? gross = closed ? group.Legs.Sum(l => l.Kind switch
        {
            LegKind.Buy or LegKind.Assigned => -l.Value.ToDecimal(),
            LegKind.Worthless => 0,
            _ => l.Value.ToDecimal(),
        }) : null;
        decimal note = n.Total.ToDecimal(), depository = costs.Depository.ToDecimal();
        (Price? even, TradeContract contract) = EvenPoint.Of(group, books);
        return new TradeAnswer(
            group.Broker.ToUpperInvariant(), group.Exchange.ToUpperInvariant(), group.Segment, group.Date, lines, e.Total.ToDecimal(), note, depository, note + depository,
            CostsFile.Exact(costs.Exact.Total), gross, gross - note - depository, even?.ToDecimal(), even is null ? null : contract.Tick.ToDecimal(), even is not null && contract.TickAssumed, costs.Warning);

        CostLine Line(string name, Money estimate, Money noted, params string[] levies) =>
            new(name, estimate.ToDecimal(), noted.ToDecimal(), [.. rows.Where(r => levies.Contains(r.Line))]);
    }

    /// <summary>As many units out as in, so that the difference is a profit or a loss.</summary>
    private static bool Closed(TradeGroup group) => group.Legs.Sum(l => l.Kind switch
    {
        LegKind.Buy or LegKind.Assigned => l.Units,
        LegKind.Sell or LegKind.Exercised => -l.Units,
        LegKind.Worthless => group.Legs[0].Kind == LegKind.Buy ? -l.Units : l.Units,
        _ => long.MaxValue / 1_000_000,
    }) == 0;
}
