using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research.Tests;

/// <summary>The four published cases: every trade, fee and equity row.</summary>
public sealed class ReferenceTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string, string, string, TradeSides, int> Cases { get; } = new()
    {
        { "sma_10_30_long_fixed", "sma-cross", "fast=10,slow=30", TradeSides.LongOnly, 100 },
        { "macd_12_26_9_long_fixed", "macd-cross", "fast=12,slow=26,signal=9", TradeSides.LongOnly, 100 },
        { "sma_10_30_long_allin", "sma-cross", "fast=10,slow=30", TradeSides.LongOnly, 0 },
        { "macd_12_26_9_reverse_fixed", "macd-cross", "fast=12,slow=26,signal=9", TradeSides.Reverse, 100 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_trade_fee_and_equity_row_is_the_reference(string name, string strategy, string values, TradeSides sides, int quantity)
    {
        BarSeries series = BarFile.Read(SharedFolder.Find("reference", "backtest", "input.csv.gz")).Series.Single();
        LedgerRules rules = new() { Sides = sides, Quantity = quantity };
        BacktestResult result = NextOpenRunner.WithFlatFees(series, rules, 300_000).Run(Specs.Of(strategy, values));

        string[] expected = File.ReadAllLines(SharedFolder.Find("reference", "backtest", name + ".trades.csv"));
        Assert.Equal(expected, BacktestCsv.Trades(result));
        string[] equity = ReadPacked(SharedFolder.Find("reference", "backtest", name + ".equity.csv.gz"));
        string[] made = [.. BacktestCsv.Equity(result)];
        Assert.Equal(equity.Length, made.Length);
        for (int i = 1; i < equity.Length; i++)
        {
            Assert.StartsWith($"{i - 1},", made[i], StringComparison.Ordinal);
            Assert.Equal(Last(equity[i]), Last(made[i]), Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Totals_are_the_reference_s(string name, string strategy, string values, TradeSides sides, int quantity)
    {
        BarSeries series = BarFile.Read(SharedFolder.Find("reference", "backtest", "input.csv.gz")).Series.Single();
        BacktestResult result = NextOpenRunner.WithFlatFees(series, new LedgerRules { Sides = sides, Quantity = quantity }, 300_000).Run(Specs.Of(strategy, values));

        using JsonDocument summary = JsonDocument.Parse(File.ReadAllText(SharedFolder.Find("reference", "backtest", "summary.json")));
        JsonElement expected = summary.RootElement.GetProperty(name);
        Assert.Equal(expected.GetProperty("closed_trades").GetInt32(), result.Closed.Count());
        Assert.Equal(expected.GetProperty("open_position").GetInt32(), result.OpenPosition);
        Assert.Equal(expected.GetProperty("winning_trades").GetInt32(), result.Closed.Count(t => t.Profit > Amount.Zero));
        Assert.Equal(expected.GetProperty("final_cash").GetDouble(), result.FinalCash.Rupees, Tolerance);
        Assert.Equal(expected.GetProperty("final_equity").GetDouble(), result.FinalEquity.Rupees, Tolerance);
        Assert.Equal(expected.GetProperty("total_fees").GetDouble(), result.Fees.Rupees, Tolerance);
        Assert.Equal(expected.GetProperty("sum_closed_pnl").GetDouble(), result.Closed.Sum(t => t.Profit.Rupees), 1e-5);
    }

    private static double Last(string row) => double.Parse(row.AsSpan(row.LastIndexOf(',') + 1), CultureInfo.InvariantCulture);

    private static string[] ReadPacked(string path)
    {
        using GZipStream unpacked = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(unpacked);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
