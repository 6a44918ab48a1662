using System.CommandLine;
using Astra.Markets;
using Astra.Research;

namespace Astra.Cli;

/// <summary><c>astra warmup</c>: how much history a strategy needs before its decisions are those of a long run.</summary>
internal static class WarmupCommand
{
    public static System.CommandLine.Command Create(CancellationToken interrupt)
    {
        BarsOptions bars = new();
        StrategyOptions strategy = new();
        Option<int> starts = new("--starts") { Description = "How many first bars to begin at", HelpName = "N", DefaultValueFactory = _ => 20 };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        System.CommandLine.Command command = new("warmup", "Begin at later bars: after how many do the decisions agree? Exit 1 when they do not settle");
        bars.AddTo(command);
        strategy.AddTo(command);
        command.Add(starts);
        command.Add(json);
        command.SetAction(parsed =>
        {
            int count = parsed.GetValue(starts);
            if (count is < 1 or > 10_000) throw new UsageException($"--starts {count}: give 1 to 10,000");
            BacktestSpec spec = strategy.Read(parsed);
            SessionCalendar calendar = bars.Calendar(parsed, null);
            bool settled = true;
            List<object> answers = [];
            foreach (BarSeries series in bars.Load(parsed, calendar, interrupt).Series)
            {
                IReadOnlyList<WarmUpStart> found = Gauge.Run($"beginning {series.Instrument.Symbol}", "starts", count, told =>
                    WarmUp.Check(series, () => new ChartDecider(spec.CreateFor(series), spec.Style, spec.ChartSize), count, interrupt.Stopping(told)));
                int most = found.Count == 0 ? 0 : found.Max(f => f.Bars);
                bool agrees = found.All(f => f.Settled);
                settled &= agrees;
                answers.Add(new { series.Instrument.Symbol, Bars = most, Settled = agrees, Starts = found });
                if (!parsed.GetValue(json))
                    Console.Out.WriteLine(agrees
                        ? $"{series.Instrument.Symbol}: decisions agree after {Count.Of(most, "bar")} at most, from {Count.Of(found.Count, "start")}"
                        : $"{series.Instrument.Symbol}: decisions still differ {Count.Of(most, "bar")} after the start; the strategy remembers further than that");
            }
            if (parsed.GetValue(json)) Json.Write(new { Strategy = spec.Strategy.Name, Settled = settled, Symbols = answers });
            return settled ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }
}
