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
    private readonly NoteRules _rules;

    private ChargeBook(ChargeSchedule charges, BrokerageSchedule plans, NoteRules rules)
    {
        _charges = charges;
        _plans = plans;
        _rules = rules;
    }

    /// <summary>Names of the brokers, sorted.</summary>
    public IReadOnlyList<string> Brokers => _plans.Brokers;

    /// <summary>How brokers bill: the doubts that bear on estimates too (the fund's share, worthless options).</summary>
    public NoteRules NoteRules => _rules;

    /// <summary>Reads the schedules and checks them whole.</summary>
    /// <param name="noteRulesCsv">Rules of how brokers bill; empty: the defaults of <see cref="NoteSettings"/>.</param>
    /// <exception cref="ScheduleFormatException">Unknown word, bad number or date, overlap or gap; with file, line and remedy.</exception>
    public static ChargeBook Parse(string chargesCsv, string brokeragePlansCsv, string noteRulesCsv = "") =>
        new(ChargeSchedule.Parse(chargesCsv), BrokerageSchedule.Parse(brokeragePlansCsv), NoteRules.Parse(noteRulesCsv));

    /// <summary>The rates for an instrument held as a product on a trade date; otherwise a <paramref name="problem"/> that names what is missing.</summary>
    /// <param name="broker">Broker of the plans, upper or lower case.</param>
    /// <param name="product">Intraday shares are charged as such, any other product as delivery; derivatives do not differ.</param>
    public bool TryResolve(string broker, Instrument instrument, Product product, DateOnly date,
        out ChargeRates rates, [NotNullWhen(false)] out string? problem)
    {
        if (ChargeClass.Of(instrument, product) is { } found) return TryResolve(broker, found, date, out rates, out problem);
        return Unknown(instrument.Segment, instrument.Kind, out rates, out problem);
    }

    /// <summary>As above for a kind of instrument of which no more is known.</summary>
    /// <param name="intraday">True when the position is closed the same day; matters for shares and ETFs only.</param>
    public bool TryResolve(string broker, Segment segment, InstrumentKind kind, bool intraday, DateOnly date,
        out ChargeRates rates, [NotNullWhen(false)] out string? problem)
    {
        if (ChargeClass.Of(segment, kind, intraday) is { } found) return TryResolve(broker, found, date, out rates, out problem);
        return Unknown(segment, kind, out rates, out problem);
    }

    /// <summary>As above for a class of trade that the caller refined, for example a BSE share of group X.</summary>
    public bool TryResolve(string broker, ChargeClass trade, DateOnly date, out ChargeRates rates, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        NoteSettings settings = _rules.For(broker, date);
        BrokerageRule? brokerage = _plans.Find(broker, trade.BrokerageSegment, date, ref problem);
        Levy? tax = trade.TaxLevy is { } levy ? _charges.Find(levy, trade.Exchange, trade.TaxSegment, date, ref problem) : null;
        Levy? exchange = _charges.Find("EXCH", trade.Exchange, trade.ExchangeSegment, date, ref problem);
        Levy? sebi = _charges.Find("SEBI", trade.Exchange, trade.SebiSegment, date, ref problem);
        Levy? stamp = _charges.Find("STAMP", trade.Exchange, trade.Segment, date, ref problem);
        Levy? gst = _charges.Find("GST", trade.Exchange, trade.Segment, date, ref problem);
        // The fund's share is younger than the exchange charge that used to contain it, so its absence is no gap.
        bool fund = trade.Ipft || (trade.IpftBySetting && settings.CurrencyIpft);
        Levy? ipft = fund ? _charges.Find("IPFT", trade.Exchange, trade.Segment, date) : null;
        if (problem is not null)
        {
            rates = default;
            return false;
        }
        (ChargeClass delivery, ChargeClass intraday) = (trade.As(intraday: false), trade.As(intraday: true));
        ChargeRows rows = new(
            brokerage!, tax, exchange!, ipft, sebi!, stamp!, gst!, Tax(delivery), Tax(intraday), Stamp(delivery), Stamp(intraday));
        rates = new ChargeRates(new RateTable(trade, date, rows, settings.IpftInGst));
        return true;

        Levy? Tax(ChargeClass c) => c is { IsCash: true, TaxLevy: { } name } ? _charges.Find(name, c.Exchange, c.TaxSegment, date) : null;
        Levy? Stamp(ChargeClass c) => c.IsCash ? _charges.Find("STAMP", c.Exchange, c.Segment, date) : null;
    }

    /// <summary>
    /// What expiry costs a position of a derivative on a date; otherwise a <paramref name="problem"/> that names what is missing.
    /// A plan without a row for exercised options charges them as it charges options; one without a row for shares received or
    /// given charges them as delivery.
    /// </summary>
    public bool TryResolveSettlement(string broker, Instrument instrument, DateOnly date,
        out SettlementRates rates, [NotNullWhen(false)] out string? problem)
    {
        ChargeClass? trade = instrument.Kind is InstrumentKind.Option or InstrumentKind.Future ? ChargeClass.Of(instrument, Product.Carry) : null;
        if (trade is not null) return TryResolveSettlement(broker, trade, instrument.Settlement == SettlementStyle.Cash, date, out rates, out problem);
        rates = default;
        problem = $"{instrument.Symbol} is of kind {instrument.Kind} in segment {instrument.Segment} and does not expire: correct its kind or segment";
        return false;
    }

    /// <summary>As above for a class of trade.</summary>
    /// <param name="cashOnly">True where nothing is delivered: a commodity option on goods is then taxed on its intrinsic value.</param>
    public bool TryResolveSettlement(string broker, ChargeClass trade, bool cashOnly, DateOnly date,
        out SettlementRates rates, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        bool option = trade.Segment.EndsWith("_OPT", StringComparison.Ordinal);
        bool equity = trade.Segment.StartsWith("EQ_", StringComparison.Ordinal);
        string? exerciseRow = !option || trade.TaxLevy is null ? null : equity ? "EQ_OPT_EXERCISE" : cashOnly ? "COM_OPT_GOODS_CASH_EXERCISE" : "COM_OPT_EXERCISE";
        Levy? exercise = exerciseRow is null ? null : _charges.Find(trade.TaxLevy!, trade.Exchange, exerciseRow, date, ref problem);
        Levy? gst = _charges.Find("GST", trade.Exchange, trade.Segment, date, ref problem);
        BrokerageRule? order = (equity ? _plans.Find(broker, "EQ_OPT_EXERCISE", date) : null)
            ?? (option ? _plans.Find(broker, trade.BrokerageSegment, date, ref problem) : null);
        Levy? delivery = equity ? _charges.Find("STT", trade.Exchange, "EQ_PHYSICAL", date, ref problem) : null;
        Levy? stamp = equity ? _charges.Find("STAMP", trade.Exchange, "EQ_PHYSICAL", date, ref problem) : null;
        BrokerageRule? shares = equity ? _plans.Find(broker, "EQ_PHYSICAL", date) ?? _plans.Find(broker, "EQ_DELIVERY", date, ref problem) : null;
        BrokerageRule? netted = equity ? _plans.Find(broker, "EQ_PHYSICAL_NETTED", date) ?? shares : null;
        rates = problem is null
            ? new SettlementRates(new SettlementTable(exercise, gst!, order, delivery, stamp, shares, netted, _rules.For(broker, date)))
            : default;
        return problem is null;
    }

    /// <summary>The plan's fee for an order given by telephone or squared off by the broker, without GST.</summary>
    public bool TryFindAddon(string broker, DateOnly date, out Money amount, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        BrokerageRule? rule = _plans.Find(broker, "CALL_AND_TRADE", date, ref problem);
        amount = rule?.Cap ?? Money.Zero;
        return problem is null;
    }

    /// <summary>Every dated row of every plan, by broker, segment and date.</summary>
    public IReadOnlyList<PlanRow> Plans => [.. _plans.Rules.Select(r => new PlanRow(r.Broker, r.Segment, r.Terms, r.From, r.Source, r.Line))];

    private static bool Unknown(Segment segment, InstrumentKind kind, out ChargeRates rates, out string problem)
    {
        rates = default;
        problem = $"no charges are known for a trade of kind {kind} in segment {segment}: correct the instrument's segment or kind";
        return false;
    }
}
