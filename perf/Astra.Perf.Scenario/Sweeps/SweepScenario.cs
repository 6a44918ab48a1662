using System.Diagnostics;
using System.Globalization;
using Astra.Markets;
using Astra.Research;
using Astra.Strategies;

namespace Astra.Perf.Scenario.Sweeps;

/// <summary>
/// MACD sets over a random walk, in bar-sets (bars x parameter sets) a second of processor time and of the clock, beside a plain scalar loop that
/// computes the same figures in doubles. Both in one run, best of several rounds, results compared.
/// </summary>
internal static class SweepScenario
{
    private const double Target = 100e6;
    private const long CashRupees = 1_000_000;
    private const int Quantity = 100;
    private const long FeeBillionths = 300_000;

    private static readonly (int Sets, int Bars)[] Sizes = [(1_000, 100_000), (100, 1_000_000)];

    public static int Run(string[] options)
    {
        int rounds = 5;
        if (options is not [] && !(options is ["--rounds", var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out rounds) && rounds > 0))
        {
            Console.Error.WriteLine("usage: Astra.Perf.Scenario sweep [--rounds N]     the best of N rounds counts, 5 by default");
            return 2;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors, vectors of {(System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? 512 : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? 256 : 128)} bits, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, best of {rounds} rounds, seed 1"));
        bool good = true;
        foreach ((int sets, int bars) in Sizes) good &= Measure(sets, bars, rounds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak working set of it all, peers included: {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB"));
        return good ? 0 : 1;
    }

    private static bool Measure(int count, int bars, int rounds)
    {
        BarSeries series = RandomWalk.Of(bars, seed: 1);
        double[][] sets = [.. Sets().Take(count)];
        StrategyRegistry.TryGet("macd-cross", out StrategyDescriptor? macd);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} MACD sets x {bars:N0} bars"));
        double one = Rate("astra, one thread", rounds, count, bars, out double[] ours, into => Ours(series, macd!, sets, 1, into));
        Rate("astra, all threads", rounds, count, bars, out _, into => Ours(series, macd!, sets, Environment.ProcessorCount, into));
        Rate("plain scalar loop, one thread", rounds, count, bars, out double[] theirs, into => Theirs(series, sets, into));
        for (int i = 0; i < count; i++)
            if (Math.Abs(ours[i] - theirs[i]) > 1e-3) throw new InvalidOperationException($"set {i}: {ours[i]} and {theirs[i]} differ");
        return one >= Target;
    }

    private static void Ours(BarSeries series, StrategyDescriptor strategy, double[][] sets, int workers, double[] into)
    {
        LedgerRules rules = new() { Cash = Money.FromRupees(CashRupees), Quantity = Quantity };
        SweepWork work = new(new SweepQuestion(series, strategy, rules) { FeeRate = FeeBillionths });
        Sweep.Run(work, new InProcessTrialRunner(workers), sets, sets.Length, workers, row => into[row.Set] = row.Figures.Span[0]);
    }

    private static void Theirs(BarSeries series, double[][] sets, double[] into)
    {
        double[] opens = new double[series.Count], closes = new double[series.Count];
        for (int i = 0; i < opens.Length; i++) (opens[i], closes[i]) = (series[i].Open.Rupees, series[i].Close.Rupees);
        for (int i = 0; i < sets.Length; i++)
            into[i] = ScalarPeer.Macd(opens, closes, (int)sets[i][0], (int)sets[i][1], (int)sets[i][2], CashRupees, Quantity, FeeBillionths / 1e9).Equity;
    }

    private static double Rate(string name, int rounds, int sets, int bars, out double[] equity, Action<double[]> run)
    {
        (double wall, double processor) = (double.MaxValue, double.MaxValue);
        equity = new double[sets];
        for (int round = 0; round < rounds; round++)
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            run(equity);
            wall = Math.Min(wall, Stopwatch.GetElapsedTime(start).TotalSeconds);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
        }
        double work = (double)sets * bars;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {name,-30} {work / processor / 1e6,6:0} M bar-sets/s of processor time, {work / wall / 1e6,6:0} M by the clock, {wall:0.000} s"));
        return work / processor;
    }

    private static IEnumerable<double[]> Sets()
    {
        for (int fast = 5; ; fast++)
            for (int slow = 20; slow < 60; slow += 4)
                for (int signal = 5; signal < 15; signal++)
                    yield return [fast, slow, signal];
    }
}
