using Astra.Costs;
using Astra.Markets;

namespace Astra.Research;

/// <summary>What a run left behind: equity at every bar's close and its finished trades. Figures, tables and charts are made from this alone.</summary>
/// <param name="Capital">Rupees before the first bar, more than zero.</param>
/// <param name="Times">Ends of the bars, rising.</param>
/// <param name="Equity">Rupees at those times: cash and open positions at the close.</param>
/// <param name="Trades">In order of their exits.</param>
public sealed record RunRecord(double Capital, Timestamp[] Times, double[] Equity, IReadOnlyList<RunTrade> Trades)
{
    /// <summary>What the same capital would be worth had it bought the instrument at the first bar's close and held it, without costs; null when there is nothing to compare with.</summary>
    public double[]? Benchmark { get; init; }

    /// <summary>Paid at all fills, those of positions still open included; null takes the sum over the trades.</summary>
    public double? Fees { get; init; }

    /// <summary>The same by component, where they are Indian charges.</summary>
    public Charges? Charges { get; init; }

    /// <exception cref="ArgumentException">Lengths differ, times fall, capital is not positive or a value is not finite.</exception>
    public RunRecord Checked()
    {
        if (!(Capital > 0) || !double.IsFinite(Capital)) throw new ArgumentException("the capital must be more than zero", nameof(Capital));
        if (Times.Length != Equity.Length || Benchmark is not null && Benchmark.Length != Times.Length)
            throw new ArgumentException($"{Times.Length} times, {Equity.Length} equities and {Benchmark?.Length ?? Times.Length} of the benchmark are given; they belong together", nameof(Equity));
        for (int i = 0; i < Times.Length; i++)
        {
            if (!double.IsFinite(Equity[i])) throw new ArgumentException($"equity {i} is not a number", nameof(Equity));
            if (i > 0 && Times[i] < Times[i - 1]) throw new ArgumentException($"time {i} is before the one ahead of it", nameof(Times));
        }
        return this;
    }
}
