namespace Astra.Markets;

/// <summary>The code words of exchange and instrument columns, the same at both brokers but for the index.</summary>
internal static class MasterCodes
{
    private static readonly (ulong Code, MasterExchange Exchange)[] Exchanges =
    [
        (MasterText.Pack("NFO"u8), MasterExchange.Nfo), (MasterText.Pack("BFO"u8), MasterExchange.Bfo), (MasterText.Pack("NSE"u8), MasterExchange.Nse),
        (MasterText.Pack("BSE"u8), MasterExchange.Bse), (MasterText.Pack("MCX"u8), MasterExchange.Mcx), (MasterText.Pack("CDS"u8), MasterExchange.Cds),
    ];

    private static readonly (ulong Code, InstrumentKind Kind, bool OnIndex)[] Kinds =
    [
        (MasterText.Pack("OPTIDX"u8), InstrumentKind.Option, true), (MasterText.Pack("OPTSTK"u8), InstrumentKind.Option, false),
        (MasterText.Pack("FUTSTK"u8), InstrumentKind.Future, false), (MasterText.Pack("FUTIDX"u8), InstrumentKind.Future, true),
        (MasterText.Pack("OPTFUT"u8), InstrumentKind.Option, false), (MasterText.Pack("OPTCUR"u8), InstrumentKind.Option, false),
        (MasterText.Pack("FUTCUR"u8), InstrumentKind.Future, false), (MasterText.Pack("FUTCOM"u8), InstrumentKind.Future, false),
        (MasterText.Pack("AMXIDX"u8), InstrumentKind.Index, true), (MasterText.Pack("INDEX"u8), InstrumentKind.Index, true),
    ];

    private static readonly ulong[] References = [MasterText.Pack("UNDCUR"u8), MasterText.Pack("UNDIRT"u8), MasterText.Pack("COMDTY"u8)];

    public static MasterExchange Exchange(ReadOnlySpan<byte> code)
    {
        ulong packed = MasterText.Pack(code);
        foreach ((ulong known, MasterExchange exchange) in Exchanges)
            if (packed == known) return exchange;
        return MasterExchange.None;
    }

    public static MasterReject Kind(ReadOnlySpan<byte> code, out InstrumentKind kind, out bool onIndex)
    {
        ulong packed = MasterText.Pack(code);
        foreach ((ulong known, InstrumentKind k, bool index) in Kinds)
        {
            if (packed != known) continue;
            (kind, onIndex) = (k, index);
            return MasterReject.None;
        }
        (kind, onIndex) = (InstrumentKind.None, false);
        return Array.IndexOf(References, packed) >= 0 ? MasterReject.ReferenceOnly : MasterReject.UnknownInstrument;
    }

    public static Segment SegmentOf(MasterExchange exchange, InstrumentKind kind) => exchange switch
    {
        // An index trades through its derivatives.
        MasterExchange.Nse => kind == InstrumentKind.Index ? Segment.NseDerivatives : Segment.NseEquity,
        MasterExchange.Bse => kind == InstrumentKind.Index ? Segment.BseDerivatives : Segment.BseEquity,
        MasterExchange.Nfo => Segment.NseDerivatives,
        MasterExchange.Bfo => Segment.BseDerivatives,
        MasterExchange.Cds => Segment.Currency,
        MasterExchange.Mcx => Segment.Commodity,
        _ => Segment.None,
    };
}
