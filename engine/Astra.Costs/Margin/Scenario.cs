using Astra.Markets;

namespace Astra.Costs;

/// <summary>The scenarios of a scan: seven spots by thirds of the range, each with volatility up and down.</summary>
internal static class Scenario
{
    public const int Count = 14;
    private const int Thirds = 3;
    private const int VolatilityUp = 7;

    /// <param name="range">Price units from the spot to either end.</param>
    public static long SpotOf(int scenario, long spot, long range) => spot + range * (scenario % VolatilityUp - Thirds) / Thirds;

    /// <summary>Implied volatility of an option with the spot for its forward; NaN for anything that has none, which is then worth its payoff.</summary>
    public static double VolatilityOf(in PositionLine line, long spot)
    {
        if (!HasModel(line)) return double.NaN;
        ImpliedVolatility implied = Option(line, spot).ImpliedVolatility(line.Last.Rupees);
        return implied.IsOk ? implied.Volatility : double.NaN;
    }

    /// <summary>What one unit of an option is worth in a scenario; false where no volatility is known.</summary>
    public static bool TryWorth(in PositionLine line, int scenario, long spot, double volatility, out long units)
    {
        units = 0;
        if (double.IsNaN(volatility)) return false;
        double part = line.Terms.Rates.VolatilityScan / (double)MarginRateSet.One;
        double worth = Option(line, spot).Price(volatility * (scenario < VolatilityUp ? 1 + part : 1 - part));
        if (double.IsNaN(worth)) return false;
        units = TheoreticalPrice.Round(worth).Units;
        return true;
    }

    private static bool HasModel(in PositionLine line) => line.Terms.IsOption && line.Terms.DaysToExpiry is > 0 and < int.MaxValue;

    private static Black76Option Option(in PositionLine line, long spot) =>
        new(line.Terms.IsCall ? OptionRight.Call : OptionRight.Put, new Price(spot), line.Terms.Strike, line.Terms.DaysToExpiry / (double)YearFraction.DaysPerYear);
}
