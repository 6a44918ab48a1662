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
        where TSteps : struct, IPathSteps =>
        Run(() => new StepChunk<TSteps>(steps), paths, stepsPerPath, threads, progress, cancel);

    internal static PathSimulation Run(Func<IPathChunk> worker, int paths, int stepsPerPath, int threads, Action<long>? progress, CancellationToken cancel)
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
            IPathChunk own = worker();
            PathFigures figures = new(stepsPerPath, simulation._terminal, simulation._drawdown, simulation._lowest, simulation._streak);
            for (int chunk; !cancel.IsCancellationRequested && (chunk = Interlocked.Increment(ref next)) < chunks;)
            {
                int first = chunk * Chunk, last = Math.Min(paths, first + Chunk);
                own.Run(in figures, first, last);
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
}
