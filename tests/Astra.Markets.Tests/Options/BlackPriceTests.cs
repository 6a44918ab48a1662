using System.Numerics;
using CsCheck;

namespace Astra.Markets.Tests;

public class BlackPriceTests
{
    private static readonly Exact Wide = new(1000);

    private static readonly Gen<(Black76Option Call, double Volatility)> Options =
        Gen.Select(Gen.Double[-3, 3], Gen.Double[-4.6, 1.386], Gen.Double[-13.2, 1.1], Gen.Double[-0.05, 0.3]).Select((x, logVolatility, logYears, rate) =>
            (OptionGrid.At(OptionRight.Call, x, Math.Exp(logYears), rate), Math.Exp(logVolatility)));

    private readonly ITestOutputHelper _output;

    public BlackPriceTests(ITestOutputHelper output) => _output = output;

    /// <summary>The table of the room's README comes from here.</summary>
    [Fact]
    public void Prices_agree_with_the_textbook_line_in_high_precision()
    {
        double worstOut = 0, worstIn = 0;
        string at = "";
        foreach ((string name, double years) in OptionGrid.Terms)
            foreach (double x in OptionGrid.LogMoneyness)
                foreach (double volatility in (ReadOnlySpan<double>)[0.01, 0.13, 0.4, 4])
                {
                    Black76Option call = OptionGrid.At(OptionRight.Call, x, years);
                    if (Math.Abs(x) / (volatility * Math.Sqrt(years)) > 30) continue;
                    foreach (OptionRight right in (ReadOnlySpan<OptionRight>)[OptionRight.Call, OptionRight.Put])
                    {
                        Black76Option option = call with { Right = right };
                        double exact = Wide.ToDouble(ExactPrice(option, volatility)), error = Math.Abs(option.Price(volatility) / exact - 1);
                        if (option.Intrinsic > 0) worstIn = Math.Max(worstIn, Math.Abs(option.Price(volatility) - exact) / Math.Max(option.Forward, option.Strike));
                        else if (error > worstOut) (worstOut, at) = (error, OptionGrid.Line($"{name}, x = {x}, volatility {volatility}"));
                    }
                }
        _output.WriteLine(OptionGrid.Line($"out of the money, relative: {worstOut:E1} ({at}); in the money, of the larger of forward and strike: {worstIn:E1}"));
        Assert.True(worstOut < 1e-12, OptionGrid.Line($"{worstOut:E2} at {at}"));
        Assert.True(worstIn < 5e-16, OptionGrid.Line($"{worstIn:E2}"));
    }

    /// <summary>The table of the room's README comes from here.</summary>
    [Fact]
    public void Greeks_agree_with_differences_of_the_price_in_high_precision()
    {
        string[] names = ["delta", "gamma", "vega", "theta", "rho", "vanna", "volga"];
        double[] worst = new double[names.Length], worstSpot = new double[names.Length];
        foreach ((_, double years) in OptionGrid.Terms)
            foreach (double x in (ReadOnlySpan<double>)[-1, -0.1, -0.02, -0.004, 0, 1e-4, 0.01, 0.05, 0.5])
                foreach (double volatility in (ReadOnlySpan<double>)[0.01, 0.13, 1.5])
                {
                    if (Math.Abs(x) / (volatility * Math.Sqrt(years)) > 12) continue;
                    OptionRight right = x < 0 || volatility > 1 ? OptionRight.Call : OptionRight.Put;
                    Black76Option option = OptionGrid.At(right, x, years);
                    Compare(worst, option.Value(volatility), Differences(option.Forward, years, volatility, option.Rate, (f, t, v, r) =>
                        Wide.Black(right == OptionRight.Call, f, Wide.From(option.Strike), t, v, r)));
                    BlackScholesOption spot = new(right, option.Forward, option.Strike, years, 0.065, 0.012);
                    Compare(worstSpot, spot.Value(volatility), Differences(spot.Spot, years, volatility, spot.Rate, (s, t, v, r) =>
                        Wide.Black(right == OptionRight.Call, Wide.Times(s, Wide.Exp(Wide.Times(r - Wide.From(spot.DividendYield), t))), Wide.From(spot.Strike), t, v, r)));
                }
        for (int i = 0; i < names.Length; i++)
        {
            _output.WriteLine(OptionGrid.Line($"| {names[i]} | {worst[i]:E1} | {worstSpot[i]:E1} |"));
            Assert.True(worst[i] < 1e-11, OptionGrid.Line($"Black-76 {names[i]}: {worst[i]:E2}"));
            // The forward that spot and rates imply is rounded, which counts when a minute is left and the deviation is a hundred-thousandth.
            Assert.True(worstSpot[i] < 1e-9, OptionGrid.Line($"Black-Scholes {names[i]}: {worstSpot[i]:E2}"));
        }
    }

