namespace Astra.StandIns;

/// <summary>One instrument in one mode on one connection. Belongs to the market's lock.</summary>
/// <param name="Mode">Angel One: 1 to 4. Shoonya: 1 touchline, 2 depth.</param>
internal sealed record Subscription(StreamConnection Connection, SimInstrument Instrument, int Mode)
{
    /// <summary>What a sparse update is the difference to; empty before the snapshot.</summary>
    public long[] LastSent { get; set; } = [];

    /// <summary>The packet before, for the faults that repeat or reorder; null before there was one.</summary>
    public byte[]? Before { get; set; }
}
