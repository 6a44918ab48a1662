using System.Globalization;
using System.Text.Json.Serialization;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>
/// A session in figures, for machines: what <c>shadow</c> and <c>replay</c> print. Money in rupees; <c>net</c> = <c>pnl</c> - <c>charges</c>. All but
/// <c>command</c>, <c>source</c>, <c>latency</c>, <c>wallSeconds</c> and what follows it is the same for a session and its replay.
/// </summary>
internal record DayResult
{
    public required string Command { get; init; }
    public required string Source { get; init; }
    public required int Instruments { get; init; }
    public required long Events { get; init; }
    public required long Ticks { get; init; }
    public required long Bars { get; init; }
    public required long Signals { get; init; }
    public required int Orders { get; init; }
    public required long Fills { get; init; }
    public required int Trades { get; init; }
    public required int Winners { get; init; }
    /// <summary>Realised, before charges.</summary>
    public required decimal Pnl { get; init; }
    public required decimal Charges { get; init; }
    public required decimal Net { get; init; }
    public required decimal Unrealised { get; init; }
    public required decimal Equity { get; init; }
    public required ChargesResult ChargesBy { get; init; }
    public required long QuarantinedTotal { get; init; }
    public required IReadOnlyDictionary<string, long> Quarantined { get; init; }
    public required IReadOnlyList<InstrumentRow> PerInstrument { get; init; }
    public required long LastSequence { get; init; }
    public required long OutboundEvents { get; init; }
    public required string OutboundHash { get; init; }
    public required string StateHash { get; init; }
    public required long JournalBytes { get; init; }
    public required int Snapshots { get; init; }
    public required LatencyResult? Latency { get; init; }
    public required double WallSeconds { get; init; }
    public double TicksPerSecond => WallSeconds > 0 ? Math.Round(Ticks / WallSeconds) : 0;

    public static ChargesResult ChargesOf(in CoreTotals t) => new(
        t.Brokerage.ToDecimal(), t.TransactionTax.ToDecimal(), t.Exchange.ToDecimal(), t.Sebi.ToDecimal(), t.Stamp.ToDecimal(), t.Gst.ToDecimal());

    public static string Hex(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    public static IReadOnlyDictionary<string, long> ByReason(IReadOnlyList<QuarantineCount> counts) =>
        counts.ToDictionary(c => char.ToLowerInvariant(c.Reason.ToString()[0]) + c.Reason.ToString()[1..], c => c.Count);
}

internal sealed record ChargesResult(decimal Brokerage, decimal TransactionTax, decimal Exchange, decimal Sebi, decimal Stamp, decimal Gst);

internal sealed record InstrumentRow(int Id, string Symbol, Segment Segment, int Trades, int Winners, decimal Pnl, decimal Charges, decimal Net)
{
    public static InstrumentRow Of(InstrumentResult r) => new(
        r.Instrument.Id, r.Instrument.Symbol, r.Instrument.Segment, r.Trades, r.Winners, r.Gross.ToDecimal(), r.Charges.ToDecimal(), r.Net.ToDecimal());
}

/// <summary>Nanoseconds. From when a tick was put on the ring; and, of a paced feed, from when it was due, so that a late feed hides nothing.</summary>
internal sealed record LatencyResult(
    string Condition, PercentilesResult PublishToDecision, PercentilesResult PublishToDurable, PercentilesResult? DueToDecision, PercentilesResult? DueToDurable)
{
    public static LatencyResult Of(string condition, SessionReport report)
    {
        bool paced = report.DueToDecision.Count > 0;
        return new LatencyResult(
            condition, PercentilesResult.Of(report.PublishToDecision), PercentilesResult.Of(report.PublishToDurable),
            paced ? PercentilesResult.Of(report.DueToDecision) : null, paced ? PercentilesResult.Of(report.DueToDurable) : null);
    }
}

internal sealed record PercentilesResult(
    long Count, long P50, long P90, long P99,
    [property: JsonPropertyName("p99_9")] long P999,
    [property: JsonPropertyName("p99_99")] long P9999,
    long Max)
{
    public static PercentilesResult Of(LatencySummary s) => new(s.Count, s.P50, s.P90, s.P99, s.P999, s.P9999, s.Max);
}
