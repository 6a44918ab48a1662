namespace Astra.Markets;

/// <summary>
/// An option's model price and what it moves with, for one unit. At zero time or zero volatility the delta is a step (one half exactly at the money) and the
/// second derivatives are 0: what is settled does not bend. All NaN when the option or the volatility is not valid.
/// </summary>
/// <param name="Price">Rupees.</param>
/// <param name="Delta">Rupees per rupee of the underlying: the forward for Black-76, the spot for Black-Scholes.</param>
/// <param name="Gamma">Delta per rupee of the underlying.</param>
/// <param name="Vega">Rupees per 1.00 of volatility; one point (1%) is a hundredth of it.</param>
/// <param name="ThetaPerYear">Rupees gained per year that passes, all else equal; negative for nearly every option.</param>
/// <param name="Rho">Rupees per 1.00 of interest rate; the forward stays (Black-76) or the spot stays (Black-Scholes).</param>
/// <param name="Vanna">Delta per 1.00 of volatility.</param>
/// <param name="Volga">Vega per 1.00 of volatility.</param>
public readonly record struct OptionValue(
    double Price, double Delta, double Gamma, double Vega, double ThetaPerYear, double Rho, double Vanna, double Volga)
{
    /// <summary>Rupees gained per calendar day that passes: a 365th of a year.</summary>
    public double ThetaPerDay => ThetaPerYear / YearFraction.DaysPerYear;
}
