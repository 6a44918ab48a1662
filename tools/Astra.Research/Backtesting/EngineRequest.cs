using Astra.Core;
using Astra.Markets;

namespace Astra.Research;

/// <summary>The next event of a market with its sessions and clock, in order; false at the end. Bytes beyond the kind's own length keep what they held.</summary>
public delegate bool NextEvent(ref InboundRecord record);

/// <summary>What the engine is to trade.</summary>
public sealed record EngineRequest
{
    public required EngineSettings Settings { get; init; }

    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>Empty: the bars are built and nothing is traded.</summary>
    public required IReadOnlyList<Plan> Plans { get; init; }

    /// <summary>See <see cref="BarEvents"/> for bars.</summary>
    public required NextEvent Events { get; init; }

    /// <summary>Time of settings, instruments and plans: midnight of the first day.</summary>
    public required Timestamp Start { get; init; }

    /// <summary>Instrument and interval of the bars that the result is told over; those of the plans when empty.</summary>
    public IReadOnlyList<(int Instrument, int Minutes)> Watched { get; init; } = [];
}
