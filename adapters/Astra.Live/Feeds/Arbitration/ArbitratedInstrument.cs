using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Live;

/// <summary>What the feeds have shown of one instrument, a cache line.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct ArbitratedInstrument
{
    public static readonly ArbitratedInstrument New = new() { Leader = -1, Volume = -1, VolumeFrom = -1 };

    /// <summary>Feed that holds it, plus one; negative while it waits for room on the ring; 0 when it is free.</summary>
    public int Held;

    /// <summary>-1 before the first tick.</summary>
    public int Leader;

    /// <summary>Who showed the highest volume.</summary>
    public int VolumeFrom;

    /// <summary>The highest of the day; -1 before the first.</summary>
    public long Volume;

    /// <summary>Exchange time of the last tick that went on.</summary>
    public Timestamp Stamp;

    /// <summary>When the leader last showed it.</summary>
    public long LeaderShown;
}
