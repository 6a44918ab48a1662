namespace Astra.Markets;

/// <summary>The volatility that a price implies.</summary>
/// <param name="Volatility">Per year, 0.13 for 13%; 0 for <see cref="ImpliedStatus.NoTimeValue"/>, NaN for every other status but Ok.</param>
/// <param name="Vega">Rupees per 1.00 of volatility at the solution; 0 unless Ok.</param>
/// <param name="Steps">Steps of the iteration, 0 unless Ok.</param>
public readonly record struct ImpliedVolatility(ImpliedStatus Status, double Volatility, double Vega, int Steps)
{
    public bool IsOk => Status == ImpliedStatus.Ok;

    /// <summary>
    /// How far the volatility moves when the price moves by this many rupees: half a tick or half a spread gives the digits that mean anything.
    /// </summary>
    public double ErrorOf(double rupees) => rupees / Vega;

    internal static ImpliedVolatility Without(ImpliedStatus status) =>
        new(status, status == ImpliedStatus.NoTimeValue ? 0 : double.NaN, 0, 0);
}
