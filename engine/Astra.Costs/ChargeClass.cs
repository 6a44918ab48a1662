using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// Which rows of the schedules a trade reads. Most trades use one segment name throughout; an ETF is taxed by a row of its own, a BSE
/// option pays the exchange by its group, a commodity is taxed as agricultural or not.
/// </summary>
/// <param name="Exchange">NSE, BSE or MCX.</param>
/// <param name="Segment">Row of stamp duty, SEBI fee and brokerage, for example <c>EQ_INTRADAY</c>.</param>
/// <param name="TaxLevy">STT or CTT; null where neither is levied.</param>
/// <param name="TaxSegment">Row of the transaction tax.</param>
/// <param name="ExchangeSegment">Row of the exchange charge, with its group after a colon where it has one.</param>
/// <param name="Ipft">True when the investor protection fund's share is billed beside the exchange charge.</param>
public sealed record ChargeClass(
    string Exchange, string Segment, string? TaxLevy, string TaxSegment, string ExchangeSegment, bool Ipft)
{
    /// <summary>
    /// The class of a plain purchase or sale, null when the pair does not trade. Defaults where an instrument does not say more:
    /// BSE shares are of the common group (A, B), BSE options are on Sensex or Bankex, commodities are not agricultural, an ETF
    /// holds equity, NSE currency bears no IPFT, and an index is charged as its own future.
    /// </summary>
    public static ChargeClass? Of(Segment segment, InstrumentKind kind, bool intraday) => (segment, kind) switch
    {
        (Markets.Segment.NseEquity, InstrumentKind.Equity) => Equity("NSE", "", intraday, ipft: true),
        (Markets.Segment.BseEquity, InstrumentKind.Equity) => Equity("BSE", "", intraday, ipft: false),
        (Markets.Segment.NseEquity, InstrumentKind.Etf) => Equity("NSE", "ETF_EQUITY", intraday, ipft: true),
        (Markets.Segment.BseEquity, InstrumentKind.Etf) => Equity("BSE", "ETF_EQUITY", intraday, ipft: false),
        (Markets.Segment.NseDerivatives, InstrumentKind.Future) => Plain("NSE", "EQ_FUT", "STT", ipft: true),
        (Markets.Segment.NseDerivatives or Markets.Segment.NseEquity, InstrumentKind.Index) => Plain("NSE", "EQ_FUT", "STT", ipft: true),
        (Markets.Segment.BseDerivatives, InstrumentKind.Future) => Plain("BSE", "EQ_FUT", "STT", ipft: false),
        (Markets.Segment.BseDerivatives or Markets.Segment.BseEquity, InstrumentKind.Index) => Plain("BSE", "EQ_FUT", "STT", ipft: false),
        (Markets.Segment.NseDerivatives, InstrumentKind.Option) => Plain("NSE", "EQ_OPT", "STT", ipft: true),
        (Markets.Segment.BseDerivatives, InstrumentKind.Option) =>
            Plain("BSE", "EQ_OPT", "STT", ipft: false) with { ExchangeSegment = "EQ_OPT:SENSEX_BANKEX" },
        (Markets.Segment.Currency, InstrumentKind.Future) => Plain("NSE", "CUR_FUT", null, ipft: false),
        (Markets.Segment.Currency, InstrumentKind.Option) => Plain("NSE", "CUR_OPT", null, ipft: false),
        (Markets.Segment.Commodity, InstrumentKind.Future or InstrumentKind.Index) =>
            Plain("MCX", "COM_FUT", "CTT", ipft: false) with { TaxSegment = "COM_FUT_NONAGRI" },
        (Markets.Segment.Commodity, InstrumentKind.Option) => Plain("MCX", "COM_OPT", "CTT", ipft: false),
        _ => null,
    };

    private static ChargeClass Plain(string exchange, string segment, string? tax, bool ipft) =>
        new(exchange, segment, tax, segment, segment, ipft);

    private static ChargeClass Equity(string exchange, string fund, bool intraday, bool ipft)
    {
        string product = intraday ? "INTRADAY" : "DELIVERY";
        ChargeClass plain = Plain(exchange, $"EQ_{product}", "STT", ipft);
        return fund.Length == 0 ? plain : plain with { TaxSegment = $"{fund}_{product}" };
    }
}
