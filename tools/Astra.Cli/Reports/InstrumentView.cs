using Astra.Markets;

namespace Astra.Cli;

/// <summary>One instrument as the command shows it, every field; prices in rupees.</summary>
/// <param name="Exchange">Exchange and token are the master's; a recording has none.</param>
internal sealed record InstrumentView(
    string? Exchange, string? Token, string? TradingSymbol, string Symbol, Segment Segment, InstrumentKind Kind, string Underlying, string? Expiry, decimal? Strike,
    OptionRight Right, int LotSize, int Multiplier, decimal TickSize, int FreezeQuantity, int LargestOrder, decimal? BandLow, decimal? BandHigh, string? Settlement,
    ChargeGroup ChargeGroup, bool ClosingAuction, bool IndexTradedAsFuture, int? Line)
{
    public static InstrumentView Of(InstrumentMaster master, int row) => Of(master.ToInstrument(row, row)) with
    {
        Exchange = master[row].Exchange.ToString().ToUpperInvariant(),
        Token = master.Token(row),
        TradingSymbol = master.Symbol(row),
        Line = master[row].Line,
    };

    public static InstrumentView Of(Instrument i)
    {
        bool banded = i.PriceBandBasisPoints > 0 && i.PreviousClose > Price.Zero;
        (Price low, Price high) = PriceBand.Of(i.PreviousClose, i.PriceBandBasisPoints, i.TickSize);
        int largest = OrderSlices.MaxQuantity(i);
        return new InstrumentView(
            null, null, null, i.Symbol, i.Segment, i.Kind, i.Underlying, i.Expiry?.ToString("yyyy-MM-dd"), i.Kind == InstrumentKind.Option ? i.Strike.ToDecimal() : null,
            i.Right, i.LotSize, i.Multiplier, i.TickSize.ToDecimal(), i.FreezeQuantity, largest == int.MaxValue ? 0 : largest,
            banded ? low.ToDecimal() : null, banded ? high.ToDecimal() : null,
            i.Kind is InstrumentKind.Future or InstrumentKind.Option ? i.Settlement.ToString() : null, i.Group, i.ClosingAuction, i.IndexTradedAsFuture, null);
    }

    /// <summary>Name and value of each field, for people.</summary>
    public IEnumerable<(string Name, string Value)> Lines()
    {
        if (Exchange is not null) yield return ("exchange, token", $"{Exchange} {Token}  ({TradingSymbol}, row {Line})");
        yield return ("segment, kind", $"{SegmentName.Of(Segment)} {Kind}{(IndexTradedAsFuture ? ", traded as its future" : Kind == InstrumentKind.Index ? ", not traded" : "")}");
        if (Underlying.Length > 0) yield return ("underlying", Underlying);
        if (Expiry is not null) yield return ("expiry", Expiry);
        if (Strike is not null) yield return ("strike", $"{Strike:0.00##} {Right}");
        yield return ("lot", Counted ? "1 lot; quantities count lots" : $"{LotSize} {(LotSize == 1 ? "unit" : "units")}");
        yield return ("multiplier", $"{Multiplier} {(Multiplier == 1 ? "rupee" : "rupees")} a rupee of price and {(Counted ? "lot" : "unit")}");
        yield return ("tick", $"{TickSize:0.00##} rupees");
        yield return ("freeze quantity", FreezeQuantity == 0 ? "none known" : $"{FreezeQuantity}; largest order {LargestOrder} ({LargestOrder / LotSize} lots)");
        yield return ("price band", BandLow is null ? "not told by this source" : $"{BandLow:0.00##} to {BandHigh:0.00##}");
        if (Settlement is not null) yield return ("settlement", Settlement);
        yield return ("charge group", ChargeGroup.ToString());
        yield return ("closing auction", ClosingAuction ? "yes" : "no");
    }

    private bool Counted => Segment is Segment.Commodity or Segment.Currency;
}
