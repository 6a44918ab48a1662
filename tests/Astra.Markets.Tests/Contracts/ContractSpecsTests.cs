namespace Astra.Markets.Tests;

public class ContractSpecsTests
{
    private const string Header = "underlying,field,value,effective_from,effective_to,price_from,source\n";

    [Theory]
    [InlineData("NIFTY", "2024-04-25", 50)]
    [InlineData("NIFTY", "2024-05-02", 25)]
    [InlineData("NIFTY", "2025-01-23", 75)] // a weekly of the new size…
    [InlineData("NIFTY", "2025-01-30", 25)] // …beside the month's contract of the old one, listed before the change
    [InlineData("NIFTY", "2025-02-06", 75)]
    [InlineData("NIFTY", "2025-12-30", 75)]
    [InlineData("NIFTY", "2026-01-06", 65)]
    [InlineData("NIFTY", "2026-11-24", 65)]
    [InlineData("BANKNIFTY", "2025-06-26", 30)]
    [InlineData("BANKNIFTY", "2025-07-31", 35)]
    [InlineData("BANKNIFTY", "2026-01-27", 30)]
    [InlineData("FINNIFTY", "2026-11-24", 60)]
    [InlineData("MIDCPNIFTY", "2025-07-31", 140)]
    [InlineData("SENSEX", "2025-01-03", 10)]
    [InlineData("SENSEX", "2025-01-10", 20)]
    [InlineData("SENSEX", "2025-01-28", 10)]
    [InlineData("SENSEX", "2025-02-04", 20)]
    [InlineData("USDINR", "2026-11-26", 1)] // counted in lots
    [InlineData("NOTHING", "2026-11-26", 1)]
    public void A_lot_belongs_to_the_expiry_of_the_contract(string underlying, string expiry, int lot) =>
        Assert.Equal(lot, ProjectFacts.Specs.Lot(underlying, Day(expiry)));

    [Theory]
    [InlineData("BANKNIFTY", "2025-07-31", 0)] // not known before the first row
    [InlineData("BANKNIFTY", "2025-08-31", 600)]
    [InlineData("BANKNIFTY", "2025-09-01", 900)]
    [InlineData("BANKNIFTY", "2026-03-31", 600)]
    [InlineData("BANKNIFTY", "2026-04-01", 900)]
    [InlineData("BANKNIFTY", "2026-07-01", 600)]
    [InlineData("NIFTY", "2026-11-18", 1800)]
    [InlineData("CRUDEOIL", "2026-11-18", 100)]
    [InlineData("USDINR", "2026-11-18", 10_000)]
    [InlineData("RELIANCE", "2026-11-18", 0)]
    public void The_largest_order_goes_by_the_day(string underlying, string day, int largest) =>
        Assert.Equal(largest, ProjectFacts.Specs.LargestOrder(underlying, Day(day)));

    [Theory]
    [InlineData("2024-06-09", 100, "0.05")]
    [InlineData("2024-06-10", 100, "0.01")]
    [InlineData("2024-06-10", 250, "0.05")]
    [InlineData("2025-04-14", 6000, "0.05")]
    [InlineData("2025-04-15", 249.99, "0.01")]
    [InlineData("2025-04-15", 250, "0.05")]
    [InlineData("2025-04-15", 1000, "0.05")] // up to and with
    [InlineData("2025-04-15", 1000.05, "0.10")]
    [InlineData("2025-04-15", 5000, "0.10")]
    [InlineData("2025-04-15", 5000.10, "0.50")]
    [InlineData("2025-04-15", 10_000.5, "1")]
    [InlineData("2025-04-15", 20_000, "1")]
    [InlineData("2025-04-15", 20_001, "5")]
    public void A_shares_tick_goes_by_day_and_price(string day, decimal price, string tick)
    {
        Assert.Equal(Rupees(tick), ProjectFacts.Specs.StockTick(Day(day), Price.FromRupees(price)));
        Assert.Equal(Rupees(tick), ProjectFacts.Specs.FutureTick("WIPRO", UnderlyingClass.Stock, Day(day), Price.FromRupees(price)));
    }

    [Theory]
    [InlineData("NIFTY", "2025-04-14", 25_000, "0.05")]
    [InlineData("NIFTY", "2025-04-15", 15_000, "0.05")]
    [InlineData("NIFTY", "2025-04-15", 25_000, "0.10")]
    [InlineData("BANKNIFTY", "2025-04-15", 30_000, "0.10")]
    [InlineData("BANKNIFTY", "2025-04-15", 58_000, "0.20")]
    [InlineData("SENSEX", "2026-11-18", 85_000, "0.05")]
    public void An_index_futures_tick_goes_by_the_level(string index, string day, decimal level, string tick) =>
        Assert.Equal(Rupees(tick), ProjectFacts.Specs.FutureTick(index, UnderlyingClass.Index, Day(day), Price.FromRupees(level)));

