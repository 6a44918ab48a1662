using System.CommandLine;
using Astra.Adapters.Recordings;
using Astra.Host;
using Astra.Markets;
using Spectre.Console;

namespace Astra.Cli;

/// <summary><c>astra run</c>: the whole story in one command. A market day is shadow-traded at a held rate and then replayed from its journal alone.</summary>
internal static class RunCommand
{
    public const int DefaultRate = 250_000;
    private const string DefaultDay = "seed=20261118,instruments=16,ticks=3200000";

    private static readonly Option<string?> Data = new("--data") { Description = "A recording or CSV file (.gz by its ending), or a folder of them; without it a generated day", HelpName = "PATH" };
    private static readonly Option<string> Generate = new("--generate") { Description = $"The generated day: {GenerateSpec.Form}", HelpName = "SPEC", DefaultValueFactory = _ => DefaultDay };
    private static readonly Option<double> Rate = new("--rate") { Description = "Ticks per second that are offered", HelpName = "N", DefaultValueFactory = _ => DefaultRate };
    private static readonly Option<string> Journal = new("--journal") { Description = "Folder of the journals; those of the last run are replaced", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine(".astra", "run") };
    private static readonly Option<string> Profile = new("--profile") { Description = "How waiting threads spend their time", DefaultValueFactory = _ => "shared" };

    public static Command Create(CancellationToken interrupt)
    {
        Command command = new("run", "Shadow-trade a day, then prove it by replaying its journal") { Data, Generate, Rate, Journal, Profile };
        CalendarOptions calendar = new();
        calendar.AddTo(command);
        Profile.AcceptOnlyFromAmong("shared", "core-alone", "dedicated");
        command.SetAction(parsed =>
        {
            double rate = parsed.GetValue(Rate);
            if (!(rate > 0) || !double.IsFinite(rate)) throw new UsageException($"--rate {rate}: give ticks per second, more than 0");
            string folder = parsed.GetValue(Journal)!;
            Story story = new(FeedPace.Rate(rate), ShadowCommand.ProfileOf(parsed.GetValue(Profile)!), calendar.Read(parsed, SettingsOptions.Shipped.Broker), interrupt);
            story.WarmUp(Path.Combine(folder, "warm-up"));
            if (parsed.GetValue(Data) is not { } data)
            {
                // Made ahead, so that making it does not compete with the engine that is measured.
                string recording = Path.Combine(folder, "day.rec");
                using (MarketInput generated = MarketInput.Generated(GenerateSpec.Parse(parsed.GetValue(Generate)!)))
                    Generation.Write(generated.Source, recording, interrupt);
                return TellFile(story, recording, folder);
            }
            return Directory.Exists(data) ? TellAll(story, data, folder, interrupt) : TellFile(story, data, folder);
        });
        return command;
    }

    private static int TellFile(Story story, string file, string folder)
    {
        using MarketInput input = DataFile.Open(file);
        return story.Tell(input, Path.Combine(folder, DataFile.NameOf(file)));
    }

    /// <summary>Every file of a folder in turn; what is no market data is named and passed over.</summary>
    private static int TellAll(Story story, string data, string folder, CancellationToken interrupt)
    {
        int worst = ExitCode.Done, told = 0, failed = 0, passedOver = 0;
        foreach (string file in Directory.EnumerateFiles(data).Order(StringComparer.Ordinal))
        {
            if (interrupt.IsCancellationRequested) return ExitCode.Interrupted;
            try
            {
                int code = TellFile(story, file, folder);
                worst = Math.Max(worst, code);
                told++;
                if (code == ExitCode.No) failed++;
            }
            catch (Exception e) when (Faults.CodeOf(e) == ExitCode.BadInput)
            {
                passedOver++;
                Terminal.Say(e.Message.Contains(file, StringComparison.Ordinal) ? $"passed over: {e.Message}" : $"passed over: {file}: {e.Message}");
            }
            Terminal.Out.WriteLine();
        }
        Terminal.Out.WriteLine(FormattableString.Invariant($"{told} files run, {failed} failed, {passedOver} passed over; net {story.Net:N2} rupees in all"));
        return told > 0 ? worst : throw new UsageException($"{data}: no file in it is a recording or a CSV of bars or ticks");
    }

    /// <summary>What happens to one source.</summary>
    private sealed class Story(FeedPace pace, LatencyProfile profile, SessionCalendar calendar, CancellationToken interrupt)
    {
        private const string SmallDay = "seed=7,instruments=12,ticks=400000";

        /// <summary>Of all sources so far, rupees.</summary>
        public decimal Net { get; private set; }

        /// <summary>A small day first, so that the figures are those of compiled code. Its journal goes at once.</summary>
        public void WarmUp(string folder)
        {
            using MarketInput input = MarketInput.Generated(GenerateSpec.Parse(SmallDay));
            Shadow(input, folder, FeedPace.Max, "warming up");
            ReplayRun.Run(new FolderPlace(folder), new ReplayOptions(), verify: true, "warming up", interrupt);
            Directory.Delete(folder, recursive: true);
        }

        public int Tell(MarketInput input, string folder)
        {
            ShadowResult result = Shadow(input, folder, pace, "shadow");
            Net += result.Net;
            DayReport.Write(result, "run has no resume: run again to begin anew, or look at what there is");
            if (result.Interrupted) return ExitCode.Interrupted;
            Terminal.Out.WriteLine();
            ReplayResult replay = ReplayRun.Run(new FolderPlace(folder), new ReplayOptions(), verify: true, "replay", interrupt);
            DayReport.Verdict(replay);
            return replay.Identical == true && replay.StateHash == result.StateHash ? ExitCode.Done : ExitCode.No;
        }

        private ShadowResult Shadow(MarketInput input, string folder, FeedPace pace, string title)
        {
            OldJournal.Remove(folder);
            ShadowJob job = new()
            {
                Input = input,
                Journal = JournalTarget.In(folder),
                Settings = SettingsOptions.Shipped,
                Plans = DefaultPlans.For(input.Source.Instruments, input.HistoryMinutes),
                Pace = pace,
                Calendar = calendar,
                Profile = profile,
            };
            return ShadowRun.Run(job, title, interrupt);
        }
    }
}
