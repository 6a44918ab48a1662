using Astra.Costs;
using Astra.Markets;
using Astra.Strategies;
using CsCheck;

namespace Astra.Research.Tests.Sweeping;

/// <summary>The kernels against the bar runner, which runs the strategies themselves: the same trades to the last unit of money.</summary>
public sealed class KernelTests
{
    private static readonly Gen<(int Seed, int Bars)> Series = Gen.Select(Gen.Int[0, 100_000], Gen.Int[1, 2_500]);

    private static readonly Gen<LedgerRules> Rules =
        Gen.Select(Gen.Enum<TradeSides>(), Of(0, 1, 7, 100), Gen.Int[0, 3], Of(300m, 20_000m, 1_000_000m),
            (sides, quantity, slippage, cash) => new LedgerRules { Sides = sides, Quantity = quantity, SlippageTicks = slippage, Cash = Money.FromRupees(cash) });

    private static readonly Gen<long> Fee = Of(0L, 300_000L, 12_345_678L);

    private static readonly Gen<double[][]> MacdSets = Gen.Select(Gen.Int[2, 60], Gen.Int[1, 90], Gen.Int[1, 70], (fast, more, signal) => new double[] { fast, fast + more, signal }).Array[1, 70];

    private static readonly Gen<double[][]> SmaSets = Gen.Select(Gen.Int[1, 60], Gen.Int[1, 200], (fast, more) => new double[] { fast, fast + more }).Array[1, 40];

    [Fact]
    public void Macd_sets_trade_as_the_runner() => Sample("macd-cross", MacdSets);

    [Fact]
    public void Sma_sets_trade_as_the_runner() => Sample("sma-cross", SmaSets);

    [Theory]
    [InlineData("macd-rsi")]
    [InlineData("bollinger-vwap")]
    [InlineData("supertrend-vwap")]
    public void Sets_without_a_kernel_trade_as_the_runner(string name)
    {
        StrategyDescriptor strategy = Pairs.Strategy(name);
        Gen.Select(Series, Rules, Fee, Gen.Int[0, 1_000]).Sample((series, rules, fee, seed) =>
            Pairs.Agree(new SweepQuestion(Walks.Of(series.Seed, series.Bars), strategy, rules) { FeeRate = fee },
                [.. ParameterSets.Random(strategy, [], 5, seed).Enumerate()]), iter: 20, threads: 1);
    }

    [Theory]
    [InlineData(ChartStyle.HeikinAshi)]
    [InlineData(ChartStyle.Renko)]
    [InlineData(ChartStyle.Range)]
    public void Chart_styles_trade_as_the_runner(ChartStyle style) =>
        Gen.Select(Series, Rules, SmaSets).Sample((series, rules, sets) =>
            Pairs.Agree(new SweepQuestion(Walks.Of(series.Seed, series.Bars), Pairs.Strategy("sma-cross"), rules) { FeeRate = 300_000, Style = style, ChartSize = new Price(3_000) }, sets),
            iter: 20, threads: 1);

    /// <summary>Prices whose sums times lengths leave the whole numbers of a double.</summary>
    [Fact]
    public void Sma_of_very_high_prices_is_exact_too()
    {
        BarSeries low = Walks.Of(5, 1_500);
        Bar[] bars = low.Bars.ToArray();
        foreach (ref Bar bar in bars.AsSpan())
        {
            bar.Open += new Price(9_000_000_000_000);
            bar.Close += new Price(9_000_000_000_000);
        }
        BarSeries high = new(low.Instrument, 1, bars);
        Pairs.Agree(new SweepQuestion(high, Pairs.Strategy("sma-cross"), new LedgerRules { Quantity = 1, Sides = TradeSides.Reverse }), [[3, 400], [10, 30], [1, 2]]);
    }

    /// <summary>Closes that stand still from the start, and for long after having moved: what rounding leaves of a difference trades nowhere.</summary>
    [Theory]
    [InlineData(100_0500)]
    [InlineData(1_500)]
    [InlineData(23_456_8500)]
    public void Macd_of_prices_that_stand_still_trades_as_the_runner(long units)
    {
        BarSeries walk = Walks.Of(8, 3_000);
        Bar[] bars = walk.Bars.ToArray();
        for (int i = 0; i < bars.Length; i++)
            if (i < 400 || i > 900) bars[i].Open = bars[i].High = bars[i].Low = bars[i].Close = new Price(units);
        Pairs.Agree(new SweepQuestion(new BarSeries(walk.Instrument, 1, bars), Pairs.Strategy("macd-cross"), new LedgerRules { Quantity = 1, Sides = TradeSides.Reverse }),
            [[12, 26, 9], [2, 3, 1], [24, 25, 5], [12, 26, 1], [5, 60, 40], [3, 9, 4]]);
    }

    [Fact]
    public void Intraday_gates_and_dated_charges_trade_as_the_runner()
    {
        SessionCalendar calendar = SharedFacts.Calendar;
        foreach ((string name, double[][] sets) in new[] { ("macd-cross", new double[][] { [12, 26, 9], [3, 9, 4], [20, 70, 30] }), ("sma-cross", [[10, 30], [2, 5]]) })
            foreach (TradeSides sides in Enum.GetValues<TradeSides>())
            {
                BarSeries series = Walks.Of(3 + (int)sides, 4_000);
                LedgerRules rules = new() { Quantity = 0, Sides = sides, Intraday = true };
                Pairs.Agree(new SweepQuestion(series, Pairs.Strategy(name), rules)
                {
                    Gates = SessionGates.Of(series, calendar),
                    IndianFees = IndianFeeSpans.Of(series, SharedFacts.Charges, "ZERODHA", Product.Intraday),
                }, sets);
            }
    }

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void Sample(string name, Gen<double[][]> sets) =>
        Gen.Select(Series, Rules, Fee, sets).Sample((series, rules, fee, values) =>
            Pairs.Agree(new SweepQuestion(Walks.Of(series.Seed, series.Bars), Pairs.Strategy(name), rules) { FeeRate = fee }, values), iter: 60, threads: 1);
}
