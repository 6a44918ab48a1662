using Astra.Core;
using Astra.Host;
using Astra.Journal;

namespace Astra.Cli;

/// <summary>What was found after one kill.</summary>
/// <param name="Reported">Last sequence that the killed process had reported durable, -1 when none.</param>
/// <param name="Recovered">Last sequence in the journal afterwards, -1 when none.</param>
/// <param name="Resumes">How often the same journal had been killed and resumed before.</param>
/// <param name="Finished">True when the journal was then resumed to the day's end and compared there.</param>
/// <param name="Problem">Null when everything held.</param>
internal sealed record KillOutcome(int Number, long Aim, long Reported, long Recovered, long? FromSnapshot, int Resumes, bool Finished, string? Problem);

/// <summary>
/// The crash drill: a real process on a real file is killed without warning at random moments under load. After each kill every event that was
/// reported durable must be in the journal, recovery must succeed, and the recovered state must equal that of a clean run at the same
/// event. Some journals are killed again while they are resumed, and some are then resumed to the end and compared with the clean run whole.
/// </summary>
internal sealed class KillDrill(DrillDay day, string folder, CancellationToken interrupt)
{
    private const int MostLives = 4;

    private int _journals;
    private int _lives;

    private string Current => Path.Combine(folder, FormattableString.Invariant($"killed-{_journals}"));

    /// <summary>One life and death. A journal that was killed goes on with the next call, unless it was finished.</summary>
    public KillOutcome Kill(int number)
    {
        long aim;
        using (ChildSession child = day.Start(Current, resume: _lives > 0 && JournalFolder.Exists(Current)))
        {
            aim = day.Await(child);
            child.Kill();
        }
        long reported = day.Durable();
        bool finish = false;
        (long recovered, long? snapshot, string? problem) = Examine(reported);
        int resumes = _lives++;
        if (problem is null && (finish = recovered >= day.Last || _lives >= 1 + day.Random.Next(MostLives))) problem = Finish();
        if (finish || problem is not null) NextJournal(keep: problem is not null);
        return new KillOutcome(number, aim, reported, recovered, snapshot, resumes, finish, problem);
    }

    /// <summary>Recovers in this process what the killed one left.</summary>
    private (long Recovered, long? Snapshot, string? Problem) Examine(long reported)
    {
        try
        {
            using JournalFolder opened = JournalFolder.Open(new JournalOptions(Current) { Durability = Durability.None }, quiet: true);
            SessionStore store = opened.Store();
            long last = store.Journal.DurableSequence;
            if (last < reported) return (last, null, $"sequence {reported} was reported durable, the journal ends at {last}");
            if (last < 0) return (last, null, null);
            using IJournalReader reader = store.OpenReader();
            using IOutboundLogReader stored = store.OpenOutboundReader!();
            (HostedCore hosted, RecoveryReport report) = Recovery.Run(reader, store.Snapshots, store.OutboundLog, stored, interrupt);
            ulong clean = CleanStateAt(last);
            return (last, report.Snapshot, hosted.Core.StateHash() == clean
                ? null
                : $"the state recovered at sequence {last} is {DayResult.Hex(hosted.Core.StateHash())}, a clean run's is {DayResult.Hex(clean)}");
        }
        catch (Exception e) when (e is JournalException or RecoveryException)
        {
            return (-1, null, e.Message);
        }
    }

    private ulong CleanStateAt(long sequence)
    {
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(day.Clean);
        SnapshotStore snapshots = new(day.Clean);
        long? from = snapshots.List() is { Count: > 0 } list && list[0] <= sequence ? sequence : null;
        return Replay.Run(reader, null, snapshots, new ReplayOptions { FromSnapshot = from, UntilSequence = sequence }, interrupt).StateHash;
    }

    /// <summary>Lets the killed day go on to its end, undisturbed.</summary>
    private string? Finish()
    {
        using ChildSession child = day.Start(Current, resume: JournalFolder.Exists(Current));
        return day.Finish(child);
    }

    private void NextJournal(bool keep)
    {
        if (!keep) Directory.Delete(Current, recursive: true);
        day.Forget();
        _journals++;
        _lives = 0;
    }
}
