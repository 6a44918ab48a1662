using Astra.Markets;
using static Astra.Costs.Tests.MarginBooks;

namespace Astra.Costs.Tests;

/// <summary>Rates are dated rows, and a bad row is named.</summary>
public sealed class MarginRateTests
{
    [Theory]
    [InlineData("SPAN,INDEX,*,1100,2020-07-01,,s,M,", "unknown item 'SPAN'")]
    [InlineData("INITIAL,FUTURES,*,1100,2020-07-01,,s,M,", "unknown class 'FUTURES'")]
    [InlineData("INITIAL,INDEX,,1100,2020-07-01,,s,M,", "the underlying is empty")]
    [InlineData("INITIAL,INDEX,*,13%,2020-07-01,,s,M,", "basis_points '13%' is not a number")]
    [InlineData("INITIAL,INDEX,*,-1,2020-07-01,,s,M,", "basis_points '-1' is not a number")]
    [InlineData("INITIAL,INDEX,*,12.5,2020-07-01,,s,M,", "basis_points 12.5 is not a whole number up to 10000")]
    [InlineData("INITIAL,INDEX,*,10001,2020-07-01,,s,M,", "basis_points 10001 is not a whole number up to 10000")]
    [InlineData("CALENDAR_EXPIRY_DAY,INDEX,*,5000,2020-07-01,,s,M,", "CALENDAR_EXPIRY_DAY is 5000")]
    [InlineData("INITIAL,INDEX,*,1100,1 July 2020,,s,M,", "effective_from '1 July 2020' is not a date")]
    [InlineData("INITIAL,INDEX,*,1100,2020-07-01,2020-06-30,s,M,", "effective_to 2020-06-30 is before effective_from 2020-07-01")]
    [InlineData("INITIAL,INDEX,*,1100,2020-07-01,,,M,", "the source is empty")]
    [InlineData("INITIAL,INDEX,*,1100,2020-07-01,,s,sure,", "unknown confidence 'sure'")]
    [InlineData("INITIAL,INDEX,*,1100,2020-07-01,,s,M", "8 cells where 9 belong")]
    public void A_bad_row_is_named_by_its_line(string row, string problem)
    {
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => MarginRates.Parse(RatesHeader + "\n" + row));
        Assert.Equal((ScheduleFile.MarginRates, 3), (error.File, error.Line));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.StartsWith("margin-rates.csv line 3: ", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    [Theory]
    [InlineData("*,1,2020-01-01,2022-01-01", "*,1,2022-01-01,", "overlaps line 2")]
    [InlineData("*,1,2020-01-01,", "*,1,2020-01-01,", "overlaps line 2")]
    [InlineData("GOLD,1,2020-01-01,2022-01-01", "GOLD,1,2021-01-01,", "overlaps line 2")]
    [InlineData("*,1,2020-01-01,2021-12-30", "*,1,2022-01-01,", "leaves a gap after line 2")]
    public void Overlaps_and_gaps_are_found(string first, string second, string problem)
    {
        string text = $"{RatesHeader}INITIAL,COMMODITY,{first},s,M,\nINITIAL,COMMODITY,{second},s,M,\n";
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => MarginRates.Parse(text));
        Assert.Equal(3, error.Line);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_is_one_line_and_speaks_from_its_day()
    {
        MarginBook book = MarginBook.Parse(RatesText + "INITIAL,COMMODITY,GOLD,1000,2026-11-18,,a circular,H,\n");
        Instrument gold = Future("GOLD", 1, MonthEnd, Segment.Commodity, 100);
        Assert.Equal(725, book.Terms(gold, Product.Carry, new DateOnly(2026, 11, 17)).BasisPointsOfValue);
        Assert.Equal(1000, book.Terms(gold, Product.Carry, new DateOnly(2026, 11, 18)).BasisPointsOfValue);
    }

    [Fact]
    public void A_names_own_row_that_ends_leaves_the_class_to_speak()
    {
        MarginBook book = MarginBook.Parse(RatesText + "INITIAL,STOCK,RELIANCE,4650,2026-11-10,2026-11-18,a circular,H,additional margin\n");
        Assert.Equal(2500, book.Terms(Future("RELIANCE", 500), Product.Carry, new DateOnly(2026, 11, 9)).BasisPointsOfValue);
        Assert.Equal(5000, book.Terms(Future("RELIANCE", 500), Product.Carry, new DateOnly(2026, 11, 18)).BasisPointsOfValue);
        Assert.Equal(2500, book.Terms(Future("RELIANCE", 500), Product.Carry, new DateOnly(2026, 11, 19)).BasisPointsOfValue);
    }

    [Fact]
    public void A_volatile_share_may_have_an_intraday_row_of_its_own()
    {
        MarginBook book = MarginBook.Parse(RatesText + "INITIAL,EQ_INTRADAY,IDEA,5000,2026-01-01,,a broker's list,M,\n");
        Assert.Equal(5000, book.Terms(Share("IDEA"), Product.Intraday).BasisPointsOfValue);
        Assert.Equal(2000, book.Terms(Share("TCS"), Product.Intraday).BasisPointsOfValue);
    }

    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        string[] rows = RatesText.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Array.Reverse(rows);
        MarginBook reversed = MarginBook.Parse(RatesHeader + string.Join('\n', rows));
        foreach (string name in (string[])["NIFTY", "RELIANCE", "SENSEX"])
            Assert.Equal(Shipped.Terms(Future(name, 1)).BasisPointsOfValue, reversed.Terms(Future(name, 1)).BasisPointsOfValue);
    }
}
