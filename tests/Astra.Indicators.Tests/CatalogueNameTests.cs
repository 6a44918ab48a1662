namespace Astra.Indicators.Tests;

public class CatalogueNameTests
{
    [Fact]
    public void Names_and_columns_are_each_unique()
    {
        Assert.Distinct(IndicatorCatalogue.All.Select(e => e.Name));
        Assert.Distinct(IndicatorCatalogue.All.SelectMany(e => e.Outputs.Select(o => o.Column)));
    }

    [Fact]
    public void Every_column_of_bars_is_found_again_by_its_own_name_and_by_its_defaults()
    {
        foreach (IndicatorEntry entry in IndicatorCatalogue.All.Where(e => e.Feed == IndicatorFeed.Bars))
            foreach (IndicatorOutput output in entry.Outputs)
                foreach (string text in (string[])[entry.ColumnOf(output, entry.Defaults()), output.Column])
                {
                    IndicatorColumn column = IndicatorCatalogue.Parse(text);
                    Assert.Equal((entry, output, text), (column.Entry, column.Output, column.Text));
                    Assert.Equal(entry.Defaults(), column.Values);
                }
    }

    [Theory]
    [InlineData("sma_5x", "no number")]
    [InlineData("nothing_3", "no column 'nothing_3'; there are sma_20")]
    [InlineData("", "no column")]
    [InlineData("sma_", "no column")]
    [InlineData("sma_0", "between 1 and 100000")]
    [InlineData("sma_2.5", "whole number")]
    [InlineData("sma_99999999999", "whole number")]
    [InlineData("sma_-5", "no number")]
    [InlineData("sma_3_4", "takes n; an example is sma_20")]
    [InlineData("obv_3", "takes no numbers")]
    [InlineData("macd_26_12_9", "under the slow one")]
    [InlineData("bb_upper_20_0", "factor")]
    [InlineData("psar_0.3_0.2", "from the step")]
    [InlineData("correlation_20", "two instruments")]
    [InlineData("microprice", "order book")]
    public void A_name_that_stands_for_nothing_is_refused_with_the_reason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<IndicatorColumnException>(() => IndicatorCatalogue.Parse(text)).Message, StringComparison.Ordinal);
}
