using CsCheck;

namespace Astra.Markets.Tests;

public class ImpliedVolatilityTests
{
    private const double Ulp = 1.0 / (1L << 52);

    private readonly ITestOutputHelper _output;

    public ImpliedVolatilityTests(ITestOutputHelper output) => _output = output;

    /// <summary>The table of the room's README comes from here.</summary>
    [Fact]
    public void Volatility_comes_back_wherever_the_price_determines_it()
    {
        _output.WriteLine("| term | solved | worst error out of the money | in the money | price alone comes back | its worst error, ulp | no time value | mean steps | most |");
        double worst = 0;
        foreach ((string name, double years) in OptionGrid.Terms)
        {
            Tally tally = new();
            foreach (double x in OptionGrid.LogMoneyness)
                foreach (double volatility in OptionGrid.Volatilities)
                    foreach (OptionRight right in (ReadOnlySpan<OptionRight>)[OptionRight.Call, OptionRight.Put])
                        tally.Try(OptionGrid.At(right, x, years), volatility);
            _output.WriteLine(OptionGrid.Line(
                $"| {name} | {tally.Determined} | {tally.WorstOut:E1} | {tally.WorstIn:E1} | {tally.Undetermined} | {tally.WorstPrice:F1} | {tally.Without} | {tally.Steps / (double)Math.Max(1, tally.Determined + tally.Undetermined):F2} | {tally.MostSteps} |"));
            worst = Math.Max(worst, tally.WorstVolatility);
            Assert.True(tally.WorstVolatility <= 1e-8, $"{name}: {tally.WorstAt}");
            Assert.True(tally.WorstPrice <= 8, $"{name}: price {tally.WorstPriceAt}");
            Assert.True(tally.MostSteps <= 4, $"{name}: {tally.MostSteps} steps");
        }
        _output.WriteLine(OptionGrid.Line($"worst error of volatility: {worst:E2}"));
    }

    [Fact]
    public void Out_of_the_money_the_error_is_a_few_roundings_however_small_the_price()
    {
        double worst = 0;
        foreach ((_, double years) in OptionGrid.Terms)
            foreach (double x in OptionGrid.LogMoneyness)
                foreach (double volatility in OptionGrid.Volatilities)
                {
                    Black76Option option = OptionGrid.At(x > 0 ? OptionRight.Put : OptionRight.Call, x, years);
                    double price = option.Price(volatility), vega = option.Value(volatility).Vega;
                    // Above nine tenths of the maximum a rounding of the price is what decides.
                    if (price < 1e-285 * option.Strike || price > 0.9 * option.Discount * Math.Min(option.Forward, option.Strike)) continue;
                    ImpliedVolatility implied = option.ImpliedVolatility(price);
                    Assert.True(implied.IsOk, $"{option} {volatility}: {implied}");
                    worst = Math.Max(worst, Math.Abs(implied.Volatility - volatility) / volatility);
                    Assert.True(Math.Abs(implied.Vega - vega) <= 1e-9 * vega, $"{option} {volatility}: vega {implied.Vega} and {vega}");
                }
        _output.WriteLine(OptionGrid.Line($"worst relative error: {worst:E2}"));
        Assert.True(worst < 3e-13, OptionGrid.Line($"{worst:E2}"));
    }

    [Fact]
    public void Random_options_round_trip() =>
        Gen.Select(Gen.Double[-3, 3], Gen.Double[-4.6, 1.386], Gen.Double[-13.2, 1.1], Gen.Bool, Gen.Double[-0.05, 0.3]).Sample((x, logVolatility, logYears, call, rate) =>
        {
            Tally tally = new();
            tally.Try(OptionGrid.At(call ? OptionRight.Call : OptionRight.Put, x, Math.Exp(logYears), rate), Math.Exp(logVolatility));
            return tally.WorstVolatility <= 1e-8 && tally.WorstPrice <= 8 && tally.MostSteps <= 5;
        }, iter: 20_000);

