using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>The segment column of market data files: exchange and kind in one word.</summary>
public static class SegmentCode
{
    private static readonly (string Code, Segment Segment, InstrumentKind Kind)[] Codes =
    [
        ("NSE_EQ", Segment.NseEquity, InstrumentKind.Equity),
        ("BSE_EQ", Segment.BseEquity, InstrumentKind.Equity),
        // An index trades through its derivatives.
        ("NSE_INDEX", Segment.NseDerivatives, InstrumentKind.Index),
        ("BSE_INDEX", Segment.BseDerivatives, InstrumentKind.Index),
        ("NSE_FUT", Segment.NseDerivatives, InstrumentKind.Future),
        ("BSE_FUT", Segment.BseDerivatives, InstrumentKind.Future),
        ("NSE_OPT", Segment.NseDerivatives, InstrumentKind.Option),
        ("BSE_OPT", Segment.BseDerivatives, InstrumentKind.Option),
        ("CUR_FUT", Segment.Currency, InstrumentKind.Future),
        ("CUR_OPT", Segment.Currency, InstrumentKind.Option),
        ("MCX_FUT", Segment.Commodity, InstrumentKind.Future),
        ("MCX_OPT", Segment.Commodity, InstrumentKind.Option),
        ("OTHER", Segment.None, InstrumentKind.Future),
    ];

    public static IEnumerable<string> Known => Codes.Select(c => c.Code);

    public static bool TryParse(ReadOnlySpan<char> code, out Segment segment, out InstrumentKind kind)
    {
        foreach ((string known, Segment s, InstrumentKind k) in Codes)
        {
            if (!code.SequenceEqual(known)) continue;
            (segment, kind) = (s, k);
            return true;
        }
        (segment, kind) = (Segment.None, InstrumentKind.None);
        return false;
    }

    public static string Of(Instrument instrument)
    {
        InstrumentKind kind = instrument.Kind == InstrumentKind.Etf ? InstrumentKind.Equity : instrument.Kind;
        foreach ((string code, Segment s, InstrumentKind k) in Codes)
            if (s == instrument.Segment && k == kind) return code;
        return "OTHER";
    }

    /// <summary>
    /// The code of a symbol in a file without the column. An index name is an index; …FUT is a future; digits then CE or PE is an option;
    /// …-PERP trades elsewhere; anything else is an NSE stock. A derivative's market is its underlying's.
    /// </summary>
    public static string Derive(string symbol)
    {
        if (symbol.EndsWith("-PERP", StringComparison.Ordinal)) return "OTHER";
        if (SymbolRules.IsIndex(symbol)) return SymbolRules.IsBse(symbol) ? "BSE_INDEX" : "NSE_INDEX";
        bool future = symbol.EndsWith("FUT", StringComparison.Ordinal);
        bool option = SymbolRules.IsOption(symbol);
        if (!future && !option) return "NSE_EQ";
        string market = SymbolRules.IsCommodity(symbol) ? "MCX" : SymbolRules.IsCurrency(symbol) ? "CUR" : SymbolRules.IsBse(symbol) ? "BSE" : "NSE";
        return market + (future ? "_FUT" : "_OPT");
    }
}
