using System.Globalization;
using Astra.Research;
using Spectre.Console;

namespace Astra.Cli;

/// <summary>A simulation's figures for people and for machines.</summary>
internal sealed record MonteCarloAnswer(TradeReturns Returns, PathPlan Plan, double Milliseconds, SimulationSummary Summary, ForwardTest? Forward)
{
    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Summary.Paths:N0} paths of {Summary.Steps:N0} trades, {Method}");

    private string Method => Plan.Regimes is { } model ? $"{model.States} fitted regimes" : Plan.Method switch
    {
        ResampleMethod.Blocks => $"blocks of {Plan.Block}",
        ResampleMethod.Shuffle => "each trade once, shuffled",
        _ => "trades drawn on their own",
    };

    public void Write()
    {
        (double terminal, double drawdown) = Returns.AsTheyCame();
        IAnsiConsole console = Terminal.Out;
        console.WriteLine(Text($"{Title}, seed {Plan.Seed}, {Milliseconds:N0} ms"));
        console.WriteLine(Text($"the {Returns.Count:N0} trades as they came: end {terminal:0.0000}, maximum drawdown {drawdown:0.00%}, {Returns.Winners} won, {Returns.Losers} lost"));
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumns(["", "end", "± error", "max drawdown", "± error"]);
        foreach (int i in Enumerable.Range(1, 4)) table.Columns[i].RightAligned();
        for (int i = 0; i < SimulationSummary.Levels.Length; i++)
            AddRow(table, Text($"{SimulationSummary.Levels[i]:0%}"), Summary.Terminal.Quantiles[i], Summary.MaxDrawdown.Quantiles[i]);
        AddRow(table, "mean", Summary.Terminal.Mean, Summary.MaxDrawdown.Mean);
        console.Write(table);
        Say("ends lower than it began", Summary.EndsLower);
        foreach (Chance chance in Summary.DrawdownOver) Say(Text($"maximum drawdown over {chance.Threshold:0.##%}"), chance.Probability);
        foreach (Chance chance in Summary.EverBelow) Say(Text($"ever below {chance.Threshold:0.##} of the start"), chance.Probability);
        StreakFigures streak = Summary.LosingStreak;
        console.WriteLine(Text($"longest losing streak: mean {streak.Mean.Value:0.00}, half at most {streak.Median}, 95% {streak.At95}, 99% {streak.At99}"));
        if (Plan.Regimes is { } model)
            for (int state = 0; state < model.States; state++)
                console.WriteLine(Text($"regime {state + 1}: mean {model.Mean[state]:0.000%}, deviation {model.Deviation[state]:0.000%}, stays with {model.Transition[state][state]:0.00}"));
        if (Forward is not { } live) return;
        console.WriteLine(Text($"live, {live.Trades} trades: end {live.Terminal:0.0000}, reached or missed by {live.TerminalRank.Value:0.0%} of the paths; drawdown {live.MaxDrawdown:0.00%}, as deep or deeper in {live.DrawdownRank.Value:0.0%}"));
        console.WriteLine(live.OutOfLine
            ? Text($"out of line with the backtest: under {ForwardTest.Alarm:0%} of its paths do as badly")
            : "in line with the backtest");

        void Say(string what, Estimate chance) => console.WriteLine(Text($"{what}: {chance.Value:0.000%} ± {chance.Error:0.000%}"));
    }

    public void WriteJson() => Json.Write(new
    {
        returns = Returns.Count,
        paths = Summary.Paths,
        trades = Summary.Steps,
        method = Plan.Regimes is not null ? "regimes" : Plan.Method switch { ResampleMethod.Blocks => "block", ResampleMethod.Shuffle => "shuffle", _ => "iid" },
        block = Plan.Method == ResampleMethod.Blocks ? Plan.Block : 1,
        seed = Plan.Seed,
        mean = Returns.Mean,
        deviation = Returns.Deviation,
        winners = Returns.Winners,
        losers = Returns.Losers,
        asTheyCame = new { terminal = Returns.AsTheyCame().Terminal, maxDrawdown = Returns.AsTheyCame().MaxDrawdown },
        exactTerminal = Plan.Method == ResampleMethod.Independent && Plan.Regimes is null && Plan.Trades == 0
            ? new { mean = Returns.ExactTerminal().Mean, deviation = Returns.ExactTerminal().Deviation } : null,
        terminal = Figures(Summary.Terminal),
        maxDrawdown = Figures(Summary.MaxDrawdown),
        probabilities = new
        {
            terminalBelow1 = Summary.EndsLower,
            drawdownOver = Summary.DrawdownOver.ToDictionary(c => Key(c.Threshold), c => c.Probability),
            everBelow = Summary.EverBelow.ToDictionary(c => Key(c.Threshold), c => c.Probability),
        },
        longestLosingStreak = new { mean = Summary.LosingStreak.Mean, median = Summary.LosingStreak.Median, q95 = Summary.LosingStreak.At95, q99 = Summary.LosingStreak.At99 },
        regimes = Plan.Regimes,
        live = Forward is null ? null : new
        {
            trades = Forward.Trades,
            terminal = Forward.Terminal,
            terminalRank = Forward.TerminalRank,
            maxDrawdown = Forward.MaxDrawdown,
            drawdownRank = Forward.DrawdownRank,
            outOfLine = Forward.OutOfLine,
        },
        milliseconds = Math.Round(Milliseconds, 3),
    });

    /// <summary>Quantiles by level: <c>"0.05": {"value": …, "error": …}</c>.</summary>
    private static object Figures(Distribution distribution) => new
    {
        quantiles = SimulationSummary.Levels.Select((level, i) => (level, i)).ToDictionary(l => Key(l.level), l => distribution.Quantiles[l.i]),
        mean = distribution.Mean,
    };

    private static void AddRow(Table table, string name, Estimate end, Estimate drawdown) =>
        table.AddRow(name, Text($"{end.Value:0.0000}"), Text($"{end.Error:0.0000}"), Text($"{drawdown.Value:0.00%}"), Text($"{drawdown.Error:0.00%}"));

    private static string Key(double level) => level.ToString(CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
