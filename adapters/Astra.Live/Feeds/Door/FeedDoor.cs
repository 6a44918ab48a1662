using System.Diagnostics;
using System.Runtime.CompilerServices;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Where one feed's ticks enter: claim, decode in place, publish. Between claim and publish nothing may be awaited, so no slot is ever held by a
/// socket. Safe for the feed's connections side by side, as long as each instrument belongs to one of them.
/// </summary>
public sealed partial class FeedDoor
{
    private readonly IInboundPort _port;
    private readonly TimeProvider _time;
    private readonly LiveClock? _clock;
    private readonly Arbiter? _arbiter;
    private readonly Action<string>? _tell;
    private readonly TickArrival[] _arrivals;
    private readonly RejectCounts _rejects = new();
    private readonly ReportQueue _reports;
    private volatile bool _stampsByArrival;
    private long _ringWaits;
    private long _ringWaitNanos;

    /// <summary>A door of its own, without a session's clock and without other feeds beside it: every tick goes on.</summary>
    /// <param name="tell">Hears what people should know; called from several threads, must not wait.</param>
    public FeedDoor(IInboundPort port, byte feed, IReadOnlyList<FeedInstrument> instruments, string name = "", Action<string>? tell = null, IFrameTap? tap = null)
        : this(port, feed, instruments, new FeedDoorParts { Name = name, Tell = tell, Tap = tap })
    {
    }

    internal FeedDoor(IInboundPort port, byte feed, IReadOnlyList<FeedInstrument> instruments, FeedDoorParts parts)
    {
        (_port, Feed, Instruments) = (port, feed, instruments);
        (_time, _clock, _tell) = (parts.Time, parts.Clock, parts.Tell);
        _arbiter = parts.Arbiter is { Feeds: > 1 } several ? several : null;
        (Name, Tap) = (parts.Name, parts.Tap);
        int highest = -1;
        foreach (FeedInstrument instrument in instruments) highest = Math.Max(highest, instrument.Instrument.Id);
        _arrivals = new TickArrival[highest + 1];
        _reports = new ReportQueue(port);
        Health = new FeedHealth(this, parts.Time);
    }

    /// <summary>Number of the feed in this session.</summary>
    public byte Feed { get; }

    /// <summary>For people; empty when the door stands alone.</summary>
    public string Name { get; }

    public IReadOnlyList<FeedInstrument> Instruments { get; }

    /// <summary>Who wants to hear the raw messages of this feed's connections; null for nobody.</summary>
    public IFrameTap? Tap { get; }

    /// <summary>Hears what becomes of this feed's connections.</summary>
    public FeedHealth Health { get; }

    /// <summary>Ticks that went on; several slots of one message count once.</summary>
    public long Accepted
    {
        get
        {
            long sum = 0;
            for (int i = 0; i < _arrivals.Length; i++) sum += Volatile.Read(ref _arrivals[i].Accepted);
            return sum;
        }
    }

    /// <summary>How often a claim met a full ring and waited.</summary>
    public long RingWaits => Volatile.Read(ref _ringWaits);

    /// <summary>Nanoseconds that claims have waited in all.</summary>
    public long RingWaitNanos => Volatile.Read(ref _ringWaitNanos);

    /// <summary>
    /// Whether this tick may go on: always with one feed; with several, the first one that shows it wins. When false it is counted here, and the slots need not be claimed.
    /// When true and several feeds run, the instrument is this thread's until <see cref="Claim"/> returns, so that the ring keeps the order: claim at once.
    /// Also opens the session when the tick is the first to tell that its hour has come.
    /// </summary>
    /// <param name="volume">The day's cumulative volume; -1 when the tick carries none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Wants(int instrument, long volume, Timestamp exchangeTime)
    {
        if (_clock is { } clock && exchangeTime >= clock.PullAt) clock.Reach(exchangeTime);
        return _arbiter is null || Arbitrate(instrument, volume, exchangeTime);
    }

    /// <summary>Claims slots; waits while the ring is full (counted). Returns the highest.</summary>
    /// <exception cref="EngineStoppedException">The engine accepts no more.</exception>
    public long Claim(int count)
    {
        if (_arbiter is null) return _port.TryClaim(count, out long highest) ? highest : ClaimFull(count);
        try
        {
            return _port.TryClaim(count, out long last) ? last : ClaimFull(count);
        }
        finally
        {
            Arbiter.Release();
        }
    }

    public ref InboundRecord this[long sequence] => ref _port[sequence].Record;

    /// <summary>Publishes ticks of one instrument that came as one message.</summary>
    /// <param name="receivedTicks">The message's <see cref="Stopwatch"/> timestamp: latency counts from there.</param>
    public void Publish(long lowest, long highest, long receivedTicks)
    {
        ref readonly InboundHeader header = ref _port[lowest].Record.Header;
        int instrument = header.Instrument;
        if (_stampsByArrival) _clock?.NoteTick(receivedTicks);
        else _clock?.Observe(Feed, header.ExchangeTime, header.ArrivalTime, receivedTicks);
        _port.Publish(lowest, highest, receivedTicks);
        if ((uint)instrument >= (uint)_arrivals.Length) return;
        ref TickArrival arrival = ref _arrivals[instrument];
        arrival.Note(receivedTicks);
        arrival.Accepted++;
    }

    /// <summary>
    /// The exchange's time of a moment of this machine's clock, for vendors whose ticks carry none. From then on this feed's stamps say nothing about the clock:
    /// they would only confirm what it assumes already.
    /// </summary>
    public Timestamp ExchangeTimeOf(Timestamp received)
    {
        if (_clock is not { } clock) return received;
        _stampsByArrival = true;
        return received + clock.Offset;
    }

    internal Span<TickArrival> Arrivals => _arrivals;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Arbitrate(int instrument, long volume, Timestamp exchangeTime)
    {
        long now = _time.GetTimestamp();
        if (_arbiter!.Wants(Feed, instrument, volume, exchangeTime, now)) return true;
        _rejects.Add(TickReject.OtherFeedFirst);
        if ((uint)instrument < (uint)_arrivals.Length) _arrivals[instrument].Note(now);
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long ClaimFull(int count)
    {
        long began = _time.GetTimestamp();
        _clock?.EnterJam();
        Interlocked.Increment(ref _ringWaits);
        if (_arbiter is not null) Arbiter.KeepWhileWaiting();
        try
        {
            return _port.Claim(count);
        }
        finally
        {
            _clock?.LeaveJam();
            Interlocked.Add(ref _ringWaitNanos, (long)(_time.GetElapsedTime(began).TotalMilliseconds * Timestamp.NanosPerMillisecond));
        }
    }
}
