namespace Astra.Markets;

/// <summary>
/// A European option on a spot price by Black, Scholes and Merton: interest and a dividend yield, both continuous. It is Black's formula at the forward
/// that the two imply; the greeks are those of the spot.
/// </summary>
/// <param name="Spot">Rupees, greater than zero.</param>
/// <param name="Strike">Rupees, greater than zero.</param>
/// <param name="Years">Time to expiry as <see cref="YearFraction"/> counts it; zero at and after expiry.</param>
/// <param name="Rate">Continuous interest rate per year, 0.065 for 6.5%; any sign.</param>
/// <param name="DividendYield">Continuous yield per year; for a currency the foreign rate.</param>
public readonly record struct BlackScholesOption(
    OptionRight Right, double Spot, double Strike, double Years, double Rate = 0, double DividendYield = 0)
{
    public BlackScholesOption(OptionRight right, Price spot, Price strike, double years, double rate = 0, double dividendYield = 0)
        : this(right, spot.Rupees, strike.Rupees, years, rate, dividendYield)
    {
    }

    /// <summary>The price for delivery at expiry.</summary>
    public double Forward => Spot * Growth;

    /// <summary>False for anything that has no price, as in <see cref="Black76Option.IsValid"/>.</summary>
    public bool IsValid => OnForward.IsValid;

    private double Growth => PinnedMath.Exp((Rate - DividendYield) * Years);

    private Black76Option OnForward => new(Right, Forward, Strike, Years, Rate);

    /// <summary>Price in rupees at a volatility of zero or more; NaN when not valid.</summary>
    public double Price(double volatility) => OnForward.Price(volatility);

    /// <summary>Price and greeks at a volatility of zero or more.</summary>
    public OptionValue Value(double volatility)
    {
        OptionValue on = OnForward.Value(volatility);
        double growth = Growth, forward = Spot * growth;
        return on with
        {
            Delta = on.Delta * growth,
            Gamma = on.Gamma * growth * growth,
            Vanna = on.Vanna * growth,
            // The forward nears the spot as time passes, and moves with the rate. A settled option does neither.
            ThetaPerYear = Years == 0 ? 0 : on.ThetaPerYear - on.Delta * forward * (Rate - DividendYield),
            Rho = on.Rho + on.Delta * forward * Years,
        };
    }

    /// <summary>Volatility from a price, as <see cref="Black76Option.ImpliedVolatility"/>.</summary>
    public ImpliedVolatility ImpliedVolatility(double price) => OnForward.ImpliedVolatility(price);
}
