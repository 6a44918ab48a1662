using System.CommandLine;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary><c>astra strategies</c>: what there is to trade with, and one strategy with all that it takes.</summary>
internal static class StrategiesCommand
{
    public static Command Create()
    {
        Option<bool> json = Json();
        Command command = new("strategies", "What there is to trade with: strategies, the regimes that they suit, their parameters") { json, Show() };
        command.SetAction(parsed =>
        {
            StrategyView[] all = [.. StrategyRegistry.All.Select(StrategyView.Of)];
            if (parsed.GetValue(json)) Cli.Json.Write(new { Strategies = all, Hybrids = StrategyRegistry.HybridExamples });
            else StrategiesScreen.WriteAll(all);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show()
    {
        Argument<string> name = new("name") { Description = "A strategy, or an expression in quotes: \"confirm(macd-cross, supertrend-vwap)\"", HelpName = "NAME" };
        Option<bool> json = Json();
        Command command = new("show", "One strategy: its idea, parameters with ranges, figures, and what it did on the generated day") { name, json };
        command.SetAction(parsed =>
        {
            string asked = parsed.GetRequiredValue(name);
            if (!StrategyRegistry.TryGet(asked, out StrategyDescriptor? found)) throw new UsageException(StrategyRegistry.FirstProblem(asked)!);
            StrategyView view = StrategyView.Of(found);
            if (parsed.GetValue(json)) Cli.Json.Write(view);
            else StrategiesScreen.WriteOne(view);
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<bool> Json() => new("--json") { Description = "One JSON object on stdout" };
}
