using System.Diagnostics.CodeAnalysis;
using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// Dated charges of Indian trades by every broker in the plans. Immutable; it parses text and reads no file, so that the schedules
/// can be part of a journal. Look rates up once a day and instrument, not per fill.
/// </summary>
public sealed class ChargeBook
{
    private readonly ChargeSchedule _charges;
    private readonly BrokerageSchedule _plans;

    private ChargeBook(ChargeSchedule charges, BrokerageSchedule plans)
    {
        _charges = charges;
        _plans = plans;
    }

    /// <summary>Names of the brokers, sorted.</summary>
    public IReadOnlyList<string> Brokers => _plans.Brokers;

    /// <summary>Reads both schedules and checks them whole.</summary>
    /// <exception cref="ScheduleFormatException">Unknown word, bad number or date, overlap or gap; with file, line and remedy.</exception>
    public static ChargeBook Parse(string chargesCsv, string brokeragePlansCsv) =>
        new(ChargeSchedule.Parse(chargesCsv), BrokerageSchedule.Parse(brokeragePlansCsv));

    /// <summary>The rates for a kind of instrument on a trade date; otherwise a <paramref name="problem"/> that names what is missing.</summary>
    /// <param name="broker">Broker of the plans, upper or lower case.</param>
    /// <param name="intraday">True when the position is closed the same day; matters for shares and ETFs only.</param>
    public bool TryResolve(string broker, Segment segment, InstrumentKind kind, bool intraday, DateOnly date,
        out ChargeRates rates, [NotNullWhen(false)] out string? problem)
    {
        if (ChargeClass.Of(segment, kind, intraday) is { } found) return TryResolve(broker, found, date, out rates, out problem);
        rates = default;
        problem = $"no charges are known for a trade of kind {kind} in segment {segment}: correct the instrument's segment or kind";
        return false;
    }

    /// <summary>As above for a class of trade that the caller refined, for example a BSE share of group X.</summary>
    public bool TryResolve(string broker, ChargeClass trade, DateOnly date, out ChargeRates rates, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        BrokerageRule? brokerage = _plans.Find(broker, trade.Segment, date, ref problem);
        Levy? tax = trade.TaxLevy is { } levy ? _charges.Find(levy, trade.Exchange, trade.TaxSegment, date, ref problem) : null;
        Levy? exchange = _charges.Find("EXCH", trade.Exchange, trade.ExchangeSegment, date, ref problem);
        Levy? sebi = _charges.Find("SEBI", trade.Exchange, trade.Segment, date, ref problem);
        Levy? stamp = _charges.Find("STAMP", trade.Exchange, trade.Segment, date, ref problem);
        Levy? gst = _charges.Find("GST", trade.Exchange, trade.Segment, date, ref problem);
        // The fund's share is younger than the exchange charge that used to contain it, so its absence is no gap.
        Levy? ipft = trade.Ipft ? _charges.Find("IPFT", trade.Exchange, trade.Segment, date) : null;
        rates = problem is null ? new ChargeRates(brokerage!, tax, exchange!, ipft, sebi!, stamp!, gst!) : default;
        return problem is null;
    }
}
