using System.Runtime.ExceptionServices;

namespace Astra.Research;

/// <summary>Runs sweeps: sets in blocks through a trial runner, rows out in the order of the sets whoever was faster.</summary>
public static class Sweep
{
    /// <summary>Blocks that one worker should find, so that the last ones even out.</summary>
    private const int BlocksPerWorker = 4;

    /// <param name="row">Called in the order of the sets, from one thread at a time, as soon as every set before is done.</param>
    /// <param name="workers">Processors that the runner uses, for the size of the blocks; results do not depend on it.</param>
    /// <param name="cancel">Ends the sweep early; rows are then those of the first sets, without a gap.</param>
    /// <returns>Sets told.</returns>
    public static long Run(SweepWork work, ITrialRunner runner, IEnumerable<double[]> sets, long expected, int workers, Action<SweepRow> row, CancellationToken cancel = default)
    {
        SortedDictionary<long, TrialOutcome> waiting = [];
        long nextBlock = 0, told = 0;
        try
        {
            runner.Run(work, Blocks(sets, SizeOf(expected, workers)), Done, cancel);
        }
        catch (InvalidOperationException e) when (e.InnerException is SweepException or BacktestException or IOException or UnauthorizedAccessException)
        {
            // What went wrong has a name of its own; that it happened in a worker is no news to the user.
            ExceptionDispatchInfo.Throw(e.InnerException);
        }
        return told;

        void Done(TrialOutcome outcome)
        {
            if (outcome.Failure is { } failure) throw new SweepException($"sets from {told} on: {failure}");
            waiting.Add(outcome.Trial.Id, outcome);
            while (waiting.Remove(nextBlock, out TrialOutcome? next))
            {
                nextBlock++;
                int figures = SweepFigures.Names.Count, inBlock = next.Objectives.Length / figures, parameters = next.Trial.Values.Length / inBlock;
                for (int i = 0; i < inBlock; i++)
                    row(new SweepRow(told++, next.Trial.Values.AsMemory(i * parameters, parameters), next.Objectives.AsMemory(i * figures, figures)));
            }
        }
    }

    /// <summary>Whole vectors of eight; full blocks as soon as there are sets enough for all workers.</summary>
    private static int SizeOf(long expected, int workers)
    {
        long fair = expected / ((long)Math.Max(1, workers) * BlocksPerWorker);
        return (int)Math.Clamp((fair + 7) / 8 * 8, 8, SweepWork.BlockSize);
    }

    private static IEnumerable<Trial> Blocks(IEnumerable<double[]> sets, int size)
    {
        long block = 0;
        foreach (double[][] chunk in sets.Chunk(size)) yield return new Trial(block++, [.. chunk.SelectMany(values => values)]);
    }
}
