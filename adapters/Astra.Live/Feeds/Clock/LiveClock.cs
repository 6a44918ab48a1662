using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Drives the day's clock of a live session by an estimate of the exchange's time, since events carry that time and this machine's clock may be seconds off.
/// <para>
/// Clock ticks and closings follow the estimate by a grace, for ticks stamped in a second are still under way when it ends. Openings come without
/// grace, and a tick stamped at or after one pulls it ahead of itself. When the wall clock says that everything is shut but ticks are stamped inside a session of
/// today, the clock follows the ticks, and goes back to the wall when they end. It never goes backwards.
/// </para>
/// Safe from several threads; a tick costs two comparisons, and the lock is taken only when something is due.
/// </summary>
internal sealed partial class LiveClock
{
    /// <summary>Stamps further from their arrival than this say nothing about the clock.</summary>
    private const long MaxSkew = 60 * Timestamp.NanosPerSecond;

    /// <summary>A tick this far ahead of the estimate still opens a session.</summary>
    private const long OpeningLead = 2 * Timestamp.NanosPerSecond;

    /// <summary>The same while nothing is known about this machine's clock.</summary>
    private const long OpeningLeadUnknown = 10 * Timestamp.NanosPerSecond;

    /// <summary>A clock that is further behind catches up by minutes.</summary>
    private const int PastMinutes = 5;

    /// <summary>Without ticks for this long, a clock that waits for them or follows them goes by the wall.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SessionCalendar _calendar;
    private readonly Segment[] _segments;
    private readonly TimeProvider _time;
    private readonly long _grace;
    private readonly ExchangeOffset[] _offsets;
    private readonly Lock _gate = new();
    private readonly List<TradingSession> _today = [];
    private IInboundPort? _port;
    private DayClock? _days;
    private InboundRecord _pending;
    private bool _hasPending;
    private DateOnly _date;
    private DateOnly _firstDay;
    private Timestamp _nextOpening;
    private volatile ClockPace _pace;
    private CalendarCoverageException? _failure;
    private long _published;
    private long _pullAt = long.MaxValue;
    private long _offset;
    private long _guess;
    private long _lastTick;

    public LiveClock(SessionCalendar calendar, IEnumerable<Segment> segments, TimeProvider time, int feeds, TimeSpan grace)
    {
        _calendar = calendar;
        _segments = [.. segments.Where(s => s != Segment.None).Distinct().Order()];
        (_time, _grace) = (time, LiveTime.Nanos(grace));
        _offsets = [.. Enumerable.Range(0, feeds).Select(_ => new ExchangeOffset(time))];
    }

    /// <summary>A tick stamped at or after this has to be shown to <see cref="Reach"/> first.</summary>
    public Timestamp PullAt => new(Volatile.Read(ref _pullAt));

    /// <summary>Exchange time less this machine's, as the clock goes by it.</summary>
    public long Offset => Volatile.Read(ref _offset);

    /// <summary>Time of the last event that was published; where the session begins before the first.</summary>
    public Timestamp Published => new(Volatile.Read(ref _published));

    /// <summary>What the exchange's clock shows, never before <see cref="Published"/>.</summary>
    public Timestamp Now
    {
        get
        {
            Timestamp published = Published;
            Timestamp now = _pace switch
            {
                ClockPace.Wall => LiveTime.Now(_time) + Offset,
                ClockPace.Feed => _followed,
                _ => published,
            };
            return now > published ? now : published;
        }
    }

    public ClockPace Pace => _pace;

    /// <summary>The first day's last close among the segments in use; null when all are shut.</summary>
    public Timestamp? LastClose => _days?.LastClose(_firstDay);

    /// <summary>Begins at today's midnight, or after the time that a resumed session's core has reached. Publishes nothing yet.</summary>
    /// <exception cref="CalendarCoverageException">The calendar does not know today's holidays.</exception>
    public void Begin(IInboundPort port, Timestamp? resumedAt)
    {
        Timestamp now = LiveTime.Now(_time) + _guess;
        lock (_gate)
        {
            _port = port;
            _firstDay = Ist.DateOf(now);
            Timestamp from = resumedAt is { } reached ? reached + 1 : Ist.At(_firstDay, TimeOnly.MinValue);
            _days = new DayClock(_calendar, _segments, from);
            _published = from.UnixNanos;
            LearnDay(_firstDay);
            FindNextOpening(from - 1);
            bool played = false;
            foreach (TradingSession session in _today) played |= session.Open <= now && session.Close > from;
            _lastTick = _time.GetTimestamp();
            Enter(played && IsShutByWall(now) ? ClockPace.Held : ClockPace.Wall);
            Recalculate();
        }
    }

    /// <summary>Publishes what is due; called several times a second by one thread, which may wait for room on the ring.</summary>
    /// <exception cref="CalendarCoverageException">A day began whose holidays the calendar does not know.</exception>
    public void Pulse()
    {
        lock (_gate)
        {
            if (_failure is { } failure) throw failure;
            foreach (ExchangeOffset offset in _offsets) offset.Turn();
            Recalculate();
            Timestamp now = LiveTime.Now(_time) + Offset;
            if (Ist.DateOf(now) != _date) LearnDay(Ist.DateOf(now));
            if (_pace != ClockPace.Wall && _time.GetElapsedTime(Volatile.Read(ref _lastTick)) >= Patience) Enter(ClockPace.Wall);
            PublishDue();
        }
        CheckSkew();
    }

