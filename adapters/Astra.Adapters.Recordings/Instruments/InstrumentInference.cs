using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// Makes an instrument out of a symbol, its segment and the day and price at which it first appears, from the dated contract facts.
/// The broker's instrument master of the day knows better; this serves files that carry no master.
/// </summary>
internal static class InstrumentInference
{
    public static Instrument Infer(int id, string symbol, Segment segment, InstrumentKind kind, DateOnly day, Price price, ContractSpecs specs)
    {
        string underlying = SymbolRules.Underlying(symbol);
        if (kind == InstrumentKind.Equity && symbol.EndsWith("BEES", StringComparison.Ordinal)) kind = InstrumentKind.Etf;
        bool derivative = kind is InstrumentKind.Index or InstrumentKind.Future or InstrumentKind.Option;
        DateOnly? expiry = kind is InstrumentKind.Future or InstrumentKind.Option ? SymbolRules.Expiry(symbol) : null;
        // A lot belongs to the contract: its expiry picks the row where it is known.
        DateOnly lotDay = expiry ?? day;
        string otherwise = segment switch
        {
            Segment.Commodity => "COMMODITY",
            _ when SymbolRules.IsIndex(underlying) => "INDEX",
            _ => "STOCK",
        };
        Price tick = kind switch
        {
            InstrumentKind.Option => specs.OptionTick(underlying, otherwise, day, price),
            InstrumentKind.Index or InstrumentKind.Future => specs.FutureTick(underlying, otherwise, day, price),
            _ => specs.StockTick(day, price),
        };
        return new Instrument(
            id, symbol, segment, kind, tick, derivative ? specs.Lot(underlying, lotDay) : 1, derivative ? specs.Multiplier(underlying, lotDay) : 1,
            0, expiry)
        {
            IndexTradedAsFuture = kind == InstrumentKind.Index && underlying != "INDIAVIX",
        };
    }
}
