namespace Astra.Costs.Tests;

public class WorkedTradeTests
{
    public static TheoryData<string> Ids => [.. WorkedTrade.All.Select(t => t.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_component_of_a_worked_trade_is_right_to_the_micro_rupee_per_order(string id)
    {
        WorkedTrade trade = WorkedTrade.All.Single(t => t.Id == id);
        decimal[] actual = WorkedTrade.ComponentsOf(trade.Charge(Books.Shipped));
        decimal tolerance = 0.5e-6m * trade.Legs.Select(l => l.Order).Distinct().Count();
        for (int i = 0; i < actual.Length; i++)
            Assert.True(Math.Abs(actual[i] - trade.Expected[i]) <= tolerance,
                $"{id} {WorkedTrade.Components[i]}: {actual[i]} instead of {trade.Expected[i]}");
    }

    [Fact]
    public void The_total_is_the_sum_of_its_parts()
    {
        foreach (WorkedTrade trade in WorkedTrade.All)
        {
            Charges charges = trade.Charge(Books.Shipped);
            Assert.Equal(WorkedTrade.ComponentsOf(charges).Sum(), charges.Total.ToDecimal());
        }
    }

    [Fact]
    public void A_contract_note_cut_from_the_estimate_has_the_published_lines()
    {
        // Rounded once per note as brokers do: paise, then whole rupees for STT and stamp duty; GST on the rounded lines.
        Charges intraday = WorkedTrade.All.Single(t => t.Id == "CE05").Charge(Books.Shipped);
        Assert.Equal(25.79m, Paise(intraday.Exchange.ToDecimal()));
        Assert.Equal(110m, Rupee(intraday.TransactionTax.ToDecimal()));
        Assert.Equal(12m, Rupee(intraday.Stamp.ToDecimal()));
        Assert.Equal(11.99m, Paise(0.18m * (40m + 25.79m + 0.84m)));
        Charges option = WorkedTrade.All.Single(t => t.Id == "CE09").Charge(Books.Shipped);
        Assert.Equal(4.91m, Paise(option.Exchange.ToDecimal()));
        Assert.Equal(8m, Rupee(option.TransactionTax.ToDecimal()));
    }

    private static decimal Paise(decimal rupees) => decimal.Round(rupees, 2, MidpointRounding.AwayFromZero);

    private static decimal Rupee(decimal rupees) => decimal.Round(Paise(rupees), 0, MidpointRounding.AwayFromZero);
}
