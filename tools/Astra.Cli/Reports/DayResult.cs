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
internal abstract record DayResult
{
    protected DayResult(
        in JournalSize journal, in CoreTotals totals, IReadOnlyList<InstrumentResult> instruments, IReadOnlyList<QuarantineCount> quarantined, RefusalSummary refusals, long ticksNow,
        long lastSequence, long outboundSequence, ulong outboundHash, ulong stateHash)
    {
        Journal = journal.Place;
        Instruments = instruments.Count;
        TicksNow = ticksNow;
        Events = totals.Events;
        Ticks = totals.Ticks;
        Bars = totals.Bars;
        Signals = totals.Signals;
        Orders = totals.Orders;
        Fills = totals.Fills;
        Trades = totals.Trades;
        Winners = totals.Winners;
        Pnl = totals.Gross.ToDecimal();
        Charges = totals.Charges.ToDecimal();
        Net = totals.Net.ToDecimal();
        Unrealised = totals.Unrealised.ToDecimal();
        Equity = totals.Equity.ToDecimal();
        TrueUp = totals.TrueUp.ToDecimal();
        ChargesBy = ChargesOf(totals);
        QuarantinedTotal = totals.Quarantined;
        Quarantined = ByReason(quarantined);
        EntriesRefused = ByReason(refusals.Entries);
        PlansRejected = ByReason(refusals.Plans);
        PerInstrument = [.. instruments.Select(InstrumentRow.Of)];
        LastSequence = lastSequence;
        OutboundEvents = outboundSequence + 1;
        OutboundHash = Hex(outboundHash);
        StateHash = Hex(stateHash);
        JournalBytes = journal.Bytes;
        Snapshots = journal.Snapshots;
    }

    public required string Command { get; init; }
    public required string Source { get; init; }
    /// <summary>Folder of the journal, or server and session.</summary>
    public string Journal { get; }
    public int Instruments { get; }
    public long Events { get; }
    public long Ticks { get; }
    public long Bars { get; }
    public long Signals { get; }
    public int Orders { get; }
    public long Fills { get; }
    public int Trades { get; }
    public int Winners { get; }
    /// <summary>Realised, before charges.</summary>
    public decimal Pnl { get; }
    public decimal Charges { get; }
    public decimal Net { get; }
    public decimal Unrealised { get; }
    public decimal Equity { get; }
    /// <summary>How much of the charges came as day-end corrections: contract notes less the estimates of fills, and depository charges.</summary>
    public decimal TrueUp { get; }
    public ChargesResult ChargesBy { get; }
    public long QuarantinedTotal { get; }
    public IReadOnlyDictionary<string, long> Quarantined { get; }
    /// <summary>Entries that a limit or the hour forbade, by reason.</summary>
    public IReadOnlyDictionary<string, long> EntriesRefused { get; }
    public IReadOnlyDictionary<string, long> PlansRejected { get; }
    public IReadOnlyList<InstrumentRow> PerInstrument { get; }
    public long LastSequence { get; }
    public long OutboundEvents { get; }
    public string OutboundHash { get; }
    public string StateHash { get; }
    public long JournalBytes { get; }
    public int Snapshots { get; }
    public required LatencyResult? Latency { get; init; }
    public required double WallSeconds { get; init; }
    /// <summary>Of this run alone: what was recovered took none of its seconds.</summary>
    public double TicksPerSecond => WallSeconds > 0 ? Math.Round(TicksNow / WallSeconds) : 0;

    private long TicksNow { get; }

    public static string Hex(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    private static ChargesResult ChargesOf(in CoreTotals t) => new(
        t.Brokerage.ToDecimal(), t.TransactionTax.ToDecimal(), t.Exchange.ToDecimal(), t.Sebi.ToDecimal(), t.Stamp.ToDecimal(), t.Gst.ToDecimal(), t.Depository.ToDecimal());

    private static Dictionary<string, long> ByReason(IReadOnlyList<QuarantineCount> counts) =>
        counts.ToDictionary(c => char.ToLowerInvariant(c.Reason.ToString()[0]) + c.Reason.ToString()[1..], c => c.Count);
}

internal sealed record ChargesResult(decimal Brokerage, decimal TransactionTax, decimal Exchange, decimal Sebi, decimal Stamp, decimal Gst, decimal Depository);

internal sealed record InstrumentRow(int Id, string Symbol, Segment Segment, int Trades, int Winners, decimal Pnl, decimal Charges, decimal Net, bool IndexTradedAsFuture)
{
    public static InstrumentRow Of(InstrumentResult r) => new(
        r.Instrument.Id, r.Instrument.Symbol, r.Instrument.Segment, r.Trades, r.Winners, r.Gross.ToDecimal(), r.Charges.ToDecimal(), r.Net.ToDecimal(), r.Instrument.IndexTradedAsFuture);
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
