using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// Which rows of the schedules a trade reads. Most trades use one segment name throughout; an ETF is taxed by a row of its own, a BSE
/// option pays the exchange by its group, a commodity is taxed as agricultural or not.
/// </summary>
/// <param name="Exchange">NSE, BSE or MCX.</param>
/// <param name="Segment">Row of stamp duty, for example <c>EQ_INTRADAY</c>.</param>
/// <param name="TaxLevy">STT or CTT; null where neither is levied.</param>
/// <param name="TaxSegment">Row of the transaction tax.</param>
/// <param name="ExchangeSegment">Row of the exchange charge, with its group after a colon where it has one.</param>
/// <param name="Ipft">True when the investor protection fund's share is billed beside the exchange charge.</param>
public sealed record ChargeClass(
    string Exchange, string Segment, string? TaxLevy, string TaxSegment, string ExchangeSegment, bool Ipft)
{
    /// <summary>Row of the brokerage plan; another than <see cref="Segment"/> for shares bought on margin (<c>EQ_MTF</c>).</summary>
    public string BrokerageSegment { get; init; } = Segment;

    /// <summary>Row of the SEBI fee; another than <see cref="Segment"/> for agricultural commodities (<c>COM_AGRI</c>).</summary>
    public string SebiSegment { get; init; } = Segment;

    /// <summary>True for NSE currency, where a setting says whether the fund's share is billed.</summary>
    public bool IpftBySetting => Exchange == "NSE" && Segment.StartsWith("CUR_", StringComparison.Ordinal);

    /// <summary>True for shares and funds, taxed by whether they are delivered.</summary>
    public bool IsCash => Segment is "EQ_DELIVERY" or "EQ_INTRADAY";

    /// <summary>
    /// The class of a plain purchase or sale, null when the pair does not trade. Defaults where no instrument says more:
    /// BSE shares are of the common group (A, B), BSE options are on Sensex or Bankex, commodities are not agricultural, an ETF
    /// holds equity, NSE currency bears no IPFT, and an index is charged as its own future.
    /// </summary>
    public static ChargeClass? Of(Segment segment, InstrumentKind kind, bool intraday) => (segment, kind) switch
    {
        (Markets.Segment.NseEquity, InstrumentKind.Equity) => Equity("NSE", "", intraday),
        (Markets.Segment.BseEquity, InstrumentKind.Equity) => Equity("BSE", "", intraday),
        (Markets.Segment.NseEquity, InstrumentKind.Etf) => Equity("NSE", "ETF_EQUITY", intraday),
        (Markets.Segment.BseEquity, InstrumentKind.Etf) => Equity("BSE", "ETF_EQUITY", intraday),
        (Markets.Segment.NseDerivatives, InstrumentKind.Future) => Named("NSE", "EQ_FUT"),
        (Markets.Segment.NseDerivatives or Markets.Segment.NseEquity, InstrumentKind.Index) => Named("NSE", "EQ_FUT"),
        (Markets.Segment.BseDerivatives, InstrumentKind.Future) => Named("BSE", "EQ_FUT"),
        (Markets.Segment.BseDerivatives or Markets.Segment.BseEquity, InstrumentKind.Index) => Named("BSE", "EQ_FUT"),
        (Markets.Segment.NseDerivatives, InstrumentKind.Option) => Named("NSE", "EQ_OPT"),
        (Markets.Segment.BseDerivatives, InstrumentKind.Option) => Named("BSE", "EQ_OPT"),
        (Markets.Segment.Currency, InstrumentKind.Future) => Named("NSE", "CUR_FUT"),
        (Markets.Segment.Currency, InstrumentKind.Option) => Named("NSE", "CUR_OPT"),
        (Markets.Segment.Commodity, InstrumentKind.Future or InstrumentKind.Index) => Named("MCX", "COM_FUT"),
        (Markets.Segment.Commodity, InstrumentKind.Option) => Named("MCX", "COM_OPT"),
        _ => null,
    };

    /// <summary>The class of an instrument held as a product, by its group too; null when it does not trade.</summary>
    public static ChargeClass? Of(Instrument instrument, Product product)
    {
        ChargeClass? plain = instrument.IndexTradedAsFuture && instrument.Segment != Markets.Segment.Commodity
            ? Named(instrument.Segment is Markets.Segment.BseEquity or Markets.Segment.BseDerivatives ? "BSE" : "NSE", "EQ_FUT")
            : Of(instrument.Segment, instrument.Kind, product == Product.Intraday);
        return plain?.In(instrument.Group);
    }

    /// <summary>The common class of a segment of the schedules, for example NSE and <c>EQ_OPT</c>; null when the exchange has no such segment.</summary>
    /// <param name="exchange">NSE, BSE or MCX.</param>
    /// <param name="segment">EQ_DELIVERY, EQ_INTRADAY, EQ_MTF, EQ_FUT, EQ_OPT, CUR_FUT, CUR_OPT, COM_FUT or COM_OPT.</param>
    public static ChargeClass? Named(string exchange, string segment) => (exchange, segment) switch
    {
        ("NSE" or "BSE", "EQ_DELIVERY" or "EQ_INTRADAY" or "EQ_FUT") => Plain(exchange, segment, "STT", ipft: exchange == "NSE"),
        ("NSE" or "BSE", "EQ_MTF") => Plain(exchange, "EQ_DELIVERY", "STT", ipft: exchange == "NSE") with { BrokerageSegment = "EQ_MTF" },
        ("NSE", "EQ_OPT") => Plain("NSE", "EQ_OPT", "STT", ipft: true),
        ("BSE", "EQ_OPT") => Plain("BSE", "EQ_OPT", "STT", ipft: false) with { ExchangeSegment = "EQ_OPT:SENSEX_BANKEX" },
        ("NSE" or "BSE", "CUR_FUT" or "CUR_OPT") => Plain(exchange, segment, null, ipft: false),
        ("MCX", "COM_FUT") => Plain("MCX", "COM_FUT", "CTT", ipft: false) with { TaxSegment = "COM_FUT_NONAGRI" },
        ("MCX", "COM_OPT") => Plain("MCX", "COM_OPT", "CTT", ipft: false),
        _ => null,
    };

    /// <summary>This class in a group; the class itself where the group says nothing about it.</summary>
    public ChargeClass In(ChargeGroup group) => group switch
    {
        ChargeGroup.BseExclusive when Exchange == "BSE" && IsCash => this with { ExchangeSegment = Segment + ":EXCLUSIVE" },
        ChargeGroup.BseX when Exchange == "BSE" && IsCash => this with { ExchangeSegment = Segment + ":X" },
        ChargeGroup.BseSs when Exchange == "BSE" && IsCash => this with { ExchangeSegment = Segment + ":SS" },
        ChargeGroup.BseOtherOption when Exchange == "BSE" && Segment == "EQ_OPT" => this with { ExchangeSegment = "EQ_OPT:OTHER" },
        ChargeGroup.OtherFund when IsCash => this with { TaxLevy = null },
        ChargeGroup.Agricultural when Segment == "COM_FUT" => this with { TaxSegment = "COM_FUT_AGRI", SebiSegment = "COM_AGRI" },
        // CTT on options is levied by the option, whatever the commodity; only the SEBI fee differs.
        ChargeGroup.Agricultural when Segment == "COM_OPT" => this with { SebiSegment = "COM_AGRI" },
        _ => this,
    };

    /// <summary>The same share or fund held as the other product: delivered, or bought and sold in the day. Outside the cash market the class itself.</summary>
    public ChargeClass As(bool intraday)
    {
        if (!IsCash) return this;
        (string from, string to) = intraday ? ("DELIVERY", "INTRADAY") : ("INTRADAY", "DELIVERY");
        return Segment.EndsWith(to, StringComparison.Ordinal) ? this : this with
        {
            Segment = "EQ_" + to,
            BrokerageSegment = "EQ_" + to,
            SebiSegment = "EQ_" + to,
            TaxSegment = TaxSegment.Replace(from, to, StringComparison.Ordinal),
            ExchangeSegment = ExchangeSegment.Replace(from, to, StringComparison.Ordinal),
        };
    }

    private static ChargeClass Plain(string exchange, string segment, string? tax, bool ipft) =>
        new(exchange, segment, tax, segment, segment, ipft);

    private static ChargeClass Equity(string exchange, string fund, bool intraday)
    {
        string product = intraday ? "INTRADAY" : "DELIVERY";
        ChargeClass plain = Plain(exchange, $"EQ_{product}", "STT", ipft: exchange == "NSE");
        return fund.Length == 0 ? plain : plain with { TaxSegment = $"{fund}_{product}" };
    }
}
