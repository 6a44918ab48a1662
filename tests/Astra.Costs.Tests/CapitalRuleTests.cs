namespace Astra.Costs.Tests;

public sealed class CapitalRuleTests
{
    [Theory]
    [InlineData("OPTIONS,100000,5000,0,2020-07-01,,s,,", "unknown class 'OPTIONS'")]
    [InlineData("INDEX_OPT,1 lakh,5000,0,2020-07-01,,s,,", "minimum_capital '1 lakh' is not a number")]
    [InlineData("INDEX_OPT,0.001,5000,0,2020-07-01,,s,,", "minimum_capital 0.001 is not a capital")]
    [InlineData("INDEX_OPT,100000,0,0,2020-07-01,,s,,", "maximum_share_bp is 0")]
    [InlineData("INDEX_OPT,100000,10001,0,2020-07-01,,s,,", "maximum_share_bp 10001 is not a whole number up to 10000")]
    [InlineData("INDEX_OPT,100000,5000,100001,2020-07-01,,s,,", "cushion_bp 100001 is not a whole number up to 100000")]
    [InlineData("INDEX_OPT,100000,5000,0,soon,,s,,", "effective_from 'soon' is not a date")]
    [InlineData("INDEX_OPT,100000,5000,0,2020-07-01,2020-06-30,s,,", "effective_to 2020-06-30 is before effective_from 2020-07-01")]
    [InlineData("INDEX_OPT,100000,5000,0,2020-07-01,,,,", "the source is empty")]
    [InlineData("INDEX_OPT,100000,5000,0,2020-07-01,,s,Z,", "unknown confidence 'Z'")]
    public void A_bad_row_is_named_by_its_line(string row, string problem)
    {
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => CapitalRules.Parse(MarginBooks.RulesHeader + row));
        Assert.Equal((ScheduleFile.CapitalRules, 2), (error.File, error.Line));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.StartsWith("capital-rules.csv line 2: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2020-01-01,", "2020-01-01,", "overlaps line 2")]
    [InlineData("2020-01-01,2022-01-01", "2022-01-01,", "overlaps line 2")]
    [InlineData("2020-01-01,2021-12-30", "2022-01-01,", "leaves a gap after line 2")]
    public void Overlaps_and_gaps_are_found(string first, string second, string problem)
    {
        string text = $"{MarginBooks.RulesHeader}COM_OPT,1,1,0,{first},s,,\nCOM_OPT,2,1,0,{second},s,,\n";
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => CapitalRules.Parse(text));
        Assert.Equal(3, error.Line);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }
}
