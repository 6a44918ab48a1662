using System.CommandLine;
using System.Diagnostics;
using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Host;
using Astra.Journal;
using Astra.Markets;
using Microsoft.Win32.SafeHandles;

namespace Astra.Cli;

/// <summary><c>astra bench</c>: what this machine allows, in a few seconds. Figures to publish come from the projects in perf/.</summary>
internal static class BenchCommand
{
    private const string Day = "seed=7,instruments=12,ticks=1000000";

    public static Command Create(CancellationToken interrupt)
    {
        Argument<string[]> parts = new("part") { Description = "core, engine, disk; all without one", Arity = ArgumentArity.ZeroOrMore };
        parts.AcceptOnlyFromAmong("core", "engine", "disk");
        Option<double> rate = new("--rate") { Description = "Ticks per second offered to the engine", HelpName = "N", DefaultValueFactory = _ => RunCommand.DefaultRate };
        Option<string?> folder = new("--folder") { Description = "On the disk to be tried; the temporary folder by default", HelpName = "DIR" };
        Command command = new("bench", "A short self-check of this machine") { parts, rate, folder };
        command.SetAction(parsed =>
        {
            string[] wanted = parsed.GetValue(parts) is { Length: > 0 } given ? given : ["disk", "core", "engine"];
            string work = Directory.CreateDirectory(Path.Combine(parsed.GetValue(folder) ?? Path.GetTempPath(), $"astra-bench-{Environment.ProcessId}")).FullName;
            try
            {
                Line($"{Environment.ProcessorCount} processors, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}");
                foreach (string part in wanted)
                {
                    interrupt.ThrowIfCancellationRequested();
                    if (part == "disk") Disk(work);
                    if (part == "core") Core(interrupt);
                    if (part == "engine") Engine(work, parsed.GetValue(rate), interrupt);
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

    /// <summary>4 KiB appended and synced into a file that is filled already, as the journal does it.</summary>
    private static void Disk(string work)
    {
        const int Writes = 500, Length = 4096;
        byte[] block = new byte[Length];
        using SafeFileHandle file = File.OpenHandle(Path.Combine(work, "sync"), FileMode.Create, FileAccess.ReadWrite);
        for (int i = 0; i < Writes; i++) RandomAccess.Write(file, block, (long)i * Length);
        RandomAccess.FlushToDisk(file);
        block.AsSpan().Fill(1);
        LatencyHistogram histogram = new();
        for (int i = 0; i < Writes; i++)
        {
            long before = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, (long)i * Length);
            RandomAccess.FlushToDisk(file);
            histogram.Record(Stopwatch.GetElapsedTime(before).Ticks * 100);
        }
        Line($"disk    {Writes} appends of {Length} bytes, each synced: p50 {histogram.Percentile(50) / 1e3:N0} µs, p99 {histogram.Percentile(99) / 1e3:N0} µs, max {histogram.Max / 1e3:N0} µs");
    }

    /// <summary>The core alone on this thread, records made ahead.</summary>
    private static void Core(CancellationToken interrupt)
    {
        using MarketInput input = MarketInput.Generated(GenerateSpec.Parse(Day));
        CapturingPort port = new(input, interrupt);
        TradingCore core = new(new SilentSink());
        port.ApplyTo(core, 0, port.Count / 4);
        long began = Stopwatch.GetTimestamp();
        port.ApplyTo(core, port.Count / 4, port.Count);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        Line($"core    {(port.Count - port.Count / 4) / seconds / 1e6:0.00} M events/s on one thread, {input.Source.Instruments.Count} instruments with a strategy each");
    }

    private static void Engine(string work, double rate, CancellationToken interrupt)
    {
        PercentilesResult? decision = null, durable = null;
        string condition = "";
        foreach (FeedPace pace in (FeedPace[])[FeedPace.Max, FeedPace.Rate(rate)])
        {
            using MarketInput input = MarketInput.Generated(GenerateSpec.Parse(Day));
            string folder = Path.Combine(work, "engine");
            ShadowJob job = new()
            {
                Input = input,
                Folder = folder,
                Settings = SettingsOptions.Shipped,
                Plans = DefaultPlans.For(input.Source.Instruments, 0),
                Pace = pace,
            };
            SessionReport report = ShadowRun.Run(job, pace.Kind == PaceKind.Max ? "warming up" : "engine", interrupt);
            Directory.Delete(folder, recursive: true);
            (decision, durable) = (PercentilesResult.Of(report.PublishToDecision), PercentilesResult.Of(report.PublishToDurable));
            condition = ShadowRun.Condition(pace, report);
        }
        Line($"engine  {condition}: publish to decision p50 {decision!.P50 / 1e3:N1} µs, p99 {decision.P99 / 1e3:N1} µs; to durable p50 {durable!.P50 / 1e3:N1} µs, p99 {durable.P99 / 1e3:N1} µs");
    }

    private static void Line(FormattableString text) => Terminal.Out.WriteLine(FormattableString.Invariant(text));

    private sealed class SilentSink : IOutboundSink
    {
        public void Publish(in OutboundEvent e)
        {
        }
    }
}
