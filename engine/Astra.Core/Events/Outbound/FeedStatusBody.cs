using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>A live feed's health as it was told, and what it makes of all feeds, 32 bytes. Header: instrument, or -1 when it is about the whole feed.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct FeedStatusBody
{
    public FeedState State;
    public FeedCause Cause;
    /// <summary>Number of the feed, from 0.</summary>
    public byte Feed;
    public byte Connection;
    public int Detail;
    public Timestamp Since;
    public long Value;
    /// <summary>Bit of each feed that the core has heard of.</summary>
    public int Known;
    /// <summary>Bit of each feed that is live from now on. None of those known: entries are refused.</summary>
    public int Live;
}
