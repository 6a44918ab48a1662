namespace Astra.Indicators;

/// <summary>
/// Differences of exponential averages that are nothing but rounding. Where prices stand still after a move, averages stop some units in
/// the last place beside the price, each at a place of its own; a difference of them would cross zero there without a trade.
/// </summary>
public static class Ties
{
    /// <summary>
    /// Part of the price under which a difference is none: 2^-40, a fortieth of a micro-rupee at 25,000. Averages of 1,000 values stop within 2^-43.
    /// </summary>
    public const double Share = 1.0 / (1L << 40);

    /// <summary>The difference, or 0 where it is none.</summary>
    /// <param name="difference">Of two averages of prices, in the unit of <paramref name="price"/>.</param>
    /// <param name="price">The newest.</param>
    public static double Settle(double difference, double price) => Math.Abs(difference) > Math.Abs(price) * Share ? difference : 0;
}