    [Fact]
    public void A_bigger_price_never_implies_a_smaller_volatility() =>
        Gen.Select(Gen.Double[-0.2, 0.2], Gen.Double[-11, 0], Gen.Double[0.0001, 0.9], Gen.Double[0, 1e-3]).Sample((x, logYears, part, more) =>
        {
            Black76Option option = OptionGrid.At(x > 0 ? OptionRight.Put : OptionRight.Call, x, Math.Exp(logYears));
            double maximum = option.Discount * Math.Min(option.Forward, option.Strike), price = part * maximum;
            double low = option.ImpliedVolatility(price).Volatility, high = option.ImpliedVolatility(price * (1 + more)).Volatility;
            return high >= low * (1 - 1e-13);
        });

    [Fact]
    public void What_has_no_volatility_says_why()
    {
        Black76Option call = new(OptionRight.Call, 24_500, 24_000, 0.01, 0.065), put = call with { Right = OptionRight.Put };
        double discount = call.Discount;
        Assert.Equal(ImpliedStatus.BelowIntrinsic, call.ImpliedVolatility(discount * 500 - 0.05).Status);
        Assert.Equal(ImpliedStatus.BelowIntrinsic, put.ImpliedVolatility(-0.05).Status);
        Assert.Equal(ImpliedStatus.NoTimeValue, call.ImpliedVolatility(call.Intrinsic).Status);
        Assert.Equal(0, call.ImpliedVolatility(call.Intrinsic).Volatility);
        Assert.Equal(ImpliedStatus.NoTimeValue, put.ImpliedVolatility(0).Status);
        Assert.Equal(ImpliedStatus.AboveMaximum, call.ImpliedVolatility(24_500).Status);
        Assert.Equal(ImpliedStatus.AboveMaximum, put.ImpliedVolatility(24_000).Status);
        Assert.Equal(ImpliedStatus.Expired, (call with { Years = 0 }).ImpliedVolatility(600).Status);
        foreach (Black76Option bad in new[]
        {
            call with { Forward = 0 }, call with { Forward = -1 }, call with { Forward = double.NaN }, call with { Forward = double.PositiveInfinity }, call with { Strike = 0 },
            call with { Strike = 1e-99 }, call with { Years = -1 }, call with { Years = double.NaN }, call with { Rate = double.NaN }, call with { Rate = 1e9 }, call with { Right = OptionRight.None },
        })
        {
            Assert.Equal(ImpliedStatus.InvalidInput, bad.ImpliedVolatility(600).Status);
            Assert.True(double.IsNaN(bad.ImpliedVolatility(600).Volatility));
            Assert.True(double.IsNaN(bad.Price(0.1)) && double.IsNaN(bad.Value(0.1).Delta) && !bad.IsValid, bad.ToString());
        }
        Assert.Equal(ImpliedStatus.InvalidInput, call.ImpliedVolatility(double.NaN).Status);
        Assert.Equal(ImpliedStatus.InvalidInput, call.ImpliedVolatility(double.PositiveInfinity).Status);
        Assert.Equal(ImpliedStatus.None, default(ImpliedVolatility).Status);
    }

    [Fact]
    public void The_smallest_prices_there_are_still_solve()
    {
        foreach (double x in new[] { -100, -3.0, -0.1, -1e-3, -1e-9, 0 })
            foreach (double price in new[] { 5e-324, 1e-310, 1e-300, 1e-280, 1e-200, 1e-30, 0.05 })
            {
                Black76Option option = OptionGrid.At(OptionRight.Call, x, 1 / 365.0);
                ImpliedVolatility implied = option.ImpliedVolatility(price);
                ImpliedStatus wanted = price < 1e-290 * Math.Sqrt(option.Forward * option.Strike) ? ImpliedStatus.NoTimeValue
                    : price >= option.Forward ? ImpliedStatus.AboveMaximum : ImpliedStatus.Ok;
                Assert.True(implied.Status == wanted && (implied.Volatility > 0) == implied.IsOk, $"{x} {price}: {implied}");
                if (implied.IsOk)
                    Assert.True(Math.Abs(option.Price(implied.Volatility) / price - 1) < 1e-11, OptionGrid.Line($"{x} {price}: {option.Price(implied.Volatility)}"));
            }
    }