    /// <summary>The feeds' time is over: a clock that followed them, or waited for them, runs on to the wall.</summary>
    public void RunOn()
    {
        lock (_gate)
        {
            if (_pace != ClockPace.Wall) Enter(ClockPace.Wall);
            PublishDue();
        }
    }

    /// <summary>A connection stands: ticks may be expected from now on.</summary>
    public void AwaitTicks() => Volatile.Write(ref _lastTick, _time.GetTimestamp());

    /// <summary>A tick is about to go onto the ring.</summary>
    public void Observe(byte feed, Timestamp exchangeTime, Timestamp arrivalTime, long receivedTicks)
    {
        NoteTick(receivedTicks);
        long delta = exchangeTime - arrivalTime;
        if (delta is <= MaxSkew and >= -MaxSkew) _offsets[feed].Observe(delta, exchangeTime);
    }

    /// <summary>A tick is about to go onto the ring whose stamp says nothing about the time.</summary>
    public void NoteTick(long receivedTicks)
    {
        if (_pace != ClockPace.Wall) Volatile.Write(ref _lastTick, receivedTicks);
    }

    /// <summary>What to go by until ticks tell better: how far a vendor's server said that it is ahead of this machine (behind: negative).</summary>
    /// <remarks>Servers tell whole seconds, so that what is below one is no news; and one that is a minute off is not believed.</remarks>
    public void Guess(TimeSpan ahead)
    {
        long guess = LiveTime.Nanos(ahead);
        Volatile.Write(ref _guess, Math.Abs(guess) is >= Timestamp.NanosPerSecond and <= MaxSkew ? guess : 0);
    }

    private void Recalculate()
    {
        long guess = Volatile.Read(ref _guess);
        long offset = long.MaxValue;
        foreach (ExchangeOffset feed in _offsets)
        {
            OffsetReading reading = feed.Read(guess);
            // The slower of two feeds rules: what waits for it loses nothing.
            if (reading.Heard) offset = Math.Min(offset, reading.Offset);
        }
        Volatile.Write(ref _offset, offset == long.MaxValue ? guess : offset);
    }

    private void PublishDue()
    {
        HurryThroughThePast();
        while (true)
        {
            (Timestamp openings, Timestamp others) = Limits();
            if (!_hasPending) _hasPending = _days!.TryNext(openings, out _pending);
            if (!_hasPending) break;
            if (_pending.Header.ExchangeTime > (IsOpening(in _pending) ? openings : others)) break;
            PublishPending();
        }
        if (_published >= _nextOpening.UnixNanos) FindNextOpening(Published);
        SetPullAt();
    }

    /// <summary>A session begun at noon has a morning of clock ticks to play: by minutes, or its first orders would wait behind ten thousand seconds.</summary>
    private void HurryThroughThePast()
    {
        Timestamp now = Limits().Others;
        if (now.UnixNanos - _published > PastMinutes * Timestamp.NanosPerMinute) _days!.HurryTo(now);
    }

    private (Timestamp Openings, Timestamp Others) Limits()
    {
        if (_pace == ClockPace.Held || IsJammed()) return (new Timestamp(_published - 1), new Timestamp(_published - 1));
        Timestamp now = _pace == ClockPace.Feed ? _followed : LiveTime.Now(_time) + Offset;
        return (now, now - _grace);
    }

    private void PublishPending()
    {
        long sequence = _port!.Claim(1);
        ref InboundRecord record = ref _port[sequence].Record;
        record = _pending;
        record.Header.ArrivalTime = LiveTime.Now(_time);
        _port.Publish(sequence, sequence);
        _hasPending = false;
        Volatile.Write(ref _published, _pending.Header.ExchangeTime.UnixNanos);
    }

    private static bool IsOpening(in InboundRecord record) =>
        record.Header.Kind is InboundKind.Session or InboundKind.AuctionSession && record.Session.Phase is SessionPhase.PreOpen or SessionPhase.Open;

    private void LearnDay(DateOnly day)
    {
        _date = day;
        _today.Clear();
        foreach (Segment segment in _segments) _today.AddRange(_calendar.SessionsOn(segment, day));
    }

    /// <summary>The next session that opens after an instant; far away when there is none for a fortnight.</summary>
    private void FindNextOpening(Timestamp after)
    {
        const int Days = 14;
        DateOnly day = Ist.DateOf(after);
        for (int i = 0; i < Days; i++, day = day.AddDays(1))
        {
            Timestamp? next = null;
            foreach (Segment segment in _segments)
                foreach (TradingSession session in _calendar.SessionsOn(segment, day))
                    if (session.Open > after && (next is null || session.Open < next)) next = session.Open;
            if (next is null) continue;
            _nextOpening = next.Value;
            return;
        }
        _nextOpening = after + Days * Timestamp.NanosPerDay;
    }
}
