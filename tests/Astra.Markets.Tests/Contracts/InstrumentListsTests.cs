namespace Astra.Markets.Tests;

public class InstrumentListsTests
{
    private const string Header = "list,name,value,effective_from,effective_to,source\n";
    private static readonly DateOnly Day = new(2026, 11, 18);

    [Theory]
    [InlineData(InstrumentList.Etf, "NIFTYBEES", true)]
    [InlineData(InstrumentList.Etf, "SILVERIETF", true)]
    [InlineData(InstrumentList.Etf, "MON100", true)]
    [InlineData(InstrumentList.Etf, "RELIANCE", false)]
    [InlineData(InstrumentList.Etf, "SKYGOLD", false)]
    [InlineData(InstrumentList.OtherFund, "GOLDBEES", true)]
    [InlineData(InstrumentList.OtherFund, "SILVERBEES", true)]
    [InlineData(InstrumentList.OtherFund, "LIQUIDBEES", true)]
    [InlineData(InstrumentList.OtherFund, "GOLDIETF", true)]
    [InlineData(InstrumentList.OtherFund, "MON100", true)]
    [InlineData(InstrumentList.OtherFund, "NIFTYBEES", false)]
    [InlineData(InstrumentList.OtherFund, "BANKBEES", false)]
    [InlineData(InstrumentList.Agricultural, "COTTON", true)]
    [InlineData(InstrumentList.Agricultural, "KAPAS", true)]
    [InlineData(InstrumentList.Agricultural, "MENTHAOIL", false)] // processed: pays
    [InlineData(InstrumentList.CashSettled, "CRUDEOIL", true)]
    [InlineData(InstrumentList.CashSettled, "GOLD", false)]
    [InlineData(InstrumentList.DerivativeStock, "RELIANCE", true)]
    public void Names_stand_where_they_belong(InstrumentList list, string name, bool holds) =>
        Assert.Equal(holds, ProjectFacts.Lists.Holds(list, name, Day));

    [Fact]
    public void A_name_counts_on_its_days_and_goes_before_a_pattern()
    {
        InstrumentLists lists = InstrumentLists.Parse(Header + """
            IndexName,N*50,pattern,2024-01-01,,s
            IndexName,N150,exact,2025-01-01,2025-12-31,s
            """);
        Assert.Equal("pattern", lists.Value(InstrumentList.IndexName, "N150", new DateOnly(2024, 12, 31)));
        Assert.Equal("exact", lists.Value(InstrumentList.IndexName, "N150", new DateOnly(2025, 1, 1)));
        Assert.Equal("pattern", lists.Value(InstrumentList.IndexName, "N150", new DateOnly(2026, 1, 1)));
        Assert.Null(lists.Value(InstrumentList.IndexName, "N150", new DateOnly(2023, 12, 31)));
        Assert.Null(lists.Value(InstrumentList.IndexName, "N5", new DateOnly(2026, 1, 1)));
    }

    [Theory]
    [InlineData("Funds,X,,2024-01-01,,s", 2, "unknown")]
    [InlineData("Etf,,,2024-01-01,,s", 2, "blank")]
    [InlineData("Etf,A*B*,,2024-01-01,,s", 2, "more than one *")]
    [InlineData("Etf,X,,2024-01-01,,", 2, "source is blank")]
    [InlineData("IndexName,X,,2024-01-01,,s", 2, "needs a value")]
    [InlineData("Series,NSE:EQ,Shares,2024-01-01,,s", 2, "'Shares' is unknown")]
    [InlineData("Etf,X,,2024-01-01,,s\nEtf,X,,2025-01-01,,s", 3, "already")]
    [InlineData("Etf,X,,2024-01-01,2023-01-01,s", 2, "before")]
    public void A_row_that_cannot_be_is_refused_with_its_line(string rows, int line, string says)
    {
        var error = Assert.Throws<CalendarFormatException>(() => InstrumentLists.Parse(Header + rows));
        Assert.Equal(("instrument-lists.csv", line), (error.File, error.Line));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }
}
