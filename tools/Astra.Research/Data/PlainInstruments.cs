using Astra.Markets;

namespace Astra.Research;

/// <summary>
/// Instruments of which a file tells no more than symbol and segment: tick 0.05, lots of one. An index trades as its future would. Who knows
/// lots and ticks by date gives a maker of their own.
/// </summary>
public static class PlainInstruments
{
    private static readonly Price Tick = new(500);

    public static Instrument? Of(int id, string symbol, string segment, DateOnly day, Price price)
    {
        return segment switch
        {
            "" or "NSE_EQ" => Make(Segment.NseEquity, InstrumentKind.Equity),
            "BSE_EQ" => Make(Segment.BseEquity, InstrumentKind.Equity),
            "NSE_INDEX" => Make(Segment.NseDerivatives, InstrumentKind.Index),
            "BSE_INDEX" => Make(Segment.BseDerivatives, InstrumentKind.Index),
            "NSE_FUT" => Make(Segment.NseDerivatives, InstrumentKind.Future),
            "BSE_FUT" => Make(Segment.BseDerivatives, InstrumentKind.Future),
            "NSE_OPT" => Make(Segment.NseDerivatives, InstrumentKind.Option),
            "BSE_OPT" => Make(Segment.BseDerivatives, InstrumentKind.Option),
            "MCX_FUT" => Make(Segment.Commodity, InstrumentKind.Future),
            "MCX_OPT" => Make(Segment.Commodity, InstrumentKind.Option),
            "CUR_FUT" => Make(Segment.Currency, InstrumentKind.Future),
            "CUR_OPT" => Make(Segment.Currency, InstrumentKind.Option),
            _ => null,
        };

        Instrument Make(Segment s, InstrumentKind kind) => new(id, symbol, s, kind, Tick, 1) { IndexTradedAsFuture = kind == InstrumentKind.Index };
    }
}
