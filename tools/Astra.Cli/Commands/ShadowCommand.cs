using System.CommandLine;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Cli;

/// <summary><c>astra shadow</c>: a market through the engine, into a journal.</summary>
internal static class ShadowCommand
{
    private static readonly Option<string?> Speed = new("--speed") { Description = "max (the default), or a multiple of exchange time such as 1 or 10", HelpName = "max|N" };
    private static readonly Option<double?> Rate = new("--rate") { Description = "A held rate in ticks per second of wall time, instead of --speed", HelpName = "N" };
    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on where the journal ends; give the source that it was begun with" };
    private static readonly Option<string?> Plans = new("--plans") { Description = "Plans (JSON); without it the strategies take turns over the instruments", HelpName = "FILE" };
    private static readonly Option<string> Profile = new("--profile") { Description = "How waiting threads spend their time", DefaultValueFactory = _ => "shared" };
    private static readonly Option<bool> Overwrite = new("--overwrite") { Description = "Remove the journal that the folder holds first" };
    private static readonly Option<long?> SnapshotEvery = new("--snapshot-every") { Description = $"Events between snapshots (default {new EngineOptions().SnapshotEvery:N0}); 0 for none", HelpName = "N" };
    private static readonly Option<string?> ReportDurable = new("--report-durable") { Description = "File whose first eight bytes (little endian) follow the durable sequence", HelpName = "FILE" };
    private static readonly Option<bool> AsJson = new("--json") { Description = "One JSON object on stdout" };

    public static System.CommandLine.Command Create(CancellationToken interrupt)
    {
        System.CommandLine.Command command = new("shadow", "Shadow-trade a live, recorded or generated market");
        SourceOptions source = new();
        SettingsOptions settings = new();
        CalendarOptions calendar = new();
        FeedOptions feed = new(most: 2);
        JournalTargetOptions journal = new();
        source.AddTo(command);
        feed.AddTo(command);
        Profile.AcceptOnlyFromAmong("shared", "core-alone", "dedicated");
        journal.AddTo(command);
        foreach (Option option in (Option[])[Speed, Rate, Resume, Plans]) command.Add(option);
        settings.AddTo(command);
        calendar.AddTo(command);
        foreach (Option option in (Option[])[Profile, Overwrite, SnapshotEvery, ReportDurable, AsJson]) command.Add(option);
        command.SetAction(parsed =>
        {
            FeedRequest? live = feed.Read(parsed);
            FeedPace pace = live is null ? PaceOf(parsed) : WithoutPace(parsed);
            if (parsed.GetValue(Resume) && parsed.GetValue(Overwrite)) throw new UsageException("--resume and --overwrite exclude each other; give one");
            JournalTarget target = journal.Read(parsed, parsed.GetValue(Resume), parsed.GetValue(Overwrite));
            if (parsed.GetValue(SnapshotEvery) is < 0 and { } every) throw new UsageException($"--snapshot-every {every}: give a number of events, or 0 for none");
            if (live is not null && source.IsGiven(parsed)) throw new UsageException("--feed is a source of its own; leave the other one and its dates out");
            EngineSettings engine = live is null ? settings.Read(parsed) : settings.Read(parsed, Vendors.BrokerOf(live.Vendors[0]));
            int risk = settings.RiskBasisPoints(parsed, engine.Risk);
            SessionCalendar days = calendar.Read(parsed, engine.Broker);
            if (live is not null) return Tell(parsed, LiveShadow.RunAsync(LiveJobOf(parsed, live, target, engine, risk, days), interrupt).GetAwaiter().GetResult());
            using MarketInput input = source.Open(parsed, others: "--feed, ");
            ShadowJob job = new()
            {
                Input = input,
                Journal = target,
                Settings = engine,
                Plans = parsed.GetValue(Plans) is { } file
                    ? PlanFile.Read(file, input, engine.Risk, risk)
                    : DefaultPlans.For(input.Source.Instruments, input.HistoryMinutes, risk),
                Pace = pace,
                Calendar = days,
                Profile = ProfileOf(parsed.GetValue(Profile)!),
                SnapshotEvery = parsed.GetValue(SnapshotEvery) ?? new EngineOptions().SnapshotEvery,
                Watermark = parsed.GetValue(ReportDurable),
            };
            if (parsed.GetValue(Overwrite)) target.RemoveOld();
            return Tell(parsed, ShadowRun.Run(job, "shadow", interrupt));
        });
        return command;
    }

    private static int Tell(ParseResult parsed, ShadowResult result)
    {
        if (parsed.GetValue(AsJson)) Json.Write(result);
        else DayReport.Write(result);
        if (result.Feed?.Stopped is { } words)
        {
            Terminal.Say($"{words}; the journal keeps what came until then");
            return ExitCode.CouldNotRun;
        }
        if (result.Mirror is { Compared: MirrorVerdict.Different } mirror)
        {
            Terminal.Say(mirror.Text);
            return ExitCode.No;
        }
        if (result.Interrupted) return ExitCode.Interrupted;
        // A quiet hour of a live feed is no mistake of the user's.
        if (result.Ticks + result.Bars > 0 || result.Feed is not null) return ExitCode.Done;
        Terminal.Say("nothing was done: no record of the source was accepted; the reasons are above");
        return ExitCode.BadInput;
    }

    private static LiveJob LiveJobOf(ParseResult parsed, FeedRequest request, JournalTarget journal, EngineSettings engine, int risk, SessionCalendar calendar) => new()
    {
        Request = request,
        Journal = journal,
        Settings = engine,
        Plans = parsed.GetValue(Plans),
        RiskBasisPoints = risk,
        Calendar = calendar,
        Engine = new EngineOptions { Profile = ProfileOf(parsed.GetValue(Profile)!), SnapshotEvery = parsed.GetValue(SnapshotEvery) ?? new EngineOptions().SnapshotEvery },
        Overwrite = parsed.GetValue(Overwrite),
        Watermark = parsed.GetValue(ReportDurable),
    };

    private static FeedPace WithoutPace(ParseResult parsed) =>
        parsed.GetValue(Speed) is null && parsed.GetValue(Rate) is null ? FeedPace.Max : throw new UsageException("--speed and --rate go with a recorded market; a feed comes as it comes");

    public static LatencyProfile ProfileOf(string name) => name switch
    {
        "core-alone" => LatencyProfile.CoreAlone,
        "dedicated" => LatencyProfile.Dedicated,
        _ => LatencyProfile.Shared,
    };

    private static FeedPace PaceOf(ParseResult parsed)
    {
        string? speed = parsed.GetValue(Speed);
        double? rate = parsed.GetValue(Rate);
        if (speed is not null && rate is not null) throw new UsageException("--speed and --rate exclude each other; give one");
        if (rate is { } ticks) return ticks > 0 && double.IsFinite(ticks) ? FeedPace.Rate(ticks) : throw new UsageException($"--rate {ticks}: give ticks per second, more than 0");
        if (speed is null or "max") return FeedPace.Max;
        return double.TryParse(speed, System.Globalization.CultureInfo.InvariantCulture, out double times) && times > 0 && double.IsFinite(times)
            ? FeedPace.Times(times)
            : throw new UsageException($"--speed {speed}: give max, or a number greater than 0");
    }
}
