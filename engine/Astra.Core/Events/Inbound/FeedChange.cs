using System.Runtime.InteropServices;
using Astra.Markets;

namespace Astra.Core;

/// <summary>What has become of a live feed. The values are part of the journal format.</summary>
public enum FeedState : byte
{
    None = 0,
    /// <summary>A connection stands and was let in.</summary>
    Connected = 1,
    /// <summary>Data of all wanted instruments flows; <see cref="FeedChange.Detail"/> of them.</summary>
    Subscribed = 2,
    /// <summary>No data where there should be some: of the header's instrument, or of the whole connection when that is -1.</summary>
    Stale = 3,
    /// <summary>Ticks may be missing from <see cref="FeedChange.Since"/> on, for <see cref="FeedChange.Value"/> nanoseconds.</summary>
    Gap = 4,
    /// <summary>The connection is gone and is sought again; <see cref="FeedChange.Value"/>: nanoseconds until the next attempt, <see cref="FeedChange.Detail"/>: its number.</summary>
    Reconnecting = 5,
    /// <summary>Data flows again; <see cref="FeedChange.Detail"/> bars were filled in from history since <see cref="FeedChange.Since"/>.</summary>
    Recovered = 6,
    /// <summary>Given up: a person has to act (login refused, account without the right).</summary>
    Stopped = 7,
    /// <summary>This machine's clock is ahead of the exchange's by <see cref="FeedChange.Value"/> nanoseconds (behind: negative).</summary>
    ClockSkew = 8,
    /// <summary>Of several feeds this one now leads; told once for many instruments.</summary>
    TookOver = 9,
    /// <summary>Packets refused before the ring: <see cref="FeedChange.Value"/> so far of the adapter's reason <see cref="FeedChange.Detail"/>.</summary>
    Quarantined = 10,
    /// <summary>Instruments that stayed silent after they were asked for twice: <see cref="FeedChange.Detail"/> of them, or the header's.</summary>
    NotSubscribed = 11,
}

/// <summary>Why a feed changed its state. The values are part of the journal format.</summary>
public enum FeedCause : byte
{
    None = 0,
    /// <summary>No answer, no route, a name that is not known, a handshake that failed for no reason of ours.</summary>
    Unreachable = 1,
    ServerClosed = 2,
    /// <summary>The socket broke.</summary>
    ConnectionLost = 3,
    /// <summary>The data watchdog: connected, but nothing comes.</summary>
    Silence = 4,
    /// <summary>Too many packets in a row that could not be used.</summary>
    Rejections = 5,
    /// <summary>Tokens are dead or were refused.</summary>
    Refused = 6,
    /// <summary>The vendor's limits.</summary>
    RateLimited = 7,
    /// <summary>The vendor's day began: tokens are renewed.</summary>
    RollOver = 8,
    /// <summary>The session goes on from its journal; what came in between was not seen.</summary>
    Resumed = 9,
    /// <summary>Asked for by the operator, or the end of the session.</summary>
    Operator = 10,
}

/// <summary>A live feed's health changes, 32 bytes. Header: instrument, or -1 when it is about the whole feed.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct FeedChange
{
    /// <summary>Feeds of a session, numbered from 0.</summary>
    public const int MaxFeeds = 8;

    public FeedState State;
    public FeedCause Cause;
    /// <summary>Number of the feed in this session, from 0.</summary>
    public byte Feed;
    /// <summary>Number of the feed's connection, from 0.</summary>
    public byte Connection;
    public int Detail;
    public Timestamp Since;
    public long Value;
    /// <summary>Of a change of one connection: lowest id of the instruments that it carries.</summary>
    public int FirstInstrument;
    /// <summary>How many ids from <see cref="FirstInstrument"/> on belong to the connection; 0: not told, as of a feed with one connection.</summary>
    public int InstrumentCount;

    /// <summary>Whether state, cause, feed number and instruments are such as there are.</summary>
    public readonly bool IsSound =>
        State is > FeedState.None and <= FeedState.NotSubscribed && Cause <= FeedCause.Operator && Feed < MaxFeeds && (FirstInstrument | InstrumentCount) >= 0;
}
