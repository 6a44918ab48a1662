using System.Globalization;
using Astra.Markets;

namespace Astra.Indicators.Tests;

public class ReferenceTests
{
    [Fact]
    public void Five_thousand_minutes_agree_in_every_row_and_column() => CheckAll("input.csv.gz", "expected.csv.gz", 1);

    [Fact]
    public void Flat_rising_spiking_and_one_tick_series_agree_in_every_row_and_column() => CheckAll("edge_input.csv.gz", "edge_expected.csv.gz", 2);

    private static void CheckAll(string inputFile, string expectedFile, int firstColumn)
    {
        string[] header = ReferenceSeries.ReadHeader(expectedFile);
        List<string> problems = [];
        foreach (ReferenceSeries series in ReferenceSeries.Read(inputFile, expectedFile))
            for (int column = firstColumn; column < header.Length; column++)
                if (FirstProblem(series, column, IndicatorCatalogue.Parse(header[column])) is { } problem) problems.Add(problem);
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    private static string? FirstProblem(ReferenceSeries series, int column, IndicatorColumn wanted)
    {
        // Running sums over doubles miss even this; all else must be far nearer.
        double tolerance = wanted.Entry.Name is "bb" or "stddev" ? 1e-6 : 1e-8;
        IIndicator indicator = (IIndicator)wanted.Create();
        for (int row = 0; row < series.Bars.Count; row++)
        {
            indicator.Update(series.Bars[row]);
            string cell = series.Expected[row][column];
            string place = $"{wanted.Text} {series.Name} row {row}";
            bool defined = wanted.Output.IsDefined(indicator);
            double actual = wanted.Output.Value(indicator);
            if (defined != cell.Length > 0) return $"{place}: defined {defined}, expected '{cell}'";
            if (!defined)
            {
                if (actual != 0) return $"{place}: {actual} before it is defined";
                continue;
            }
            double expected = double.Parse(cell, CultureInfo.InvariantCulture);
            if (!(Math.Abs(actual - expected) <= tolerance * Math.Max(1, Math.Abs(expected)))) return $"{place}: {actual:R} instead of {cell}";
            if (expected == 0 && actual != 0 && wanted.Entry.Name is not ("macd" or "macdta")) return $"{place}: {actual:R} and not exactly 0";
        }
        return null;
    }
}
