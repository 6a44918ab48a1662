using System.Diagnostics;
using System.Text.Json.Nodes;
using Astra.Research;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary>A sweep with its file, its table and its heat map.</summary>
internal sealed class SweepRun(SweepWork work, StrategyDescriptor strategy, ParameterSets sets, int threads)
{
    public SweepFile? File { get; init; }

    public required SweepTop Top { get; init; }

    public SweepMap? Map { get; init; }

    public double Seconds { get; private set; }

    /// <summary>Sets that were run; all before an interruption.</summary>
    public long Done { get; private set; }

    public double BarSetsPerSecond => Seconds > 0 ? (double)Done * work.Bars / Seconds : 0;

    public void Run(CancellationToken interrupt)
    {
        long began = Stopwatch.GetTimestamp();
        Done = Gauge.Run($"sweeping {strategy.Name}", "bar-sets", sets.Count * work.Bars, told => Sweep.Run(
            work, new InProcessTrialRunner(threads), sets.Enumerate(), sets.Count, threads, row =>
            {
                File?.Write(in row);
                Top.Add(row);
                Map?.Add(in row);
                told((row.Set + 1 + sets.Skipped) * work.Bars);
            }, interrupt));
        Seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    public void Tell()
    {
        Top.WriteTable(strategy);
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{Count.Of(Done, "set")} x {Count.Of(work.Bars, "bar")} in {Seconds:0.00} s, {BarSetsPerSecond / 1e6:0.0} M bar-sets/s; {Count.Of(sets.Skipped, "set")} skipped as not valid; best by {Top.By}"));
        Console.Out.WriteLine("The best of many sets owes most to luck: try it on days that the sweep has not seen.");
    }

    public object ToJson(string? output, bool interrupted) => new
    {
        work.Bars,
        Question = JsonNode.Parse(work.Spec),
        Strategy = strategy.Name,
        Kernel = work.HasKernel,
        Sets = Done,
        sets.Skipped,
        Interrupted = interrupted,
        Threads = threads,
        Seconds,
        BarSetsPerSecond,
        PeakMemoryBytes = ProcessMemory.Peak,
        Out = output,
        BestBy = Top.By,
        Best = Top.Rows.Select(row => new
        {
            row.Set,
            Parameters = strategy.Parameters.Select((p, i) => (p.Name, Value: row.Values.Span[i])).ToDictionary(p => p.Name, p => p.Value),
            Figures = SweepFigures.Names.Select((name, i) => (name, Value: row.Figures.Span[i])).ToDictionary(f => f.name, f => double.IsNaN(f.Value) ? (double?)null : f.Value),
        }),
    };
}