    [Fact]
    public void Call_and_put_obey_parity_in_price_and_greeks() => Options.Sample(o =>
    {
        (Black76Option call, double volatility) = o;
        OptionValue c = call.Value(volatility), p = (call with { Right = OptionRight.Put }).Value(volatility);
        double discount = call.Discount, forward = discount * (call.Forward - call.Strike), unit = 1e-14 * Math.Max(call.Forward, call.Strike);
        return Near(c.Price - p.Price, forward, unit) && Near(c.Delta - p.Delta, discount, 1e-14) && c.Gamma == p.Gamma && c.Vega == p.Vega && c.Vanna == p.Vanna
            && c.Volga == p.Volga && Near(c.Rho - p.Rho, -call.Years * forward, unit * 4)
            && Near(c.ThetaPerYear - p.ThetaPerYear, call.Rate * forward, unit + 1e-14 * Math.Abs(c.ThetaPerYear));
    }, iter: 20_000);

    [Fact]
    public void Prices_stay_within_their_bounds_and_greeks_keep_their_signs() => Options.Sample(o =>
    {
        (Black76Option option, double volatility) = o;
        OptionValue v = option.Value(volatility);
        double most = option.Discount * option.Forward;
        return v.Price == option.Price(volatility) && v.Price >= option.Intrinsic * (1 - 1e-15) && v.Price <= most * (1 + 1e-15)
            && v.Delta >= 0 && v.Delta <= option.Discount && v.Gamma >= 0 && v.Vega >= 0 && double.IsFinite(v.ThetaPerYear) && double.IsFinite(v.Vanna) && double.IsFinite(v.Volga);
    }, iter: 20_000);

    [Fact]
    public void Prices_rise_with_volatility_and_time_and_fall_with_the_strike() => Gen.Select(Options, Gen.Double[0, 0.5]).Sample((o, more) =>
    {
        (Black76Option option, double volatility) = o;
        option = option with { Rate = 0 };
        // Thirty deviations out a price is true to 3.3e-13 of itself.
        double price = option.Price(volatility), slack = 1e-12 * price;
        return option.Price(volatility * (1 + more)) >= price - slack
            && (option with { Years = option.Years * (1 + more) }).Price(volatility) >= price - slack
            && (option with { Strike = option.Strike * (1 + more) }).Price(volatility) <= price + slack
            && (option with { Right = OptionRight.Put, Strike = option.Strike * (1 + more) }).Price(volatility) >= (option with { Right = OptionRight.Put }).Price(volatility) * (1 - 1e-12) - slack;
    }, iter: 20_000);

    [Fact]
    public void Spot_and_forward_give_the_same_price() => Options.Sample(o =>
    {
        BlackScholesOption spot = new(OptionRight.Call, o.Call.Forward, o.Call.Strike, o.Call.Years, o.Call.Rate, 0.02);
        Black76Option forward = new(OptionRight.Call, spot.Forward, spot.Strike, spot.Years, spot.Rate);
        return spot.Price(o.Volatility) == forward.Price(o.Volatility) && spot.ImpliedVolatility(5).Equals(forward.ImpliedVolatility(5));
    });

