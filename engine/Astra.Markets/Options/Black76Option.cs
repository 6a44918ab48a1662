namespace Astra.Markets;

/// <summary>
/// A European option on a forward or future by Black's formula of 1976, discounted at a continuous rate. Statistics in double: nothing here is money.
/// Prices out of the money keep their relative precision however small they are; in the money they are intrinsic value plus that.
/// </summary>
/// <param name="Forward">Price of the future, or the forward that put-call parity gives, in rupees, greater than zero.</param>
/// <param name="Strike">Rupees, greater than zero.</param>
/// <param name="Years">Time to expiry as <see cref="YearFraction"/> counts it; zero at and after expiry.</param>
/// <param name="Rate">Continuous interest rate per year, 0.065 for 6.5%; any sign.</param>
public readonly record struct Black76Option(OptionRight Right, double Forward, double Strike, double Years, double Rate = 0)
{
    /// <summary>|ln(forward / strike)| up to here, a ratio of 1e±100: beyond it a square would overflow.</summary>
    private const double WidestLog = 230;

    /// <summary>|rate x years| up to here, so that discounting neither vanishes nor overflows.</summary>
    private const double WidestDiscount = 230;

    public Black76Option(OptionRight right, Price forward, Price strike, double years, double rate = 0)
        : this(right, forward.Rupees, strike.Rupees, years, rate)
    {
    }

    /// <summary>Of sqrt(forward x strike); below it doubles run out of digits, and it is some 280 powers of ten below a tick.</summary>
    private const double SmallestPrice = 1e-290;

    /// <summary>False for anything that has no price: every result is then NaN or <see cref="ImpliedStatus.InvalidInput"/>.</summary>
    public bool IsValid => TryLogMoneyness(out _);

    /// <summary>What exercise is worth at the forward, discounted.</summary>
    public double Intrinsic => Discount * Math.Max(0, Sign * (Forward - Strike));

    /// <summary>Value today of a rupee at expiry.</summary>
    public double Discount => PinnedMath.Exp(-Rate * Years);

    private double Sign => Right == OptionRight.Call ? 1 : -1;

    private bool InTheMoney => Sign * (Forward - Strike) > 0;

    /// <summary>Price in rupees at a volatility of zero or more (0.13 for 13%; infinity gives the upper bound); NaN when not valid.</summary>
    public double Price(double volatility) =>
        TryLogMoneyness(out double x) && volatility >= 0 ? Discount * Undiscounted(x, Deviation(volatility)) : double.NaN;

    /// <summary>Price and greeks at a volatility of zero or more.</summary>
    public OptionValue Value(double volatility)
    {
        if (!TryLogMoneyness(out double x) || !(volatility >= 0))
            return new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        double s = Deviation(volatility), discount = Discount, sign = Sign;
        double price = discount * Undiscounted(x, s);
        // At the money without deviation the two sides meet at zero.
        double d1 = x == 0 && s == 0 ? 0 : x / s + 0.5 * s, d2 = x == 0 && s == 0 ? 0 : x / s - 0.5 * s;
        double delta = sign * discount * Normal.Cdf(sign * d1);
        double density = discount * Normal.Density(d1);
        double carry = Rate * price;
        if (density == 0 || s == 0)
            return new(price, delta, 0, s == 0 ? Forward * density * Math.Sqrt(Years) : 0, Years == 0 ? 0 : carry, -Years * price, 0, 0);
        double vega = Forward * density * Math.Sqrt(Years);
        return new(
            price, delta,
            Gamma: density / (Forward * s),
            Vega: vega,
            ThetaPerYear: carry - 0.5 * vega * volatility / Years,
            Rho: -Years * price,
            Vanna: -density * d2 / volatility,
            Volga: vega * d1 * d2 / volatility);
    }

    /// <summary>
    /// The volatility at which the option has this price in rupees. The option is first turned into its out-of-the-money twin by parity, so what a price in
    /// the money says about volatility is what rounding leaves of its time value.
    /// </summary>
    public ImpliedVolatility ImpliedVolatility(double price)
    {
        if (!TryLogMoneyness(out double x) || !double.IsFinite(price)) return Markets.ImpliedVolatility.Without(ImpliedStatus.InvalidInput);
        if (Years == 0) return Markets.ImpliedVolatility.Without(ImpliedStatus.Expired);
        double discount = Discount, timeValue = price / discount;
        if (InTheMoney)
        {
            timeValue -= Math.Abs(Forward - Strike);
            // Four roundings of the larger number: less than that is not time value but arithmetic.
            double rounding = Math.Max(Forward, Strike) * (1.0 / (1L << 51));
            if (Math.Abs(timeValue) <= rounding) return Markets.ImpliedVolatility.Without(ImpliedStatus.NoTimeValue);
        }
        if (timeValue < 0) return Markets.ImpliedVolatility.Without(ImpliedStatus.BelowIntrinsic);
        x = -Math.Abs(x);
        double unit = Math.Sqrt(Forward) * Math.Sqrt(Strike), normalized = timeValue / unit;
        if (timeValue >= Math.Min(Forward, Strike) || normalized >= PinnedMath.Exp(0.5 * x)) return Markets.ImpliedVolatility.Without(ImpliedStatus.AboveMaximum);
        if (normalized < SmallestPrice) return Markets.ImpliedVolatility.Without(ImpliedStatus.NoTimeValue);
        double s = NormalizedBlackInverse.Solve(x, normalized, out int steps), root = Math.Sqrt(Years);
        return new(ImpliedStatus.Ok, s / root, discount * unit * NormalizedBlack.Slope(-x / s, 0.5 * s) * root, steps);
    }

    /// <summary>ln(forward / strike), by the difference near the money, where the quotient would lose its digits; false when not valid.</summary>
    private bool TryLogMoneyness(out double x)
    {
        x = double.NaN;
        if (Right is not (OptionRight.Call or OptionRight.Put) || !(Forward > 0 && Strike > 0 && Years >= 0)) return false;
        if (!double.IsFinite(Forward) || !double.IsFinite(Strike) || !double.IsFinite(Years) || !(Math.Abs(Rate * Years) <= WidestDiscount)) return false;
        double difference = Forward - Strike;
        x = Math.Abs(difference) < 0.25 * Strike ? PinnedMath.Log1p(difference / Strike) : PinnedMath.Log(Forward / Strike);
        return Math.Abs(x) <= WidestLog;
    }

    private double Deviation(double volatility) => Years == 0 ? 0 : volatility * Math.Sqrt(Years);

    private double Undiscounted(double x, double s)
    {
        double intrinsic = Math.Max(0, Sign * (Forward - Strike));
        return s == 0 ? intrinsic : intrinsic + Math.Sqrt(Forward) * Math.Sqrt(Strike) * NormalizedBlack.Price(-Math.Abs(x), s);
    }
}
