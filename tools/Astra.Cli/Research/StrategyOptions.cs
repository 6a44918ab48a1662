using System.CommandLine;
using System.Globalization;
using Astra.Markets;
using Astra.Research;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary>Which strategy, with which values, on which chart.</summary>
internal sealed class StrategyOptions
{
    private readonly Option<string> _strategy = new("--strategy") { Description = "Its name, for example sma-cross or macd-cross", HelpName = "NAME", Required = true };
    private readonly Option<string[]> _param = new("--param") { Description = "A parameter that differs from its default, for example fast=10; may be given again", HelpName = "NAME=VALUE" };
    private readonly Option<string> _style = new("--style") { Description = "candle, heikin-ashi, renko or range", DefaultValueFactory = _ => "candle" };
    private readonly Option<decimal?> _brick = new("--brick") { Description = "Rupees of a Renko brick or a range bar", HelpName = "R" };

    public void AddTo(System.CommandLine.Command command)
    {
        _style.AcceptOnlyFromAmong("candle", "heikin-ashi", "renko", "range");
        foreach (Option option in (Option[])[_strategy, _param, _style, _brick]) command.Add(option);
    }

    public BacktestSpec Read(ParseResult parsed)
    {
        string name = parsed.GetRequiredValue(_strategy);
        if (!StrategyRegistry.TryGet(name, out StrategyDescriptor? strategy))
            throw new UsageException($"--strategy {name}: {StrategyRegistry.FirstProblem(name)}");
        ChartStyle style = parsed.GetValue(_style) switch
        {
            "heikin-ashi" => ChartStyle.HeikinAshi,
            "renko" => ChartStyle.Renko,
            "range" => ChartStyle.Range,
            _ => ChartStyle.Candle,
        };
        return new BacktestSpec(strategy, Values(strategy, parsed.GetValue(_param) ?? []), style, Brick(style, parsed.GetValue(_brick)));
    }

    private static double[] Values(StrategyDescriptor strategy, string[] pairs)
    {
        double[] values = strategy.Defaults();
        foreach (string pair in pairs.SelectMany(p => p.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            string[] parts = pair.Split('=', 2, StringSplitOptions.TrimEntries);
            int index = parts.Length == 2 ? strategy.IndexOf(parts[0]) : -1;
            if (index < 0) throw new UsageException($"--param {pair}: {strategy.Name} takes {string.Join(", ", strategy.Parameters.Select(p => $"{p.Name}={p.Default.ToString(CultureInfo.InvariantCulture)}"))}");
            if (!double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out values[index])) throw new UsageException($"--param {pair}: give a number");
        }
        return strategy.Refusal(values) is { } refusal ? throw new UsageException($"--param {refusal}") : values;
    }

    private static Price Brick(ChartStyle style, decimal? rupees)
    {
        bool needed = style is ChartStyle.Renko or ChartStyle.Range;
        if (needed != rupees is not null) throw new UsageException(needed ? "--style renko and range need --brick: rupees of a brick or range" : "--brick belongs to --style renko or range");
        if (rupees is not { } size) return default;
        return size > 0 && decimal.Round(size, 4) == size && size < 1_000_000
            ? Price.FromRupees(size)
            : throw new UsageException($"--brick {size.ToString(CultureInfo.InvariantCulture)}: give rupees, more than 0, with at most four decimals");
    }
}
