namespace Astra.Markets;

/// <summary>The way back from statistics to prices.</summary>
public static class TheoreticalPrice
{
    /// <summary>
    /// Nearest ten-thousandth of a rupee, halves away from zero; not yet on an instrument's tick. Throws <see cref="ArgumentOutOfRangeException"/> for
    /// what is no number or does not fit.
    /// </summary>
    public static Price Round(double rupees)
    {
        double units = Math.Round(rupees * Price.UnitsPerRupee, MidpointRounding.AwayFromZero);
        if (!(Math.Abs(units) < 9.2e18)) throw new ArgumentOutOfRangeException(nameof(rupees), rupees, "a price is a finite number below 920 trillion rupees");
        return new Price((long)units);
    }
}
