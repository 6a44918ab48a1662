using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// Everything the core is told at the start, journaled as the first event: capital, limits, the execution model and the dated
/// charges themselves, so that a journal replays alike on a build that ships newer rates.
/// </summary>
public sealed record EngineSettings
{
    public Money Capital { get; init; } = Money.FromRupees(1_000_000m);
    public RiskLimits Risk { get; init; } = new();
    public GhostSettings Ghost { get; init; } = new();
    /// <summary>Name of a plan in <see cref="BrokeragePlans"/>.</summary>
    public string Broker { get; init; } = "ZERODHA";
    /// <summary>Text of the dated charge schedule (CSV).</summary>
    public required string ChargesSchedule { get; init; }
    /// <summary>Text of the dated brokerage plans (CSV).</summary>
    public required string BrokeragePlans { get; init; }
    /// <summary>Text of the rounding rules of a broker's contract note (CSV); empty: no day-end true-up.</summary>
    public string NoteRules { get; init; } = "";
    /// <summary>Text of the dated depository charges (CSV); empty: none are charged.</summary>
    public string DepositoryCharges { get; init; } = "";
    /// <summary>Text of the dated margin rates (CSV); empty: entries need no margin.</summary>
    public string MarginRates { get; init; } = "";
    /// <summary>Text of the capital rules (CSV): what a capital may trade; empty: everything.</summary>
    public string CapitalRules { get; init; } = "";
    /// <summary>A checkpoint with outbound and state hash every so many inbound events.</summary>
    public int CheckpointEvery { get; init; } = 262_144;
}

/// <summary>Hard limits that no plan can lift. Basis points are of the capital.</summary>
public sealed record RiskLimits
{
    /// <summary>Trading stops for the day at this loss from the day's starting equity: 500 = 5%.</summary>
    public int DailyLossBasisPoints { get; init; } = 500;
    public int MaxRiskPerTradeBasisPoints { get; init; } = 200;
    /// <summary>Gross position value over capital, in percent: 500 = five times, the most intraday leverage allowed.</summary>
    public int MaxGrossPercent { get; init; } = 500;
    /// <summary>Value of one position over capital, in percent.</summary>
    public int MaxPositionPercent { get; init; } = 100;
    public int MaxOpenPositions { get; init; } = 32;
}

/// <summary>The virtual execution layer's assumptions. Conservative on purpose.</summary>
public sealed record GhostSettings
{
    /// <summary>From decision to the exchange, nanoseconds of event time; only data newer than that can fill.</summary>
    public long LatencyNanos { get; init; } = 50 * Timestamp.NanosPerMillisecond;
    /// <summary>Ticks given away beyond the touch by a market order.</summary>
    public int SlippageTicks { get; init; } = 1;
    /// <summary>Share of the displayed quantity that one order may take, percent.</summary>
    public int ParticipationPercent { get; init; } = 50;
    /// <summary>Share of a history bar's volume that may fill, percent.</summary>
    public int BarParticipationPercent { get; init; } = 10;
    /// <summary>Half spread assumed, in ticks, where the source carries no bid and ask.</summary>
    public int AssumedHalfSpreadTicks { get; init; } = 1;
    /// <summary>Most orders that one decision may send where the exchange's freeze quantity cuts it; an entry above that is made smaller.</summary>
    public int MaxOrdersPerDecision { get; init; } = 10;
    /// <summary>How far from the decision's price a market order may fill, basis points; 0 = as far as the market goes.</summary>
    public int ProtectionBasisPoints { get; init; }
}
