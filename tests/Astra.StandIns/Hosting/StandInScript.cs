namespace Astra.StandIns;

/// <summary>What a stand-in shall be. What goes wrong is said by <see cref="Faults"/>, at any time.</summary>
public record StandInScript
{
    /// <summary>0 takes a free port.</summary>
    public int Port { get; init; }

    /// <summary>How many instruments its master has, over all segments.</summary>
    public int Instruments { get; init; } = 40;

    public ulong Seed { get; init; } = 1;

    /// <summary>Pips (1/10,000 rupee) at which every instrument starts; 0 for prices of their own.</summary>
    public long StartPrice { get; init; }

    /// <summary>What the server goes by; a test may bring a clock of its own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Calls beyond the vendor's limits are refused. They are counted in any case.</summary>
    public bool EnforceRateLimits { get; init; } = true;

    /// <summary>A one-time password that was used is refused when it comes again.</summary>
    public bool RefuseUsedTotp { get; init; } = true;
}
