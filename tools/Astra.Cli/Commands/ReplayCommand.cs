using System.CommandLine;
using System.Globalization;
using Astra.Core;
using Astra.Host;
using Astra.Journal;

namespace Astra.Cli;

/// <summary><c>astra replay</c>: a journal through the same core and strategies again, held against what was said then.</summary>
internal static class ReplayCommand
{
    private static readonly Option<bool> Verify = new("--verify") { Description = "Compare every outbound event and checkpoint (the default); asked for by name, having nothing to compare is a failure" };
    private static readonly Option<bool> NoVerify = new("--no-verify") { Description = "Compare nothing" };
    private static readonly Option<string?> FromSnapshot = new("--from-snapshot")
    {
        Description = "Begin from a snapshot: its sequence as 'journal stat' lists it, its number from 1, or 'last'",
        HelpName = "N",
    };
    private static readonly Option<string?> Until = new("--until") { Description = "Stop before the first event later than this (Indian time unless an offset is given)", HelpName = "TIME" };
    private static readonly Option<long?> UntilSequence = new("--until-sequence") { Description = "Last inbound sequence to replay", HelpName = "N" };
    private static readonly Option<int> Batch = new("--batch") { Description = "Most events that the core takes at a time", HelpName = "N", DefaultValueFactory = _ => new ReplayOptions().Batch };
    private static readonly Option<bool> AsJson = new("--json") { Description = "One JSON object on stdout" };

    public static System.CommandLine.Command Create(CancellationToken interrupt)
    {
        System.CommandLine.Command command = new("replay", "Replay a journal and prove that it says the same again");
        JournalPlaceOptions journal = new(interrupt);
        journal.AddTo(command);
        foreach (Option option in (Option[])[Verify, NoVerify, FromSnapshot, Until, UntilSequence, Batch, AsJson]) command.Add(option);
        command.SetAction(parsed =>
        {
            JournalPlace place = journal.Read(parsed);
            ReplayResult result;
            try
            {
                ReplayOptions options = OptionsOf(parsed, place);
                RequireSomething(options, place);
                result = ReplayRun.Run(place, options, !parsed.GetValue(NoVerify), "replay", interrupt);
            }
            catch (JournalCorruptException e)
            {
                Terminal.Say(e.Message);
                if (parsed.GetValue(AsJson)) Json.Write(new { Command = "replay", Source = place.Name, Identical = false, Problem = e.Message });
                return ExitCode.No;
            }
            if (parsed.GetValue(AsJson)) Json.Write(result);
            else DayReport.Write(result);
            return parsed.GetValue(NoVerify) ? ExitCode.Done : Verdict(result, asked: parsed.GetValue(Verify));
        });
        return command;
    }

    private static int Verdict(ReplayResult result, bool asked)
    {
        if (result.FirstDifference is { } difference)
        {
            Terminal.Say($"the replay differs: {difference}");
            return ExitCode.No;
        }
        // Cut short by a crash it is no difference, but what it lacks was not proved.
        if (result.Compared < result.Said)
            Terminal.Say(FormattableString.Invariant(
                $"compared {result.Compared} of {result.Said} outbound events: the outbound log ends early; shadow --resume with the journal's own source completes it"));
        return asked && result.Compared == 0 && result.Said > 0 ? ExitCode.No : ExitCode.Done;
    }

    private static ReplayOptions OptionsOf(ParseResult parsed, JournalPlace place)
    {
        int batch = parsed.GetValue(Batch);
        if (batch < 1) throw new UsageException($"--batch {batch}: give 1 or more");
        if (parsed.GetValue(Verify) && parsed.GetValue(NoVerify)) throw new UsageException("--verify and --no-verify exclude each other");
        if (parsed.GetValue(UntilSequence) is < 0 and { } until) throw new UsageException($"--until-sequence {until}: give an inbound sequence, 0 or more");
        return new ReplayOptions
        {
            Batch = batch,
            FromSnapshot = parsed.GetValue(FromSnapshot) is { } snapshot ? SnapshotOf(snapshot, place) : null,
            Until = parsed.GetValue(Until) is { } time ? Dates.ParseTime(time, "--until", place.FirstDay()) : null,
            UntilSequence = parsed.GetValue(UntilSequence),
        };
    }

    /// <summary>What was asked for holds at least one event, and the snapshot named is the one that will be used.</summary>
    private static void RequireSomething(ReplayOptions options, JournalPlace place)
    {
        using JournalReading reading = place.Read();
        IJournalReader reader = reading.Journal;
        if (options.FromSnapshot is { } named && !(reading.Snapshots.TryLoad(named, out long found, out _) && found == named))
            throw new DamageException($"{place.Name}: snapshot {named} is damaged; name another of those that 'astra journal stat' lists, or leave --from-snapshot out");
        long next = options.FromSnapshot + 1 ?? 0;
        // A journal that was shortened, or is empty, is the replay's own to explain.
        if (next < reader.FirstSequence || next > reader.LastSequence) return;
        reader.Seek(next);
        InboundEvent e = default;
        if (!reader.TryRead(ref e, out _)) return;
        bool late = e.Record.Header.ExchangeTime > options.Until || next > options.UntilSequence;
        if (late) throw new UsageException($"nothing to replay: {(options.FromSnapshot is { } s ? $"snapshot {s} stands" : "the journal begins")} at {e.Record.Header.ExchangeTime}, event {next}, which is later than what --until allows");
    }

    /// <summary>A sequence wins over an ordinal; sequences of snapshots are never so small.</summary>
    private static long SnapshotOf(string text, JournalPlace place)
    {
        using JournalReading reading = place.Read();
        IReadOnlyList<long> held = reading.Snapshots.List();
        if (text == "last" && held.Count > 0) return held[^1];
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            if (held.Contains(number)) return number;
            if (number >= 1 && number <= held.Count) return held[(int)number - 1];
        }
        throw new UsageException($"--from-snapshot {text}: {place.Name} holds {(held.Count == 0 ? "no snapshot" : $"snapshots {string.Join(", ", held)}; give one of them, its number from 1, or 'last'")}");
    }
}