    [Theory]
    [InlineData("IDEA", UnderlyingClass.Stock, "2025-11-02", 8, "0.05")]
    [InlineData("IDEA", UnderlyingClass.Stock, "2025-11-03", 8, "0.01")]
    [InlineData("IDEA", UnderlyingClass.Stock, "2025-11-03", 0, "0.05")] // no strike to tell the price by
    [InlineData("TCS", UnderlyingClass.Stock, "2025-11-03", 3000, "0.05")]
    [InlineData("NIFTY", UnderlyingClass.Index, "2026-11-18", 25_000, "0.05")]
    [InlineData("GOLD", UnderlyingClass.Commodity, "2026-11-18", 120_000, "0.50")]
    [InlineData("CRUDEOIL", UnderlyingClass.Commodity, "2026-11-18", 5000, "0.10")]
    [InlineData("CRUDEOILM", UnderlyingClass.Commodity, "2026-11-18", 5000, "0.05")]
    [InlineData("USDINR", UnderlyingClass.Currency, "2026-11-18", 88, "0.0025")]
    public void An_options_tick_goes_by_day_and_underlying(string name, UnderlyingClass of, string day, decimal level, string tick) =>
        Assert.Equal(Rupees(tick), ProjectFacts.Specs.OptionTick(name, of, Day(day), Price.FromRupees(level)));

    [Theory]
    [InlineData("X,lots,1,2024-01-01,,0,s", 2, "field 'lots' is unknown")]
    [InlineData("X,lot,1,2024-01-01,,0", 2, "6 cells")]
    [InlineData("X,lot,0,2024-01-01,,0,s", 2, "not above zero")]
    [InlineData("X,lot,1.5,2024-01-01,,0,s", 2, "whole number")]
    [InlineData("X,future_tick,0.00001,2024-01-01,,0,s", 2, "tick")]
    [InlineData("X,lot,1,2024-13-01,,0,s", 2, "not a date")]
    [InlineData("X,lot,1,2024-01-01,2023-01-01,0,s", 2, "before effective_from")]
    [InlineData("X,lot,1,2024-01-01,,0,", 2, "source is blank")]
    [InlineData(",lot,1,2024-01-01,,0,s", 2, "underlying is blank")]
    [InlineData("X,lot,1,2024-01-01,,100,s", 2, "only ticks")]
    [InlineData("X,cash_tick,1,2024-01-01,,100,s", 2, "from price 0")]
    [InlineData("X,cash_tick,1,2024-01-01,,0,s\nX,cash_tick,2,2024-01-01,,0,s", 3, "overlaps")]
    [InlineData("X,lot,1,2024-01-01,2024-03-31,0,s\nX,lot,2,2024-03-31,,0,s", 3, "overlaps")]
    [InlineData("X,lot,1,2024-01-01,2024-03-31,0,s\nX,lot,2,2024-05-31,,0,s", 3, "60 days without")]
    [InlineData("X,freeze,1,2024-01-01,2024-03-31,0,s\nX,freeze,2,2024-04-02,,0,s", 3, "1 days without")]
    [InlineData("X,lot,2,2024-01-01,,0,s\nY,lot,2,2024-01-01,,0,s\nX,lot,1,2023-01-01,,0,s", 4, "must rise")]
    public void A_row_that_cannot_be_is_refused_with_its_line(string rows, int line, string says)
    {
        var error = Assert.Throws<CalendarFormatException>(() => ContractSpecs.Parse(Header + rows));
        Assert.Equal(("contract-specs.csv", line), (error.File, error.Line));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_for_the_future_changes_nothing_before_its_day()
    {
        ContractSpecs amended = ContractSpecs.Parse(ProjectFacts.SpecsText + "\nNIFTY,freeze,2400,2027-01-01,,0,a circular to come\n");
        Assert.Equal(1800, amended.LargestOrder("NIFTY", Day("2026-12-31")));
        Assert.Equal(2400, amended.LargestOrder("NIFTY", Day("2027-01-01")));
    }

    [Fact]
    public void The_reference_rows_of_lots_multipliers_and_freezes_are_told()
    {
        int checkedRows = 0;
        foreach (Dictionary<string, string> row in SharedReference.Rows("contract-specs.csv"))
        {
            (string name, string field, DateOnly from) = (row["underlying"], row["field"], Day(row["effective_from"]));
            if (!int.TryParse(row["value"], out int value) || row["exchange"] == "NSE" && name.EndsWith("INR", StringComparison.Ordinal) && field == "LOT") continue;
            switch (field)
            {
                case "LOT": Assert.Equal(value, ProjectFacts.Specs.Lot(name, from)); break;
                case "VALUE_MULTIPLIER": Assert.Equal(value, ProjectFacts.Specs.Multiplier(name, from)); break;
                case "FREEZE_QTY" or "MAX_ORDER": Assert.Equal(value, ProjectFacts.Specs.LargestOrder(name, from)); break;
                default: continue;
            }
            checkedRows++;
        }
        Assert.True(checkedRows > 50, $"only {checkedRows} rows");
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");

    private static Price Rupees(string text) => Price.FromRupees(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
}
