using System.Globalization;
using Astra.Markets;

namespace Astra.Costs.Tests;

internal sealed record Leg(bool Buy, Money Value, string Order);

/// <summary>A trade worked out by hand in exact fractions, from expected/trades.csv.</summary>
internal sealed record WorkedTrade(
    string Id, string Date, string Broker, Segment Segment, InstrumentKind Kind, bool Intraday, IReadOnlyList<Leg> Legs, decimal[] Expected)
{
    public static readonly string[] Components = ["brokerage", "tax", "exchange", "sebi", "stamp", "gst"];

    public static IReadOnlyList<WorkedTrade> All { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "expected", "trades.csv")).Skip(1).Select(Parse)];

    public static decimal[] ComponentsOf(Charges c) =>
        [c.Brokerage.ToDecimal(), c.TransactionTax.ToDecimal(), c.Exchange.ToDecimal(), c.Sebi.ToDecimal(), c.Stamp.ToDecimal(), c.Gst.ToDecimal()];

    /// <summary>Charges of all legs through the shipped schedules, each leg as one fill of its order.</summary>
    public Charges Charge(ChargeBook book)
    {
        ChargeRates rates = book.Rates(Broker, Segment, Kind, Intraday, Date);
        SortedDictionary<string, Money> before = new(StringComparer.Ordinal);
        Charges sum = Charges.None;
        foreach (Leg leg in Legs)
        {
            Money earlier = before.GetValueOrDefault(leg.Order);
            sum += rates.ForFill(leg.Buy, leg.Value, earlier);
            before[leg.Order] = earlier + leg.Value;
        }
        return sum;
    }

    /// <summary>Legs as <c>B:400@1000#1|S:400@1100#2</c>.</summary>
    public static IReadOnlyList<Leg> ParseLegs(string text) => [.. text.Split('|').Select(leg =>
    {
        string[] parts = leg.Split(':', '@', '#');
        Price price = Price.FromRupees(Number(parts[2]));
        return new Leg(parts[0] == "B", Money.Of(price, long.Parse(parts[1], CultureInfo.InvariantCulture)), parts[3]);
    })];

    private static WorkedTrade Parse(string line)
    {
        string[] cells = line.Split(',');
        return new WorkedTrade(cells[0], cells[1], cells[2], Enum.Parse<Segment>(cells[3]), Enum.Parse<InstrumentKind>(cells[4]),
            cells[5] == "yes", ParseLegs(cells[6]), [.. cells[7..].Select(Number)]);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
