using Astra.Core;

namespace Astra.Host;

/// <summary>How often one reason for refusal or alert has come up in the core.</summary>
public readonly record struct QuarantineCount(Reason Reason, long Count)
{
    /// <summary>The reasons that occurred, in their order.</summary>
    public static IReadOnlyList<QuarantineCount> Of(TradingCore core)
    {
        List<QuarantineCount> counts = [];
        foreach (Reason reason in Enum.GetValues<Reason>())
            if (core.Quarantined(reason) is > 0 and long count) counts.Add(new QuarantineCount(reason, count));
        return counts;
    }
}
