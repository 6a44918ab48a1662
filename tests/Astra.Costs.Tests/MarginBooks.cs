using Astra.Markets;

namespace Astra.Costs.Tests;

/// <summary>The shipped margin rates and capital rules, and contracts to ask them about.</summary>
internal static class MarginBooks
{
    public const string RatesHeader = "item,class,underlying,basis_points,effective_from,effective_to,source,confidence,note\n";
    public const string RulesHeader = "class,minimum_capital,maximum_share_bp,cushion_bp,effective_from,effective_to,source,confidence,note\n";

    public static readonly string RatesText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "margin-rates.csv"));
    public static readonly string RulesText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "capital-rules.csv"));
    public static readonly MarginBook Shipped = MarginBook.Parse(RatesText);
    public static readonly CapitalFilter Filter = new(Shipped, CapitalRules.Parse(RulesText));

    public static readonly DateOnly Day = new(2026, 11, 18);
    public static readonly DateOnly MonthEnd = new(2026, 11, 24);
    public static readonly DateOnly NextMonthEnd = new(2026, 12, 29);

    public static Price Rs(decimal rupees) => Price.FromRupees(rupees);

    public static Money Rupees(decimal rupees) => Money.FromRupees(rupees);

    public static Instrument Share(string symbol = "RELIANCE") =>
        new(0, symbol, Segment.NseEquity, InstrumentKind.Equity, Rs(0.05m), 1);

    public static Instrument Future(string underlying, int lot, DateOnly? expiry = null, Segment segment = Segment.NseDerivatives, int multiplier = 1) =>
        new(0, underlying + "FUT", segment, InstrumentKind.Future, Rs(0.05m), lot, multiplier, Expiry: expiry ?? MonthEnd) { Underlying = underlying };

    public static Instrument Option(string underlying, OptionRight right, decimal strike, int lot = 65, DateOnly? expiry = null,
        Segment segment = Segment.NseDerivatives, int multiplier = 1) =>
        new(0, $"{underlying}{strike}{right}", segment, InstrumentKind.Option, Rs(0.05m), lot, multiplier, Expiry: expiry ?? MonthEnd)
        {
            Underlying = underlying, Strike = Rs(strike), Right = right,
        };

    public static MarginTerms Terms(this MarginBook book, Instrument instrument, Product product = Product.Carry, DateOnly? day = null)
    {
        Assert.True(book.TryResolve(instrument, product, day ?? Day, out MarginTerms terms, out string? problem), problem);
        return terms;
    }

    public static PositionLine Line(Instrument instrument, long quantity, decimal last, DateOnly? day = null) =>
        new(Shipped.Terms(instrument, Product.Carry, day), quantity, Rs(last));
}
