using Astra.Costs;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>One instrument and the answer.</summary>
/// <param name="Terms">Default where none are known; <paramref name="Problem"/> says why then.</param>
/// <param name="Lots">How many lots the capital could hold by the same rules; 0 where not even one.</param>
internal sealed record FeasibleRow(Instrument Instrument, Price Last, Price Underlying, Feasibility Result, CapitalTerms Terms, long Lots, string? Problem)
{
    /// <param name="sell">True to sell to open, false to buy.</param>
    public static FeasibleRow Of(CapitalFilter filter, Instrument instrument, Price last, Price underlying, Product product, Money capital, bool sell, DateOnly day)
    {
        if (!filter.TryResolve(instrument, product, day, out CapitalTerms terms, out string? problem))
            return new(instrument, last, underlying, filter.Check(instrument, product, capital, last, underlying, day), default, 0, problem);
        Feasibility result = terms.Check(capital, sell ? -instrument.LotSize : instrument.LotSize, last, underlying);
        long share = (long)((Int128)capital.Micros * terms.MaximumShareBasisPoints / 10_000);
        return new(instrument, last, underlying, result, terms, result.Ok && result.Needed.Micros > 0 ? share / result.Needed.Micros : 0, null);
    }

    public string Class => Problem is not null ? "other" : Terms.Class switch
    {
        CapitalClass.EquityDelivery => "shares, delivery",
        CapitalClass.EquityIntraday => "shares, intraday",
        CapitalClass.IndexFuture => "index futures",
        CapitalClass.StockFuture => "stock futures",
        CapitalClass.IndexOption => "index options",
        CapitalClass.StockOption => "stock options",
        CapitalClass.CurrencyFuture => "currency futures",
        CapitalClass.CurrencyOption => "currency options",
        CapitalClass.CommodityFuture => "commodity futures",
        _ => "commodity options",
    };
}
