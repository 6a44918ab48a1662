using System.CommandLine;
using System.Diagnostics;
using Astra.Journal.EventStore;
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
        Option<string?> mirror = new("--mirror")
        {
            Description = "Mirrored sessions: engine, server or both are killed, and both must hold the same at the end. --mirror=esdb://… names a server, which is not killed; without one a stand-in is started",
            HelpName = "esdb://…",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> json = new("--json") { Description = "One JSON object on stdout" };
        Command command = new("kill", "kill -9 a shadow session at random moments under load; recover, compare with a clean run, resume") { times, seed, generate, folder, mirror, json };
        command.SetAction(parsed =>
        {
            int count = parsed.GetValue(times);
            if (count < 1) throw new UsageException($"--times {count}: give 1 or more");
            EventStoreSettings? server = parsed.GetValue(mirror) is { } named ? Servers.Parse(named, "--mirror") : null;
            if (parsed.GetValue(mirror) is { } text && text != Servers.Word) Environment.SetEnvironmentVariable(Servers.Variable, text);
            string parent = parsed.GetValue(folder) ?? Path.GetTempPath();
            string work = Path.Combine(parent, $"astra-drill-{Environment.ProcessId}-{Path.GetRandomFileName()}");
            DrillDay day = new(work, GenerateSpec.Parse(parsed.GetValue(generate)!), parsed.GetValue(seed), interrupt);
            long began = Stopwatch.GetTimestamp();
            int failed = InFolder(work, () => parsed.GetResult(mirror) is null
                ? Plain(day, work, count, parsed.GetValue(json), began, interrupt)
                : Mirrored(day, work, server, count, parsed.GetValue(json), began, interrupt));
            return failed == 0 ? ExitCode.Done : ExitCode.No;
        });
        return command;
    }

    /// <summary>The folder stays only where something in it failed.</summary>
    private static int InFolder(string work, Func<int> drill)
    {
        Directory.CreateDirectory(work);
        int failed = 0;
        try
        {
            failed = drill();
        }
        finally
        {
            if (failed == 0) Directory.Delete(work, recursive: true);
            else Terminal.Say($"the journals of the failures are kept in {work}");
        }
        return failed;
    }

    private static List<T> Run<T>(DrillDay day, int count, Func<int, T> kill) => Gauge.Run("drill", "kills", count, show =>
    {
        day.RunClean();
        List<T> outcomes = [];
        for (int number = 1; number <= count; number++)
        {
            outcomes.Add(kill(number));
            show(number);
        }
        return outcomes;
    });

    private static int Plain(DrillDay day, string work, int count, bool json, long began, CancellationToken interrupt)
    {
        List<KillOutcome> outcomes = Run(day, count, new KillDrill(day, work, interrupt).Kill);
        int failed = outcomes.Count(o => o.Problem is not null);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (json) Json.Write(new { Kills = count, Failed = failed, day.Events, Finished = outcomes.Count(o => o.Finished), WallSeconds = Math.Round(seconds, 1), Outcomes = outcomes });
        else DrillReport.Write(outcomes, day.Events, seconds);
        return failed;
    }

    private static int Mirrored(DrillDay day, string work, EventStoreSettings? server, int count, bool json, long began, CancellationToken interrupt)
    {
        using MirrorDrill drill = new(day, work, server, interrupt);
        List<MirrorKillOutcome> outcomes = Run(day, count, drill.Kill);
        int failed = outcomes.Count(o => o.Problem is not null);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (json) Json.Write(new { Kills = count, Failed = failed, day.Events, Server = server?.ToString() ?? "stand-in", WallSeconds = Math.Round(seconds, 1), Outcomes = outcomes });
        else DrillReport.Write(outcomes, day.Events, seconds);
        return failed;
    }
}
