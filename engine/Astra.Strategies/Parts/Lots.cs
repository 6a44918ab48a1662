using Astra.Markets;

namespace Astra.Strategies;

/// <summary>Positions as strategies want them, in whole lots.</summary>
internal static class Lots
{
    /// <summary>The nearest whole number of lots, in units, halves away from zero; held inside what an order can carry.</summary>
    public static int Nearest(double units, int lot)
    {
        double lots = Math.Round(units / lot, MidpointRounding.AwayFromZero);
        double most = Math.Truncate((double)int.MaxValue / lot);
        return (int)Math.Clamp(lots, -most, most) * lot;
    }

    /// <summary>The same, and one lot where it would be none.</summary>
    public static int AtLeastOne(double units, int lot) => Math.Max(lot, Nearest(units, lot));
}
