using System.CommandLine;
using System.Diagnostics;
using Astra.Adapters.Recordings;
using Spectre.Console;

namespace Astra.Cli;

/// <summary><c>astra drill</c>: break it on purpose and see that it holds.</summary>
internal static class DrillCommand
{
    private const string SmallDay = "seed=11,instruments=12,ticks=400000";

    public static Command Create(CancellationToken interrupt) => new("drill", "Break it on purpose and see that it holds") { Kill(interrupt) };

    private static Command Kill(CancellationToken interrupt)
    {
        Option<int> times = new("--times") { Description = "How many kills", HelpName = "N", DefaultValueFactory = _ => 200 };
        Option<int> seed = new("--seed") { Description = "Of the moments", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<string> generate = new("--generate") { Description = $"The day: {GenerateSpec.Form}", HelpName = "SPEC", DefaultValueFactory = _ => SmallDay };
        Option<string?> folder = new("--folder") { Description = "Where the journals go, on the disk to be tried; a temporary folder by default", HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("kill", "kill -9 a shadow session at random moments under load; recover, compare with a clean run, resume") { times, seed, generate, folder, json };
        command.SetAction(parsed =>
        {
            int count = parsed.GetValue(times);
            if (count < 1) throw new UsageException($"--times {count}: give 1 or more");
            MarketDayOptions day = GenerateSpec.Parse(parsed.GetValue(generate)!);
            string parent = parsed.GetValue(folder) ?? Path.GetTempPath();
            string work = Directory.CreateDirectory(Path.Combine(parent, $"astra-drill-{Environment.ProcessId}-{Path.GetRandomFileName()}")).FullName;
            long began = Stopwatch.GetTimestamp();
            KillDrill drill = new(work, day, parsed.GetValue(seed), interrupt);
            IReadOnlyList<KillOutcome> outcomes;
            try
            {
                outcomes = Run(drill, count);
            }
            catch (OperationCanceledException)
            {
                Directory.Delete(work, recursive: true);
                throw;
            }
            int failed = outcomes.Count(o => o.Problem is not null);
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            if (failed == 0) Directory.Delete(work, recursive: true);
            else Terminal.Say($"the journals of the failures are kept in {work}");
            if (parsed.GetValue(json)) Json.Write(new { Kills = count, Failed = failed, drill.Events, Finished = outcomes.Count(o => o.Finished), WallSeconds = Math.Round(seconds, 1), Outcomes = outcomes });
            else Write(outcomes, drill.Events, seconds);
            return failed == 0 ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }

    private static List<KillOutcome> Run(KillDrill drill, int count) => Gauge.Run("drill", "kills", count, show =>
    {
        drill.RunClean();
        List<KillOutcome> outcomes = [];
        for (int number = 1; number <= count; number++)
        {
            outcomes.Add(drill.Kill(number));
            show(number);
        }
        return outcomes;
    });

    private static void Write(IReadOnlyList<KillOutcome> outcomes, long events, double seconds)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (string column in (string[])["kill", "reported durable", "recovered to", "from snapshot", "resumes before"]) table.AddColumn(new TableColumn(column).RightAligned());
        table.AddColumn("outcome");
        foreach (KillOutcome o in outcomes)
            table.AddRow(
                Text($"{o.Number}"), Text($"{o.Reported:N0}"), Text($"{o.Recovered:N0}"), o.FromSnapshot is { } s ? Text($"{s:N0}") : "-", Text($"{o.Resumes}"),
                o.Problem is { } problem ? $"[red]{problem.EscapeMarkup()}[/]" : o.Finished ? "state equal; resumed to the end: all equal" : "state equal");
        Terminal.Out.Write(table);
        int failed = outcomes.Count(o => o.Problem is not null);
        Terminal.Out.WriteLine(Text($"{outcomes.Count} kills of a day of {events:N0} events in {seconds:0} s: {outcomes.Count - failed} held, {failed} failed; {outcomes.Count(o => o.Finished)} journals resumed to the end"));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
