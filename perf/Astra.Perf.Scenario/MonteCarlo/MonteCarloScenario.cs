using System.Diagnostics;
using System.Globalization;
using Astra.Research;

namespace Astra.Perf.Scenario.MonteCarlo;

/// <summary>Time to draw paths of trades and keep their figures, beside the loop that one would write with the runtime's own generator.</summary>
internal static class MonteCarloScenario
{
    private const int Paths = 10_000;
    private const int Trades = 500;
    private const int Rounds = 15;
    private const double TargetMilliseconds = 50;

    public static int Run(string[] options)
    {
        if (options is not [])
        {
            Console.Error.WriteLine("usage: Astra.Perf.Scenario montecarlo");
            return 2;
        }
        var list = new TradeReturns([.. Enumerable.Range(0, Trades).Select(i => (i * 7919 % 100 - 46) / 4_000.0)]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Paths:N0} paths x {Trades} trades, {Rounds} rounds, {Environment.ProcessorCount} processors, seed 1, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}"));
        (_, double all) = Time("Astra, all processors, with summary", () => SimulationSummary.Of(Bootstrap.Run(list, new PathPlan { Paths = Paths })));
        Time("Astra, blocks of 10, all processors", () => SimulationSummary.Of(Bootstrap.Run(list, new PathPlan { Paths = Paths, Method = ResampleMethod.Blocks })));
        (double one, _) = Time("Astra, one thread, paths only", () => Bootstrap.Run(list, new PathPlan { Paths = Paths, Threads = 1 }));
        (double plain, _) = Time("plain loop over System.Random, one thread", () => Plain(list.Growth()));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one thread against the plain loop: {plain / one:0.00}x; target {TargetMilliseconds} ms with summary: {(all <= TargetMilliseconds ? "met" : "NOT met")} by the median"));
        return all <= TargetMilliseconds ? 0 : 1;
    }

    private static (double Best, double Median) Time(string what, Func<object> work)
    {
        double[] rounds = new double[Rounds];
        long began = Stopwatch.GetTimestamp();
        object first = work();
        double cold = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        for (int i = 0; i < Rounds; i++)
        {
            began = Stopwatch.GetTimestamp();
            GC.KeepAlive(work());
            rounds[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }
        GC.KeepAlive(first);
        Array.Sort(rounds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44} first {cold,7:0.0} ms, best {rounds[0],6:0.0}, median {rounds[Rounds / 2],6:0.0}, worst {rounds[^1],6:0.0}"));
        return (rounds[0], rounds[Rounds / 2]);
    }

    /// <summary>The same figures of each path, from a generator that is quick but bound to one order.</summary>
    private static double[][] Plain(double[] growth)
    {
        var random = new Random(1);
        double[][] kept = [new double[Paths], new double[Paths], new double[Paths], new double[Paths]];
        for (int path = 0; path < Paths; path++)
        {
            double wealth = 1, peak = 1, deepest = 0, lowest = 1;
            int streak = 0, longest = 0;
            for (int i = 0; i < Trades; i++)
            {
                double step = growth[random.Next(growth.Length)];
                wealth *= step;
                if (wealth > peak) peak = wealth;
                double drawdown = (peak - wealth) / peak;
                if (drawdown > deepest) deepest = drawdown;
                if (wealth < lowest) lowest = wealth;
                streak = step < 1 ? streak + 1 : 0;
                if (streak > longest) longest = streak;
            }
            (kept[0][path], kept[1][path], kept[2][path], kept[3][path]) = (wealth, deepest, lowest, longest);
        }
        return kept;
    }
}
