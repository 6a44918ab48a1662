using System.CommandLine;
using System.Diagnostics;
using Astra.Adapters.Recordings;
using Astra.Host;
using Astra.Ring;

namespace Astra.Cli;

/// <summary><c>astra bench</c>: what this machine allows, in a few seconds. Figures to publish come from the projects in perf/.</summary>
internal static class BenchCommand
{
    private const string Day = "seed=7,instruments=12,ticks=500000";

    public static Command Create(CancellationToken interrupt)
    {
        Argument<string[]> parts = new("part") { Description = "ring, disk, engine (the core after it), or core alone; without one: ring, disk, engine", Arity = ArgumentArity.ZeroOrMore };
        parts.AcceptOnlyFromAmong("ring", "disk", "engine", "core");
        Option<double> rate = new("--rate") { Description = "Ticks per second offered to the engine", HelpName = "N", DefaultValueFactory = _ => RunCommand.DefaultRate };
        Option<string?> folder = new("--folder") { Description = "On the disk to be tried; the temporary folder by default", HelpName = "DIR" };
        Command command = new("bench", "A short self-check of this machine") { parts, rate, folder };
        command.SetAction(parsed =>
        {
            double offered = parsed.GetValue(rate);
            if (!(offered > 0 && double.IsFinite(offered))) throw new UsageException($"--rate {offered}: give ticks per second, more than 0");
            string[] wanted = parsed.GetValue(parts) is { Length: > 0 } given ? given : ["ring", "disk", "engine"];
            string work = Directory.CreateDirectory(Path.Combine(parsed.GetValue(folder) ?? Path.GetTempPath(), $"astra-bench-{Environment.ProcessId}")).FullName;
            try
            {
                Line($"{Environment.ProcessorCount} processors, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}");
                foreach (string part in wanted)
                {
                    interrupt.ThrowIfCancellationRequested();
                    if (part == "ring") Ring();
                    if (part == "disk") Disk(work);
                    if (part is "engine" or "core") Engine(work, offered, part == "core", interrupt);
                }
                Line($"a self-check, not a measurement to quote: perf/Astra.Perf.Scenario and perf/Astra.Perf.Micro are for that");
                return ExitCode.Done;
            }
            finally
            {
                Directory.Delete(work, recursive: true);
            }
        });
        return command;
    }

    private static void Disk(string work)
    {
        const int Writes = 500;
        LatencyHistogram histogram = DiskProbe.Run(work, Writes);
        Line($"disk    {Writes} appends of {DiskProbe.Length} bytes, each synced: p50 {histogram.Percentile(50) / 1e3:N0} µs, p99 {histogram.Percentile(99) / 1e3:N0} µs, max {histogram.Max / 1e3:N0} µs");
    }

    /// <summary>One thread to another through a ring, with the wait strategy that the engine uses.</summary>
    private static void Ring()
    {
        const long Events = 20_000_000;
        const int Batch = 64;
        RingBuffer<long> ring = RingBuffer<long>.Create(ProducerType.Single, 16_384, new SpinThenParkWaitStrategy());
        EventProcessor<long, Summing> consumer = new(ring, ring.NewBarrier(), new Summing(), 8_192, (_, _) => { });
        ring.AddGatingSequence(consumer.Sequence);
        Thread thread = new(consumer.Run) { IsBackground = true };
        thread.Start();
        long began = Stopwatch.GetTimestamp();
        for (long i = 0; i < Events; i += Batch)
        {
            long high = ring.Next(Batch);
            for (long sequence = high - Batch + 1; sequence <= high; sequence++) ring[sequence] = sequence;
            ring.Publish(high - Batch + 1, high);
        }
        consumer.HaltWhenDrained();
        thread.Join();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Line($"ring    {Events / seconds / 1e6:N0} M events/s, one producer to one consumer, batches of {Batch}");
    }

    private sealed class Summing : IEventHandler<long>
    {
        private long _sum;

        public void OnEvent(ref long e, long sequence, bool endOfBatch) => _sum += e;
    }

    /// <summary>The engine at a held rate, then the core alone on the journal that it left.</summary>
    private static void Engine(string work, double rate, bool coreOnly, CancellationToken interrupt)
    {
        string folder = Path.Combine(work, "engine");
        Shadow(folder, FeedPace.Max, "warming up", interrupt);
        if (!coreOnly)
        {
            OldJournal.Remove(folder);
            ShadowResult held = Shadow(folder, FeedPace.Rate(rate), "engine", interrupt);
            (PercentilesResult decision, PercentilesResult durable) = (held.Latency!.PublishToDecision, held.Latency.PublishToDurable);
            Line($"engine  {held.Latency.Condition}; publish to decision p50 {decision.P50 / 1e3:N1} µs, p99 {decision.P99 / 1e3:N1} µs; to durable p50 {durable.P50 / 1e3:N1} µs, p99 {durable.P99 / 1e3:N1} µs");
        }
        ReplayRun.Run(new FolderPlace(folder), new ReplayOptions(), verify: false, "warming up", interrupt);
        ReplayResult replay = ReplayRun.Run(new FolderPlace(folder), new ReplayOptions(), verify: false, "core", interrupt);
        Line($"core    {replay.EventsPerSecond / 1e6:0.00} M events/s replayed, a strategy on each of {replay.Instruments} instruments (the journal is decoded on another thread)");
    }

    private static ShadowResult Shadow(string folder, FeedPace pace, string title, CancellationToken interrupt)
    {
        using MarketInput input = MarketInput.Generated(GenerateSpec.Parse(Day));
        ShadowJob job = new()
        {
            Input = input,
            Journal = JournalTarget.In(folder),
            Settings = SettingsOptions.Shipped,
            Plans = DefaultPlans.For(input.Source.Instruments, 0),
            Pace = pace,
        };
        return ShadowRun.Run(job, title, interrupt);
    }

    private static void Line(FormattableString text) => Console.Out.WriteLine(FormattableString.Invariant(text));
}