    [Fact]
    public void The_error_of_a_tick_is_told()
    {
        Black76Option call = new(OptionRight.Call, 24_500, 24_600, 3.5 / 365, 0.065);
        ImpliedVolatility implied = call.ImpliedVolatility(91.35);
        double moved = call.ImpliedVolatility(91.40).Volatility - implied.Volatility;
        Assert.Equal(moved, implied.ErrorOf(0.05), 1e-3 * moved);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        BlackScholesOption option = new(OptionRight.Call, 24_500, 24_600, 3.5 / 365, 0.065);
        double sum = option.ImpliedVolatility(91.35).Volatility + option.Value(0.13).Price;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) sum += option.ImpliedVolatility(91.35 + i * 0.05).Volatility + option.Value(0.13).Gamma;
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(sum > 0);
    }

    private sealed class Tally
    {
        public int Determined, Undetermined, Without, MostSteps, Steps;
        public double WorstOut, WorstIn, WorstPrice;

        public double WorstVolatility => Math.Max(WorstOut, WorstIn);

        public string WorstAt = "", WorstPriceAt = "";

        /// <summary>
        /// A price is a double, so it stands for all volatilities whose price rounds to it: one rounding of the price, over vega. Where that (for four roundings, since
        /// pricing and solving both round) is below 1e-8 of the volatility, the volatility must come back; elsewhere the price must.
        /// </summary>
        public void Try(Black76Option option, double volatility)
        {
            OptionValue value = option.Value(volatility);
            double price = value.Price, scale = Math.Max(price, option.Intrinsic) * Ulp;
            ImpliedVolatility implied = option.ImpliedVolatility(price);
            if (!implied.IsOk)
            {
                Without++;
                // Only where the price is intrinsic value or its maximum to within rounding.
                double distance = implied.Status switch
                {
                    ImpliedStatus.NoTimeValue => price - option.Intrinsic,
                    ImpliedStatus.AboveMaximum => price - option.Discount * (option.Right == OptionRight.Call ? option.Forward : option.Strike),
                    ImpliedStatus.BelowIntrinsic => 0,
                    _ => double.NaN,
                };
                Assert.True(Math.Abs(distance) <= 4 * Ulp * Math.Max(option.Forward, option.Strike), $"{option} {volatility}: {implied}, price {price}");
                Assert.NotEqual(ImpliedStatus.BelowIntrinsic, implied.Status);
                return;
            }
            Steps += implied.Steps;
            MostSteps = Math.Max(MostSteps, implied.Steps);
            double error = Math.Abs(implied.Volatility - volatility) / Math.Max(volatility, 1e-8);
            double largest = Math.Max(option.Forward, option.Strike) * Ulp;
            bool inTheMoney = option.Intrinsic > 0;
            if (value.Vega * volatility * 1e-8 > 4 * (inTheMoney ? largest : scale))
            {
                Determined++;
                if (error > WorstVolatility) WorstAt = $"{option} {volatility}: {implied}";
                if (inTheMoney) WorstIn = Math.Max(WorstIn, error);
                else WorstOut = Math.Max(WorstOut, error);
            }
            else
            {
                Undetermined++;
                double back = Math.Abs(option.Price(implied.Volatility) - price) / (inTheMoney ? largest : scale);
                if (back > WorstPrice) (WorstPrice, WorstPriceAt) = (back, $"{option} {volatility}: {implied}, price {price:R}");
            }
        }
    }
}
