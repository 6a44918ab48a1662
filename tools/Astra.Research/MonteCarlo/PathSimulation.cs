using System.Runtime.CompilerServices;

namespace Astra.Research;

/// <summary>
/// Runs paths on all processors and keeps four figures of each: wealth at the end (it starts at 1), the largest drawdown, the lowest wealth,
/// and the longest losing streak. 28 bytes a path.
/// </summary>
public sealed class PathSimulation
{
    /// <summary>More would pass the memory that a simulation may take (140 MB).</summary>
    public const int MostPaths = 5_000_000;
    private const int Chunk = 1_024;

    private PathSimulation(int paths, int steps)
    {
        Steps = steps;
        (_terminal, _drawdown, _lowest, _streak) = (new double[paths], new double[paths], new double[paths], new int[paths]);
    }

    private readonly double[] _terminal, _drawdown, _lowest;
    private readonly int[] _streak;

    /// <summary>Paths finished: fewer than asked for when it was cancelled.</summary>
    public int Paths { get; private set; }

    public int Steps { get; }

    public ReadOnlySpan<double> Terminal => _terminal.AsSpan(0, Paths);

    /// <summary>Largest fall from a peak as a share of the peak; the starting wealth counts as a peak.</summary>
    public ReadOnlySpan<double> MaxDrawdown => _drawdown.AsSpan(0, Paths);

    public ReadOnlySpan<double> Lowest => _lowest.AsSpan(0, Paths);

    /// <summary>Most steps in a row that lost.</summary>
    public ReadOnlySpan<int> LosingStreak => _streak.AsSpan(0, Paths);

    /// <param name="steps">Copied for each worker.</param>
    /// <param name="threads">0 = one for each processor. The result does not depend on it.</param>
    /// <param name="progress">Paths done so far; called by one thread at a time.</param>
    public static PathSimulation Run<TSteps>(
        TSteps steps, int paths, int stepsPerPath, int threads = 0, Action<long>? progress = null, CancellationToken cancel = default)
        where TSteps : struct, IPathSteps
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(paths, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(paths, MostPaths);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerPath, 1);
        var simulation = new PathSimulation(paths, stepsPerPath);
        int chunks = (paths + Chunk - 1) / Chunk;
        int next = -1, done = 0;
        Lock telling = new();
        // Chunks are taken in order and always finished, so that what is done when cancelled is a run of paths from the first.
        Parallel.For(0, Math.Min(chunks, threads > 0 ? threads : Environment.ProcessorCount), _ =>
        {
            TSteps own = steps;
            for (int chunk; !cancel.IsCancellationRequested && (chunk = Interlocked.Increment(ref next)) < chunks;)
            {
                int first = chunk * Chunk, last = Math.Min(paths, first + Chunk);
                simulation.RunChunk(ref own, first, last);
                lock (telling)
                {
                    done += last - first;
                    progress?.Invoke(done);
                }
            }
        });
        simulation.Paths = done;
        return simulation;
    }

    // Entered once per chunk and hot from the first: waiting for the tiers would cost more than their profile gives.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunChunk<TSteps>(ref TSteps steps, int first, int last)
        where TSteps : struct, IPathSteps
    {
        for (int path = first; path < last; path++)
        {
            steps.Begin(path);
            double wealth = 1, lowest = 1, fromPeak = 1, deepest = 1;
            int streak = 0, longest = 0;
            for (int i = 0; i < Steps; i++)
            {
                double growth = steps.Next();
                wealth *= growth;
                // Wealth over its running peak: falls with losses and never passes 1, so no division is needed.
                fromPeak = Math.Min(1, fromPeak * growth);
                deepest = Math.Min(deepest, fromPeak);
                lowest = Math.Min(lowest, wealth);
                streak = growth < 1 ? streak + 1 : 0;
                longest = Math.Max(longest, streak);
            }
            (_terminal[path], _drawdown[path], _lowest[path], _streak[path]) = (wealth, 1 - deepest, lowest, longest);
        }
    }
}
