using System.Text.Json;
using Astra.Adapters.Recordings;
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
internal sealed class KillDrill
{
    private const long SnapshotEvery = 25_000;
    private const int MostLives = 4;

    private readonly Random _random;
    private readonly string _folder;
    private readonly string _day;
    private readonly CancellationToken _interrupt;
    private readonly string _watermark;
    private string _outboundHash = "";
    private string _stateHash = "";
    private long _last;
    private int _journals;
    private int _lives;

    /// <param name="seed">Decides the moments; the machine's own timing decides the rest.</param>
    public KillDrill(string folder, MarketDayOptions day, int seed, CancellationToken interrupt)
    {
        _folder = folder;
        _day = FormattableString.Invariant($"seed={day.Seed},instruments={day.Instruments},ticks={day.Ticks}");
        _random = new Random(seed);
        _interrupt = interrupt;
        _watermark = Path.Combine(folder, "durable");
    }

    private string Clean => Path.Combine(_folder, "clean");

    private string Current => Path.Combine(_folder, FormattableString.Invariant($"killed-{_journals}"));

    public long Events => _last + 1;

    /// <summary>The undisturbed day that all others are held against.</summary>
    public void RunClean()
    {
        using ChildSession child = Start(Clean, resume: false);
        child.WaitForExit();
        if (child.ExitCode != ExitCode.Done) throw new UsageException($"the clean run failed: {child.Errors.Trim()}");
        using JsonDocument result = JsonDocument.Parse(child.Output);
        _outboundHash = result.RootElement.GetProperty("outboundHash").GetString()!;
        _stateHash = result.RootElement.GetProperty("stateHash").GetString()!;
        _last = result.RootElement.GetProperty("lastSequence").GetInt64();
    }

    /// <summary>One life and death. A journal that was killed goes on with the next call, unless it was finished.</summary>
    public KillOutcome Kill(int number)
    {
        long before = ReadWatermark();
        // Mostly by progress, so that kills fall evenly under load; some by time alone, to catch start-up and recovery.
        bool byTime = _random.Next(8) == 0;
        long aim = byTime ? before : before + 1 + _random.NextInt64(Math.Max(1, _last - before));
        using (ChildSession child = Start(Current, resume: _lives > 0 && JournalFolder.Exists(Current)))
        {
            if (byTime) Wait(child, TimeSpan.FromMilliseconds(_random.Next(20, 600)));
            else WaitFor(child, aim);
            child.Kill();
        }
        long reported = ReadWatermark();
        bool finish = false;
        (long recovered, long? snapshot, string? problem) = Examine(reported);
        int resumes = _lives++;
        if (problem is null && (finish = recovered >= _last || _lives >= 1 + _random.Next(MostLives))) problem = Finish();
        if (finish || problem is not null) NextJournal(keep: problem is not null);
        return new KillOutcome(number, aim, reported, recovered, snapshot, resumes, finish, problem);
    }

    /// <summary>Recovers in this process what the killed one left.</summary>
    private (long Recovered, long? Snapshot, string? Problem) Examine(long reported)
    {
        try
        {
            using JournalFolder folder = JournalFolder.Open(new JournalOptions(Current) { Durability = Durability.None }, quiet: true);
            SessionStore store = folder.Store();
            long last = store.Journal.DurableSequence;
            if (last < reported) return (last, null, $"sequence {reported} was reported durable, the journal ends at {last}");
            if (last < 0) return (last, null, null);
            using IJournalReader reader = store.OpenReader();
            using IOutboundLogReader stored = store.OpenOutboundReader!();
            (HostedCore hosted, RecoveryReport report) = Recovery.Run(reader, store.Snapshots, store.OutboundLog, stored, _interrupt);
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
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(Clean);
        SnapshotStore snapshots = new(Clean);
        long? from = snapshots.List() is { Count: > 0 } list && list[0] <= sequence ? sequence : null;
        return Replay.Run(reader, null, snapshots, new ReplayOptions { FromSnapshot = from, UntilSequence = sequence }, _interrupt).StateHash;
    }

    /// <summary>Lets the killed day go on to its end, undisturbed.</summary>
    private string? Finish()
    {
        using ChildSession child = Start(Current, resume: JournalFolder.Exists(Current));
        child.WaitForExit();
        if (child.ExitCode != ExitCode.Done) return $"resumed, it ended with {child.ExitCode}: {child.Errors.Trim()}";
        using JsonDocument result = JsonDocument.Parse(child.Output);
        string outbound = result.RootElement.GetProperty("outboundHash").GetString()!;
        string state = result.RootElement.GetProperty("stateHash").GetString()!;
        return (outbound, state) == (_outboundHash, _stateHash)
            ? null
            : $"resumed to the end, its hashes are {outbound} and {state}, a clean run's are {_outboundHash} and {_stateHash}";
    }

    private void NextJournal(bool keep)
    {
        if (!keep) Directory.Delete(Current, recursive: true);
        File.Delete(_watermark);
        _journals++;
        _lives = 0;
    }

    private ChildSession Start(string journal, bool resume)
    {
        List<string> arguments =
        [
            "shadow", "--generate", _day, "--journal", journal, "--snapshot-every", FormattableString.Invariant($"{SnapshotEvery}"),
            "--report-durable", journal == Clean ? _watermark + "-clean" : _watermark, "--json",
        ];
        if (resume) arguments.Add("--resume");
        return ChildSession.Start(arguments);
    }

    private void WaitFor(ChildSession child, long aim)
    {
        while (!child.HasExited && ReadWatermark() < aim)
        {
            _interrupt.ThrowIfCancellationRequested();
            Thread.Sleep(1);
        }
    }

    private void Wait(ChildSession child, TimeSpan time)
    {
        long until = Environment.TickCount64 + (long)time.TotalMilliseconds;
        while (!child.HasExited && Environment.TickCount64 < until)
        {
            _interrupt.ThrowIfCancellationRequested();
            Thread.Sleep(1);
        }
    }

    private long ReadWatermark()
    {
        if (!File.Exists(_watermark) || new FileInfo(_watermark).Length < sizeof(long)) return -1;
        using Watermark watermark = new(_watermark);
        return watermark.Value;
    }
}
