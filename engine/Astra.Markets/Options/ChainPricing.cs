namespace Astra.Markets;

/// <summary>
/// What a chain's quotes say. Quotes are a span indexed by instrument id; an id beyond its end has no quote. Nothing allocates.
/// </summary>
public static class ChainPricing
{
    /// <summary>
    /// The forward by put-call parity at the money. Only strikes where call and put both have a price serve. With <paramref name="near"/> (a spot or the last
    /// forward) it is the nearest of them, else the one where call and put cost most nearly the same; the lower of two equal ones. False when no strike has both.
    /// </summary>
    public static bool TrySyntheticForward(
        this OptionChain chain, ReadOnlySpan<OptionQuote> quotes, double years, double rate, out SyntheticForward forward, double near = double.NaN)
    {
        forward = default;
        double best = double.PositiveInfinity;
        for (int i = 0; i < chain.Count; i++)
        {
            if (!TryMark(chain, quotes, i, OptionRight.Call, out double call) || !TryMark(chain, quotes, i, OptionRight.Put, out double put)) continue;
            double strike = chain.Strikes[i].Rupees;
            double distance = Math.Abs(double.IsNaN(near) ? call - put : strike - near);
            if (!(distance < best)) continue;
            best = distance;
            bool twoSided = IsTwoSided(quotes[chain.IdOf(i, OptionRight.Call)]) && IsTwoSided(quotes[chain.IdOf(i, OptionRight.Put)]);
            forward = new SyntheticForward(strike + (call - put) * PinnedMath.Exp(rate * years), i, twoSided);
        }
        return best < double.PositiveInfinity;
    }

    /// <summary>
    /// The smile: each strike's implied volatility, from its out-of-the-money option (the put below the forward, the call at and above it), or from the other one
    /// when only that has a price. <see cref="ImpliedStatus.None"/> where neither has. <paramref name="into"/> holds one place per strike.
    /// </summary>
    public static void ImpliedVolatilities(
        this OptionChain chain, ReadOnlySpan<OptionQuote> quotes, double forward, double years, double rate, Span<ImpliedVolatility> into)
    {
        for (int i = 0; i < chain.Count; i++)
        {
            double strike = chain.Strikes[i].Rupees;
            OptionRight right = strike < forward ? OptionRight.Put : OptionRight.Call;
            if (!TryMark(chain, quotes, i, right, out double price))
            {
                right = right == OptionRight.Put ? OptionRight.Call : OptionRight.Put;
                if (!TryMark(chain, quotes, i, right, out price))
                {
                    into[i] = default;
                    continue;
                }
            }
            into[i] = new Black76Option(right, forward, strike, years, rate).ImpliedVolatility(price);
        }
    }

    /// <summary>
    /// Index of the listed option whose Black-76 delta is nearest in size to a target (0.25 for a 25-delta call or put), the lower strike of two equal ones.
    /// Volatilities are one per strike, as the smile gives them; strikes without a finite one above zero are passed over.
    /// </summary>
    public static int ByDelta(
        this OptionChain chain, OptionRight right, double target, double forward, double years, double rate, ReadOnlySpan<double> volatilities)
    {
        int best = OptionChain.None;
        double distance = double.PositiveInfinity;
        for (int i = 0; i < chain.Count; i++)
        {
            if (chain.IdOf(i, right) == OptionChain.None || !(volatilities[i] > 0 && double.IsFinite(volatilities[i]))) continue;
            double delta = new Black76Option(right, forward, chain.Strikes[i].Rupees, years, rate).Value(volatilities[i]).Delta;
            double d = Math.Abs(Math.Abs(delta) - Math.Abs(target));
            if (d < distance) (best, distance) = (i, d);
        }
        return best;
    }

    /// <summary>
    /// Index of the listed option whose price is nearest to a premium in rupees; of two equally near ones the lower strike. Options without a price are
    /// passed over; <see cref="OptionChain.None"/> when none has one.
    /// </summary>
    public static int ByPremium(this OptionChain chain, OptionRight right, double premium, ReadOnlySpan<OptionQuote> quotes)
    {
        int best = OptionChain.None;
        double distance = double.PositiveInfinity;
        for (int i = 0; i < chain.Count; i++)
        {
            if (!TryMark(chain, quotes, i, right, out double price)) continue;
            double d = Math.Abs(price - premium);
            if (d < distance) (best, distance) = (i, d);
        }
        return best;
    }

    /// <summary>The price of the option at a strike; false when it is not listed or has none.</summary>
    public static bool TryMark(this OptionChain chain, ReadOnlySpan<OptionQuote> quotes, int index, OptionRight right, out double rupees)
    {
        rupees = 0;
        int id = chain.IdOf(index, right);
        return (uint)id < (uint)quotes.Length && quotes[id].TryMark(out rupees);
    }

    private static bool IsTwoSided(in OptionQuote quote) => quote.Bid > Price.Zero && quote.Ask > Price.Zero && quote.Bid <= quote.Ask;
}
