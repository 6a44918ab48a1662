using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Astra.Research;

namespace Astra.Cli;

/// <summary><c>astra montecarlo</c>: what else a list of trades could have become, and whether a live plan keeps to its backtest.</summary>
internal static class MonteCarloCommand
{
    public static Command Create(CancellationToken interrupt)
    {
        Option<string?> returns = new("--returns") { Description = "CSV with a column return: fractions of wealth, one trade a row, in order of time", HelpName = "CSV" };
        Option<string?> trades = new("--trades") { Description = "Trades of a backtest (column pnl, rupees) instead; needs --capital", HelpName = "CSV" };
        Option<decimal?> capital = new("--capital") { Description = "Rupees that the trades of --trades began with", HelpName = "R" };
        Option<int> paths = new("--paths") { Description = $"Paths, up to {PathSimulation.MostPaths:N0}", HelpName = "N", DefaultValueFactory = _ => 10_000 };
        Option<int> length = new("--length") { Description = "Trades in a path (default: as many as the list has, or the live list)", HelpName = "N" };
        Option<int> block = new("--block") { Description = "Draw circular blocks of so many consecutive trades; 1 = each trade on its own", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<bool> shuffle = new("--shuffle") { Description = "Each trade once, in another order: only the way varies" };
        Option<int> regimes = new("--regimes") { Description = "Draw from so many regimes (2 to 5) fitted to the list", HelpName = "K" };
        Option<ulong> seed = new("--seed") { Description = "Same seed, same figures, whatever the number of threads", HelpName = "S", DefaultValueFactory = _ => 1 };
        Option<int> threads = new("--threads") { Description = "Threads (default: one for each processor)", HelpName = "N" };
        Option<string?> drawdowns = new("--drawdowns") { Description = "Drawdowns whose probability is asked, fractions", HelpName = "X,Y" };
        Option<string?> floors = new("--floors") { Description = "Shares of the starting wealth under which a plan is ruined", HelpName = "X,Y" };
        Option<string?> live = new("--live") { Description = "Live trades so far (column return, or pnl with --capital): where they stand among the paths; exit 1 when out of line", HelpName = "CSV" };
        Option<string?> chart = new("--chart") { Description = "Draw the fan of wealth to this file (.png or .svg)", HelpName = "FILE" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("montecarlo", "Resample a list of trades: quantiles of the end and of the drawdown, probabilities of ruin, each with its standard error")
        {
            returns, trades, capital, paths, length, block, shuffle, regimes, seed, threads, drawdowns, floors, live, chart, json,
        };
        command.SetAction(parsed =>
        {
            string? returnsFile = parsed.GetValue(returns), tradesFile = parsed.GetValue(trades);
            if ((returnsFile is null) == (tradesFile is null)) throw new UsageException("give one of --returns and --trades");
            if (parsed.GetValue(chart) is { } name && !name.EndsWith(".png", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
                throw new UsageException($"--chart {name}: give a file that ends in .png or .svg");
            if (tradesFile is not null && parsed.GetValue(capital) is not > 0) throw new UsageException("--trades has rupees: give the --capital that they began with, more than 0");
            decimal? wealth = tradesFile is null ? null : parsed.GetValue(capital);
            TradeReturns list = TradeReturns.Read((returnsFile ?? tradesFile)!, wealth);
            TradeReturns? follower = parsed.GetValue(live) is { } file ? TradeReturns.Read(file, wealth) : null;
            if (list.Count < TradeReturns.FewTrades)
                Terminal.Say($"only {list.Count} trades: under {TradeReturns.FewTrades} the paths say little more than that; read the figures as a sketch");
            PathPlan plan = new()
            {
                Paths = InRange(parsed.GetValue(paths), 1, PathSimulation.MostPaths, "--paths"),
                Trades = follower?.Count ?? InRange(parsed.GetValue(length), 0, 1_000_000, "--length"),
                Method = parsed.GetValue(shuffle) ? ResampleMethod.Shuffle : parsed.GetValue(block) > 1 ? ResampleMethod.Blocks : ResampleMethod.Independent,
                Block = InRange(parsed.GetValue(block), 1, list.Count, "--block"),
                Seed = parsed.GetValue(seed),
                Threads = InRange(parsed.GetValue(threads), 0, 1_024, "--threads"),
                Regimes = parsed.GetValue(regimes) is var states && states != 0 ? Regimes(list, states) : null,
            };
            if (plan.Method == ResampleMethod.Shuffle && (plan.Trades > 0 || plan.Block > 1 || plan.Regimes is not null))
                throw new UsageException("--shuffle takes each trade once: leave out --length, --block, --regimes and --live");
            if (plan.Regimes is not null && plan.Block > 1) throw new UsageException("--regimes and --block exclude each other");

            long began = Stopwatch.GetTimestamp();
            PathSimulation simulation = Gauge.Run("simulating", "paths", plan.Paths, show => Bootstrap.Run(list, plan, show, interrupt));
            double milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (simulation.Paths == 0) return ExitCode.Interrupted;
            MonteCarloAnswer answer = new(
                list, plan, milliseconds, SimulationSummary.Of(simulation, Shares(parsed.GetValue(drawdowns), "--drawdowns"), Shares(parsed.GetValue(floors), "--floors")),
                follower is null ? null : ForwardTest.Run(follower, simulation));
            if (parsed.GetValue(chart) is { } picture) Bootstrap.Fan(list, plan).Draw(picture, answer.Title, follower is null ? null : Wealth(follower));
            if (parsed.GetValue(json)) answer.WriteJson();
            else answer.Write();
            if (simulation.Paths < plan.Paths) return ExitCode.Interrupted;
            return answer.Forward is { OutOfLine: true } ? ExitCode.No : ExitCode.Done;
        });
        return command;
    }

    private static RegimeModel Regimes(TradeReturns list, int states)
    {
        try
        {
            return RegimeModel.Fit(list.Values, states);
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--regimes {states}: {e.Message.Split(" (Parameter")[0]}");
        }
    }

    private static double[] Wealth(TradeReturns live)
    {
        double[] wealth = new double[live.Count + 1];
        wealth[0] = 1;
        for (int i = 0; i < live.Count; i++) wealth[i + 1] = wealth[i] * (1 + live.Values[i]);
        return wealth;
    }

    private static int InRange(int value, int least, int most, string option) =>
        value >= least && value <= most ? value : throw new UsageException($"{option} {value}: give {least} to {most}");

    private static double[]? Shares(string? text, string option) =>
        text is null ? null : [.. text.Split(',', StringSplitOptions.TrimEntries).Select(cell =>
            double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is > 0 and < 1
                ? share : throw new UsageException($"{option} {cell}: give fractions between 0 and 1 such as 0.1,0.2"))];
}
