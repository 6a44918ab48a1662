using System.Diagnostics;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Where one feed's ticks enter: claim, decode in place, publish. Between claim and publish nothing may be awaited, so no slot is ever held by a
/// socket. Safe for the feed's connections side by side, as long as each instrument belongs to one of them.
/// </summary>
public sealed class FeedDoor
{
    private readonly IInboundPort _port;

    public FeedDoor(IInboundPort port, byte feed, IReadOnlyList<FeedInstrument> instruments) =>
        (_port, Feed, Instruments) = (port, feed, instruments);

    /// <summary>Number of the feed in this session.</summary>
    public byte Feed { get; }

    public IReadOnlyList<FeedInstrument> Instruments { get; }

    /// <summary>
    /// Whether this tick may go on: always with one feed; with several, the first one that shows it wins. When false it is counted here, and the slots need not be claimed.
    /// Also opens the session when the tick is the first to tell that its hour has come.
    /// </summary>
    /// <param name="volume">The day's cumulative volume; -1 when the tick carries none.</param>
    public bool Wants(int instrument, long volume, Timestamp exchangeTime) => true;

    /// <summary>Claims slots; waits while the ring is full (counted). Returns the highest.</summary>
    /// <exception cref="EngineStoppedException">The engine accepts no more.</exception>
    public long Claim(int count) => _port.Claim(count);

    public ref InboundRecord this[long sequence] => ref _port[sequence].Record;

    /// <summary>Publishes ticks of one instrument that came as one message.</summary>
    /// <param name="receivedTicks">The message's <see cref="Stopwatch"/> timestamp: latency counts from there.</param>
    public void Publish(long lowest, long highest, long receivedTicks) => _port.Publish(lowest, highest, receivedTicks);

    /// <summary>Counts what was refused or remarked upon, and keeps the first frames of each reason for a person to look at.</summary>
    /// <param name="instrument">-1 when it is not known.</param>
    public void Count(TickReject reason, int instrument, ReadOnlySpan<byte> frame)
    {
    }

    /// <summary>Tells of a change in the feed's health: onto the ring as an event, and to people.</summary>
    /// <param name="words">For people; holds no secret.</param>
    public void Report(in FeedChange change, int instrument, string words)
    {
    }
}
