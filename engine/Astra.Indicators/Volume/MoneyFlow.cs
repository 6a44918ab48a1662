using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Where a bar closed within its range, times its volume.</summary>
internal static class MoneyFlow
{
    /// <summary>-volume for a close at the low, +volume at the high; 0 for a bar without range.</summary>
    public static double Of(in Bar bar)
    {
        long range = bar.High.Units - bar.Low.Units;
        return range > 0 ? (2 * bar.Close.Units - bar.Low.Units - bar.High.Units) / (double)range * bar.Volume : 0;
    }
}