    [Fact]
    public void A_known_option_has_its_published_price()
    {
        // Hull, Options, Futures and Other Derivatives: S 42, K 40, r 10%, sigma 20%, half a year: call 4.76, put 0.81.
        BlackScholesOption call = new(OptionRight.Call, 42, 40, 0.5, 0.1);
        Assert.Equal(4.759422, call.Price(0.2), 1e-6);
        Assert.Equal(0.808599, (call with { Right = OptionRight.Put }).Price(0.2), 1e-6);
        // The same source, Black's model: F 20, K 20, r 9%, sigma 25%, four months: put 1.12.
        Assert.Equal(1.116641, new Black76Option(OptionRight.Put, 20, 20, 4 / 12.0, 0.09).Price(0.25), 1e-6);
    }

    private static bool Near(double a, double b, double allowed) => Math.Abs(a - b) <= allowed;

    private static BigInteger ExactPrice(Black76Option o, double volatility) => Wide.Black(
        o.Right == OptionRight.Call, Wide.From(o.Forward), Wide.From(o.Strike), Wide.From(o.Years), Wide.From(volatility), Wide.From(o.Rate));

    /// <summary>Central differences over 2^-150 of each variable: what they leave out is far below a double.</summary>
    private static double[] Differences(
        double underlying, double years, double volatility, double rate, Func<BigInteger, BigInteger, BigInteger, BigInteger, BigInteger> price)
    {
        BigInteger f = Wide.From(underlying), t = Wide.From(years), v = Wide.From(volatility), r = Wide.From(rate);
        BigInteger df = f >> 150, dt = t >> 150, dv = v >> 150, dr = r >> 150;
        BigInteger mid = price(f, t, v, r), up = price(f + df, t, v, r), down = price(f - df, t, v, r), more = price(f, t, v + dv, r), less = price(f, t, v - dv, r);
        BigInteger vanna = (price(f + df, t, v + dv, r) - price(f - df, t, v + dv, r)) - (price(f + df, t, v - dv, r) - price(f - df, t, v - dv, r));
        return
        [
            Wide.ToDouble(Wide.Over(up - down, 2 * df)),
            Wide.ToDouble(Wide.Over(Wide.Over(up - 2 * mid + down, df), df)),
            Wide.ToDouble(Wide.Over(more - less, 2 * dv)),
            -Wide.ToDouble(Wide.Over(price(f, t + dt, v, r) - price(f, t - dt, v, r), 2 * dt)),
            Wide.ToDouble(Wide.Over(price(f, t, v, r + dr) - price(f, t, v, r - dr), 2 * dr)),
            Wide.ToDouble(Wide.Over(Wide.Over(vanna, 4 * df), dv)),
            Wide.ToDouble(Wide.Over(Wide.Over(more - 2 * mid + less, dv), dv)),
        ];
    }

    /// <summary>Errors relative to each greek; where its terms cancel (vanna and volga near the money, theta and rho of a spot), to what they cancel from.</summary>
    private static void Compare(double[] worst, OptionValue v, double[] exact)
    {
        double[] actual = [v.Delta, v.Gamma, v.Vega, v.ThetaPerYear, v.Rho, v.Vanna, v.Volga];
        for (int i = 0; i < actual.Length; i++)
        {
            double scale = Math.Abs(exact[i]);
            if (i is 3 or 4) scale = Math.Max(scale, Math.Abs(v.Price) + 2500 * Math.Abs(v.Delta));
            if (i == 5) scale = Math.Max(scale, v.Vega / 24_600);
            if (i == 6) scale = Math.Max(scale, v.Vega * 1e-3);
            worst[i] = Math.Max(worst[i], Math.Abs(actual[i] - exact[i]) / scale);
        }
    }
}
