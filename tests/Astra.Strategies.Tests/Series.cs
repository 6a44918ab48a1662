using Astra.Markets;

namespace Astra.Strategies.Tests;

/// <summary>Made-up series that are the same on every run, and bars of several instruments.</summary>
internal static class Series
{
    public static readonly Timestamp Open = Ist.At(new DateOnly(2026, 11, 18), new TimeOnly(9, 15));

    /// <summary>About normal values of mean 0 and deviation 1: twelve draws of a congruential generator added up.</summary>
    public static double[] Noise(int count, ulong seed)
    {
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            for (int k = 0; k < 12; k++)
            {
                seed = seed * 6364136223846793005 + 1442695040888963407;
                values[i] += (seed >> 11) * (1.0 / (1UL << 53));
            }
            values[i] -= 6;
        }
        return values;
    }

    public static double[] Walk(int count, ulong seed, double step, double start = 0)
    {
        double[] values = Noise(count, seed);
        for (int i = 0; i < count; i++) values[i] = (i == 0 ? start : values[i - 1]) + step * values[i];
        return values;
    }

    /// <summary>One-minute candle number i of the day, flat at a price.</summary>
    public static Bar Minute(int i, double rupees, bool sessionStart = false) => new()
    {
        Start = Open + i * Timestamp.NanosPerMinute,
        End = Open + (i + 1) * Timestamp.NanosPerMinute,
        Open = TheoreticalPrice.Round(rupees),
        High = TheoreticalPrice.Round(rupees),
        Low = TheoreticalPrice.Round(rupees),
        Close = TheoreticalPrice.Round(rupees),
        Volume = 100,
        IntervalMinutes = 1,
        Flags = sessionStart ? BarFlags.SessionStart : BarFlags.None,
    };

    public static T Create<T>(string name, StrategyMarket market, params ReadOnlySpan<(string Name, double Value)> overrides) where T : IStrategy
    {
        Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? descriptor));
        double[] values = descriptor.Defaults();
        foreach ((string parameter, double value) in overrides) values[descriptor.IndexOf(parameter)] = value;
        return (T)descriptor.Create(values, market);
    }

    public static string? Problem(string name, Instrument instrument, params Instrument[] peers)
    {
        Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? descriptor));
        return descriptor.FirstProblem(new StrategyMarket(instrument, peers, 1));
    }
}
