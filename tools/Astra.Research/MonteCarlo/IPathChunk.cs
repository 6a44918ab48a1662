using System.Runtime.CompilerServices;

namespace Astra.Research;

/// <summary>Runs some paths one after the other; each worker has one of its own.</summary>
internal interface IPathChunk
{
    void Run(in PathFigures figures, int first, int last);
}

/// <summary>Where the figures of paths go.</summary>
internal readonly struct PathFigures(int steps, double[] terminal, double[] drawdown, double[] lowest, int[] streak)
{
    public int Steps => steps;

    public void Set(int path, double end, double deepest, double low, int longest) =>
        (terminal[path], drawdown[path], lowest[path], streak[path]) = (end, deepest, low, longest);
}

/// <summary>The plain loop over steps of any kind.</summary>
internal sealed class StepChunk<TSteps>(TSteps steps) : IPathChunk
    where TSteps : struct, IPathSteps
{
    private TSteps _steps = steps;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(in PathFigures figures, int first, int last)
    {
        TSteps source = _steps;
        for (int path = first; path < last; path++)
        {
            source.Begin(path);
            double wealth = 1, lowest = 1, fromPeak = 1, deepest = 1;
            int streak = 0, longest = 0;
            for (int i = 0; i < figures.Steps; i++)
            {
                double growth = source.Next();
                wealth *= growth;
                // Wealth over its running peak: falls with losses and never passes 1, so no division is needed.
                fromPeak = Math.Min(1, fromPeak * growth);
                deepest = Math.Min(deepest, fromPeak);
                lowest = Math.Min(lowest, wealth);
                streak = growth < 1 ? streak + 1 : 0;
                longest = Math.Max(longest, streak);
            }
            figures.Set(path, wealth, 1 - deepest, lowest, longest);
        }
        // Buffers that the steps made are kept for the next chunk.
        _steps = source;
    }
}
