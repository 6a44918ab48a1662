using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// Makes an instrument out of a symbol, its segment and the day and price at which it first appears, from the dated contract facts.
/// The broker's instrument master of the day knows better; this serves files that carry no master.
/// </summary>
internal static class InstrumentInference
{
    /// <param name="expiry">Where it is known and the symbol does not tell it.</param>
    public static Instrument Infer(
        int id, string symbol, Segment segment, InstrumentKind kind, DateOnly day, Price price, ContractSpecs specs, InstrumentLists lists,
        DateOnly? expiry = null)
    {
        string underlying = SymbolRules.Underlying(symbol);
        if (kind == InstrumentKind.Equity && lists.Holds(InstrumentList.Etf, symbol, day)) kind = InstrumentKind.Etf;
        bool contract = kind is InstrumentKind.Future or InstrumentKind.Option;
        bool derivative = contract || kind == InstrumentKind.Index;
        if (contract) expiry ??= SymbolRules.Expiry(symbol);
        Price strike = kind == InstrumentKind.Option ? SymbolRules.Strike(symbol) : Price.Zero;
        UnderlyingClass of = ContractRules.ClassOf(segment, SymbolRules.IsIndex(underlying));
        // A lot belongs to the contract: its expiry picks the row where it is known. An index trades as the month's future.
        DateOnly lotDay = expiry ?? (kind == InstrumentKind.Index ? new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)) : day);
        Price tick = kind switch
        {
            InstrumentKind.Option => specs.OptionTick(underlying, of, day, strike),
            InstrumentKind.Index or InstrumentKind.Future => specs.FutureTick(underlying, of, day, price),
            _ => specs.StockTick(day, price),
        };
        return new Instrument(
            id, symbol, segment, kind, tick, derivative ? specs.Lot(underlying, lotDay) : 1, derivative ? specs.Multiplier(underlying, day) : 1,
            derivative ? specs.LargestOrder(underlying, day) : 0, expiry)
        {
            IndexTradedAsFuture = kind == InstrumentKind.Index && underlying != "INDIAVIX",
            Underlying = derivative ? underlying : "",
            Strike = strike,
            Right = kind == InstrumentKind.Option ? SymbolRules.Right(symbol) : OptionRight.None,
            Group = ContractRules.GroupOf(segment, kind, contract ? underlying : symbol, day, lists),
            Settlement = contract ? ContractRules.SettlementOf(segment, kind, of, underlying, day, lists) : SettlementStyle.Cash,
            ClosingAuction = kind == InstrumentKind.Equity && lists.Holds(InstrumentList.DerivativeStock, symbol, day),
        };
    }
}
