using System.Globalization;

namespace Astra.Indicators.Tests;

public class ReferenceTests
{
    [Fact]
    public void Five_thousand_minutes_agree_in_every_row_for_both_parameter_sets() =>
        Assert.Equal(17 + 18, CheckAll("input.csv.gz", "expected.csv.gz"));

    [Fact]
    public void Flat_rising_spiking_and_one_tick_series_agree_in_every_row() =>
        Assert.Equal(7 * 17, CheckAll("edge_input.csv.gz", "edge_expected.csv.gz"));

    /// <summary>Number of columns checked, over all cases.</summary>
    private static int CheckAll(string inputFile, string expectedFile)
    {
        string[] header = ReferenceSeries.ReadHeader(expectedFile);
        int columns = 0;
        foreach (ReferenceSeries series in ReferenceSeries.Read(inputFile, expectedFile))
            for (int column = 0; column < header.Length; column++)
                if (ReferenceColumn.For(header[column]) is { } reference)
                {
                    Check(series, header[column], column, reference);
                    columns++;
                }
        return columns;
    }

    private static void Check(ReferenceSeries series, string name, int column, ReferenceColumn reference)
    {
        for (int row = 0; row < series.Bars.Count; row++)
        {
            reference.Indicator.Update(series.Bars[row]);
            string cell = series.Expected[row][column];
            string place = $"{name} {series.Name} row {row}";
            Assert.True(reference.IsDefined() == cell.Length > 0, $"{place}: defined {reference.IsDefined()}, expected '{cell}'");
            double actual = reference.Value();
            if (cell.Length == 0)
            {
                Assert.True(actual == 0, $"{place}: {actual} before it is defined");
                continue;
            }
            double expected = double.Parse(cell, CultureInfo.InvariantCulture);
            double difference = Math.Abs(actual - expected);
            Assert.True(difference <= reference.Tolerance * Math.Max(1, Math.Abs(expected)), $"{place}: {actual:R} instead of {cell}");
        }
    }
}
