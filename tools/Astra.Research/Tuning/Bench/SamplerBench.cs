using System.Diagnostics;

namespace Astra.Research.Tuning;

/// <summary>What a sampler reaches on a function, and what its own work costs.</summary>
/// <param name="Best">Lowest value of each seed's run.</param>
/// <param name="MillisecondsPerTrial">Of the sampler and its bookkeeping alone, mean over all runs.</param>
/// <param name="MillisecondsAt100">The same about trial 100, of a run of its own; null when that was not measured.</param>
/// <param name="MillisecondsAt1000">About trial 1,000.</param>
public sealed record SamplerBenchResult(double[] Best, double Median, double MillisecondsPerTrial, double? MillisecondsAt100, double? MillisecondsAt1000);

public static class SamplerBench
{
    private const int Window = 50;

    /// <param name="sampler">Makes one from a seed.</param>
    /// <param name="timed">Also times trials about the 100th and 1,000th.</param>
    public static SamplerBenchResult Run(
        BenchFunction function, Func<ulong, ISampler> sampler, int trials, int seeds, ulong firstSeed = 0, bool timed = true, Action<long>? progress = null, CancellationToken cancel = default)
    {
        double[] best = new double[seeds];
        long ticks = 0;
        for (int i = 0; i < seeds; i++)
        {
            long begun = 0;
            best[i] = Search(function, sampler(firstSeed + (ulong)i), trials, _ => begun = Stopwatch.GetTimestamp(), _ => ticks += Stopwatch.GetTimestamp() - begun, cancel);
            progress?.Invoke((i + 1L) * trials);
        }
        double[] sorted = [.. best.Order()];
        double median = seeds % 2 == 1 ? sorted[seeds / 2] : (sorted[seeds / 2 - 1] + sorted[seeds / 2]) / 2;
        double each = Stopwatch.GetElapsedTime(0, ticks).TotalMilliseconds / ((double)seeds * trials);
        (double At100, double At1000)? late = timed ? TimeLate(function, sampler(firstSeed), cancel) : null;
        return new(best, median, each, late?.At100, late?.At1000);
    }

    private static double Search(BenchFunction function, ISampler sampler, int trials, Action<int> before, Action<int> after, CancellationToken cancel)
    {
        History history = new(function.Space);
        for (int i = 0; i < trials; i++)
        {
            cancel.ThrowIfCancellationRequested();
            before(i);
            double[] point = sampler.Suggest(history, i);
            history.Begin(i, point);
            after(i);
            double value = function.Evaluate(point);
            before(i);
            history.Add(i, point, value);
            after(i);
        }
        return history.Ranked[0].Score;
    }

    private static (double At100, double At1000) TimeLate(BenchFunction function, ISampler sampler, CancellationToken cancel)
    {
        long begun = 0, at100 = 0, at1000 = 0;
        Search(function, sampler, 1000 + Window, _ => begun = Stopwatch.GetTimestamp(), i =>
        {
            long spent = Stopwatch.GetTimestamp() - begun;
            if (Math.Abs(i - 100) <= Window / 2) at100 += spent;
            if (Math.Abs(i - 1000) <= Window / 2) at1000 += spent;
        }, cancel);
        return (Mean(at100), Mean(at1000));
    }

    private static double Mean(long ticks) => Stopwatch.GetElapsedTime(0, ticks).TotalMilliseconds / (Window / 2 * 2 + 1);
}
