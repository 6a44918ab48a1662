using System.Globalization;
using Astra.Costs;
using Astra.Markets;

namespace Astra.Core;

/// <summary>Bounds of the engine's settings. The host shows the problem before it starts; the core refuses what slips through.</summary>
public static class SettingsCheck
{
    /// <summary>The first setting out of bounds, with its bounds; null when all is well.</summary>
    public static string? FirstProblem(EngineSettings settings, ChargeBook charges)
    {
        RiskLimits risk = settings.Risk;
        GhostSettings ghost = settings.Ghost;
        return Outside("capital (rupees)", settings.Capital.Micros / Money.MicrosPerRupee, 1, 1_000_000_000_000)
            ?? Outside("daily loss (basis points)", risk.DailyLossBasisPoints, 1, 10_000)
            ?? Outside("risk per trade (basis points)", risk.MaxRiskPerTradeBasisPoints, 1, 1_000)
            ?? Outside("gross exposure (percent)", risk.MaxGrossPercent, 1, 10_000)
            ?? Outside("position value (percent)", risk.MaxPositionPercent, 1, 10_000)
            ?? Outside("open positions", risk.MaxOpenPositions, 1, 100_000)
            ?? Outside("order latency (nanoseconds)", ghost.LatencyNanos, 0, 3600 * Timestamp.NanosPerSecond)
            ?? Outside("slippage (ticks)", ghost.SlippageTicks, 0, 10_000)
            ?? Outside("participation (percent)", ghost.ParticipationPercent, 1, 100)
            ?? Outside("bar participation (percent)", ghost.BarParticipationPercent, 1, 100)
            ?? Outside("assumed half spread (ticks)", ghost.AssumedHalfSpreadTicks, 0, 10_000)
            ?? Outside("orders per decision", ghost.MaxOrdersPerDecision, 1, 100)
            ?? Outside("market protection (basis points)", ghost.ProtectionBasisPoints, 0, 10_000)
            ?? Outside("checkpoint interval (events)", settings.CheckpointEvery, 1, int.MaxValue)
            ?? (settings.CapitalRules.Length > 0 && settings.MarginRates.Length == 0 ? "capital rules are given without margin rates, which they need" : null)
            ?? UnknownBroker(settings.Broker, charges);
    }

    private static string? Outside(string what, long value, long low, long high) =>
        value >= low && value <= high ? null : string.Create(CultureInfo.InvariantCulture, $"{what} is {value}; it must be {low} to {high}");

    private static string? UnknownBroker(string broker, ChargeBook charges)
    {
        foreach (string known in charges.Brokers)
            if (string.Equals(known, broker, StringComparison.OrdinalIgnoreCase)) return null;
        return $"broker '{broker}' is not in the brokerage plans; they have {string.Join(", ", charges.Brokers)}";
    }
}
