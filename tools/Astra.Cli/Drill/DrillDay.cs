using System.Text.Json;
using Astra.Adapters.Recordings;

namespace Astra.Cli;

/// <summary>
/// The day that drills play: once undisturbed, and then in children that are killed at random moments. The clean run's figures are what all others are held against.
/// </summary>
internal sealed class DrillDay
{
    private const long SnapshotEvery = 25_000;

    private readonly string _folder;
    private readonly string _day;
    private readonly string _watermark;
    private readonly CancellationToken _interrupt;

    /// <param name="seed">Decides the moments; the machine's own timing decides the rest.</param>
    public DrillDay(string folder, MarketDayOptions day, int seed, CancellationToken interrupt)
    {
        _folder = folder;
        _day = FormattableString.Invariant($"seed={day.Seed},instruments={day.Instruments},ticks={day.Ticks}");
        Random = new Random(seed);
        _interrupt = interrupt;
        _watermark = Path.Combine(folder, "durable");
    }

    public Random Random { get; }

    public string Clean => Path.Combine(_folder, "clean");

    public string OutboundHash { get; private set; } = "";

    public string StateHash { get; private set; } = "";

    /// <summary>Last inbound sequence of the clean run.</summary>
    public long Last { get; private set; }

    public long Events => Last + 1;

    /// <summary>The undisturbed day.</summary>
    public void RunClean()
    {
        using ChildSession child = Start(Clean, resume: false);
        child.WaitForExit();
        if (child.ExitCode != ExitCode.Done) throw new UsageException($"the clean run failed: {child.Errors.Trim()}");
        using JsonDocument result = JsonDocument.Parse(child.Output);
        OutboundHash = result.RootElement.GetProperty("outboundHash").GetString()!;
        StateHash = result.RootElement.GetProperty("stateHash").GetString()!;
        Last = result.RootElement.GetProperty("lastSequence").GetInt64();
    }

    /// <summary>A child that plays the day into a journal, or goes on with it.</summary>
    public ChildSession Start(string journal, bool resume, params IEnumerable<string> more)
    {
        List<string> arguments =
        [
            "shadow", "--generate", _day, "--journal", journal, "--snapshot-every", FormattableString.Invariant($"{SnapshotEvery}"),
            "--report-durable", journal == Clean ? _watermark + "-clean" : _watermark, "--json", .. more,
        ];
        if (resume) arguments.Add("--resume");
        return ChildSession.Start(arguments);
    }

    /// <summary>Waits for a moment at which a child is to be killed; returns the durable sequence that was waited for.</summary>
    public long Await(ChildSession child)
    {
        long before = Durable();
        // Mostly by progress, so that kills fall evenly under load; some by time alone, to catch start-up and recovery.
        bool byTime = Random.Next(8) == 0;
        long aim = byTime ? before : before + 1 + Random.NextInt64(Math.Max(1, Last - before));
        long until = Environment.TickCount64 + Random.Next(20, 600);
        while (!child.HasExited && (byTime ? Environment.TickCount64 < until : Durable() < aim))
        {
            _interrupt.ThrowIfCancellationRequested();
            Thread.Sleep(1);
        }
        return aim;
    }

    /// <summary>Last sequence that a child has reported durable, -1 when none.</summary>
    public long Durable()
    {
        if (!File.Exists(_watermark) || new FileInfo(_watermark).Length < sizeof(long)) return -1;
        using Watermark watermark = new(_watermark);
        return watermark.Value;
    }

    /// <summary>The next journal is a new one.</summary>
    public void Forget() => File.Delete(_watermark);

    /// <summary>Waits until a child has played the day to its end; says what is wrong with that end, or nothing.</summary>
    public string? Finish(ChildSession child, Func<JsonElement, string?>? further = null)
    {
        child.WaitForExit();
        if (child.ExitCode != ExitCode.Done) return $"resumed, it ended with {child.ExitCode}: {child.Errors.Trim()}";
        using JsonDocument result = JsonDocument.Parse(child.Output);
        string outbound = result.RootElement.GetProperty("outboundHash").GetString()!;
        string state = result.RootElement.GetProperty("stateHash").GetString()!;
        return (outbound, state) == (OutboundHash, StateHash)
            ? further?.Invoke(result.RootElement)
            : $"resumed to the end, its hashes are {outbound} and {state}, a clean run's are {OutboundHash} and {StateHash}";
    }
}
