using System.Globalization;
using Astra.Markets;

namespace Astra.Costs.Tests;

/// <summary>The published worked examples, where the reference folder lies beside the repository.</summary>
public class ReferenceTests
{
    private const decimal PerFill = 1e-5m;

    [Fact]
    public void Every_plain_reference_trade_costs_its_unrounded_total()
    {
        int checkedRows = 0;
        foreach (SortedDictionary<string, string> row in Rows())
        {
            if (!TryCharge(row, out Charges charges, out int fills)) continue;
            checkedRows++;
            decimal total = charges.Total.ToDecimal();
            // Estimates tax the actual sale; the day's average is known only when the note is made.
            if (row["stt_basis"] == "vwap") total += Number(row["stt"]) - charges.TransactionTax.ToDecimal();
            decimal difference = total - Number(row["total_unrounded"]);
            Assert.True(Math.Abs(difference) <= PerFill * fills, $"{row["id"]} is off by {difference}");
        }
        Assert.True(checkedRows >= 24, $"only {checkedRows} rows were checked");
    }

    [Fact]
    public void Every_component_of_a_plain_reference_trade_rounds_to_the_published_note()
    {
        foreach (SortedDictionary<string, string> row in Rows())
        {
            if (!TryCharge(row, out Charges charges, out int fills)) continue;
            Near("brokerage", charges.Brokerage, 0.005m * fills);
            if (row["stt_basis"] != "vwap") Near("stt", row["exchange"] == "MCX" ? Money.Zero : charges.TransactionTax, 0.505m);
            Near("ctt", row["exchange"] == "MCX" ? charges.TransactionTax : Money.Zero, 0.005m);
            Near("exchange_txn", charges.Exchange, 0.005m);
            Near("sebi", charges.Sebi, 0.005m);
            Near("stamp", charges.Stamp, 0.505m);
            Near("gst", charges.Gst, 0.005m + 0.18m * 0.005m * (fills + 2));

            void Near(string column, Money actual, decimal tolerance) =>
                Assert.True(Math.Abs(actual.ToDecimal() - Number(row[column])) <= tolerance + PerFill,
                    $"{row["id"]} {column}: {actual.ToDecimal()} against {row[column]}");
        }
    }

    [Fact]
    public void The_reference_schedules_themselves_are_accepted_and_give_the_same_charges()
    {
        ChargeBook reference = ChargeBook.Parse(
            File.ReadAllText(Books.Reference("charges-schedule.csv")), File.ReadAllText(Books.Reference("brokerage-plans.csv")));
        Assert.Equal(Books.Shipped.Brokers, reference.Brokers);
        foreach (WorkedTrade trade in WorkedTrade.All) Assert.Equal(trade.Charge(Books.Shipped), trade.Charge(reference));
    }

    private static bool TryCharge(SortedDictionary<string, string> row, out Charges charges, out int fills)
    {
        charges = Charges.None;
        fills = 0;
        string legs = row["legs"];
        bool plain = legs.Split('|').All(l => l.StartsWith("B:", StringComparison.Ordinal) || l.StartsWith("S:", StringComparison.Ordinal));
        if (!plain || row["options"].Contains("addon", StringComparison.Ordinal)) return false;
        (Segment segment, InstrumentKind kind) = (row["exchange"], row["segment"]) switch
        {
            ("NSE", "EQ_DELIVERY" or "EQ_INTRADAY") => (Segment.NseEquity, InstrumentKind.Equity),
            ("BSE", "EQ_DELIVERY" or "EQ_INTRADAY") => (Segment.BseEquity, InstrumentKind.Equity),
            ("NSE", "EQ_FUT") => (Segment.NseDerivatives, InstrumentKind.Future),
            ("NSE", "EQ_OPT") => (Segment.NseDerivatives, InstrumentKind.Option),
            ("BSE", "EQ_FUT") => (Segment.BseDerivatives, InstrumentKind.Future),
            ("BSE", "EQ_OPT") => (Segment.BseDerivatives, InstrumentKind.Option),
            ("NSE", "CUR_FUT") => (Segment.Currency, InstrumentKind.Future),
            ("NSE", "CUR_OPT") => (Segment.Currency, InstrumentKind.Option),
            ("MCX", "COM_FUT") => (Segment.Commodity, InstrumentKind.Future),
            ("MCX", "COM_OPT") => (Segment.Commodity, InstrumentKind.Option),
            var other => throw new InvalidDataException($"{row["id"]}: no mapping for {other}"),
        };
        IReadOnlyList<Leg> parsed = WorkedTrade.ParseLegs(legs);
        fills = parsed.Count;
        charges = new WorkedTrade(row["id"], row["trade_date"], row["broker"], segment, kind, row["segment"] == "EQ_INTRADAY", parsed, [])
            .Charge(Books.Shipped);
        return true;
    }

    private static IEnumerable<SortedDictionary<string, string>> Rows()
    {
        // Only the columns before the free text are read, and none of those holds a comma.
        string[] lines = File.ReadAllLines(Books.Reference("cost-examples.csv"));
        string[] header = lines[0].Split(',');
        int end = Array.IndexOf(header, "confidence");
        foreach (string line in lines.Skip(1))
        {
            string[] cells = line.Split(',');
            SortedDictionary<string, string> row = new(StringComparer.Ordinal);
            for (int i = 0; i < end; i++) row[header[i]] = cells[i];
            yield return row;
        }
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
