using Astra.Core;

namespace Astra.Host;

/// <summary>How many inputs the core refused for one reason.</summary>
public readonly record struct QuarantineCount(Reason Reason, long Count)
{
    /// <summary>The reasons that occurred, in their order.</summary>
    public static IReadOnlyList<QuarantineCount> Of(TradingCore core)
    {
        List<QuarantineCount> counts = [];
        for (Reason reason = Reason.LateTick; reason <= Reason.NoChargeRow; reason++)
            if (core.Quarantined(reason) is > 0 and long count) counts.Add(new QuarantineCount(reason, count));
        return counts;
    }
}
