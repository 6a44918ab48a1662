using Astra.Markets;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Astra.Perf.Micro.Options;

/// <summary>
/// Per option: pricing, greeks and implied volatility over a weekly index chain: strikes within 4% of the forward, five minutes to seven days, volatility from
/// 8% to 40%, out of the money. The peer solves the same prices by Newton steps inside a bisected bracket, with the same pricing function.
/// Target: implied volatility under 400 ns, zero bytes.
/// </summary>
[Config(typeof(ShortRounds))]
[MemoryDiagnoser]
public class OptionBenchmarks
{
    private const int Options = 1024;

    private readonly Black76Option[] _options = new Black76Option[Options];
    private readonly double[] _volatilities = new double[Options];
    private readonly double[] _prices = new double[Options];

    [GlobalSetup]
    public void Setup()
    {
        const double forward = 24_500, tick = 0.05;
        ulong state = 20260818;
        for (int i = 0; i < Options;)
        {
            double strike = forward * (0.96 + 0.08 * Next(ref state)), years = (5 + 10_075 * Next(ref state)) / (365 * 1440);
            Black76Option option = new(strike < forward ? OptionRight.Put : OptionRight.Call, forward, strike, years, 0.065);
            double volatility = 0.08 + 0.32 * Next(ref state), price = option.Price(volatility);
            if (price < tick) continue;
            (_options[i], _volatilities[i], _prices[i]) = (option, volatility, price);
            i++;
        }
    }

    [Benchmark(OperationsPerInvoke = Options)]
    public double Price()
    {
        double sum = 0;
        for (int i = 0; i < Options; i++) sum += _options[i].Price(_volatilities[i]);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Options)]
    public double PriceAndGreeks()
    {
        double sum = 0;
        for (int i = 0; i < Options; i++) sum += _options[i].Value(_volatilities[i]).Gamma;
        return sum;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Options)]
    public double ImpliedVolatility()
    {
        double sum = 0;
        for (int i = 0; i < Options; i++) sum += _options[i].ImpliedVolatility(_prices[i]).Volatility;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Options)]
    public double PeerNewtonBisection()
    {
        double sum = 0;
        for (int i = 0; i < Options; i++) sum += NewtonBisection(_options[i], _prices[i]);
        return sum;
    }

    /// <summary>What most libraries do: start at 20%, stop at 1e-8 of volatility, halve when Newton leaves the bracket.</summary>
    private static double NewtonBisection(in Black76Option option, double price)
    {
        double low = 1e-4, high = 10, volatility = 0.2, root = Math.Sqrt(option.Years);
        double log = PinnedMath.Log(option.Forward / option.Strike), discount = option.Discount;
        for (int i = 0; i < 100; i++)
        {
            double s = volatility * root, d1 = log / s + 0.5 * s, sign = option.Right == OptionRight.Call ? 1 : -1;
            double value = sign * discount * (option.Forward * Normal.Cdf(sign * d1) - option.Strike * Normal.Cdf(sign * (d1 - s)));
            if (value < price) low = volatility;
            else high = volatility;
            double next = volatility - (value - price) / (discount * option.Forward * Normal.Density(d1) * root);
            if (!(next > low && next < high)) next = 0.5 * (low + high);
            if (Math.Abs(next - volatility) < 1e-8) return next;
            volatility = next;
        }
        return volatility;
    }

    /// <summary>Rounds of one pass, well below a scheduler's slice, so that the fastest one is the machine's speed even when others use it too.</summary>
    private sealed class ShortRounds : ManualConfig
    {
        public ShortRounds()
        {
            AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithInvocationCount(1).WithUnrollFactor(1).WithWarmupCount(100).WithIterationCount(400));
            AddColumn(StatisticColumn.Min, StatisticColumn.Median);
        }
    }

    private static double Next(ref ulong state)
    {
        state = state * 6364136223846793005 + 1442695040888963407;
        return (state >> 11) / 9007199254740992.0;
    }
}
