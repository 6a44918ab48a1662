using Astra.Core;
using Astra.Markets;

namespace Astra.Live;

/// <summary>What ticks do to the clock: they open sessions, lead a simulated day, and hold the clock back when the ring is full.</summary>
internal sealed partial class LiveClock
{
    /// <summary>A single stamp moves a followed clock no further than this; a second one has to agree.</summary>
    private const long MaxLeap = 60 * Timestamp.NanosPerSecond;

    /// <summary>A followed clock is led on in steps, not by every tick.</summary>
    private const long FollowStep = Timestamp.NanosPerSecond / 2;

    /// <summary>So many ticks have to agree before a clock that went by the wall follows them into another hour.</summary>
    private const int WitnessesNeeded = 3;

    private static readonly TimeSpan ShortJam = TimeSpan.FromMilliseconds(200);

    /// <summary>After a full ring: until then the next ticks should have told how far they lag.</summary>
    private static readonly TimeSpan ThawTime = TimeSpan.FromSeconds(3);

    private Timestamp _followed;
    private Timestamp _candidate;
    private int _witnesses;
    private int _jams;
    private long _jamBegan;
    private long _jamEnded;

    /// <summary>A tick is about to be claimed whose time may call for an opening, or lead the clock on.</summary>
    public void Reach(Timestamp tick)
    {
        lock (_gate)
        {
            if (tick.UnixNanos < _pullAt || _failure is not null) return;
            try
            {
                switch (_pace)
                {
                    case ClockPace.Held: Settle(tick); break;
                    case ClockPace.Wall: PullOrDoubt(tick); break;
                    default: Follow(tick); break;
                }
            }
            catch (CalendarCoverageException e)
            {
                // A socket's thread is the wrong one to end the session: the clock's own does, at its next pulse.
                _failure = e;
                _pullAt = long.MaxValue;
            }
        }
    }

    /// <summary>A claim has met a full ring: the ticks behind it are held up, and the clock must not run ahead of them.</summary>
    public void EnterJam()
    {
        if (Interlocked.Increment(ref _jams) == 1) Volatile.Write(ref _jamBegan, _time.GetTimestamp());
    }

    public void LeaveJam()
    {
        bool counts = _time.GetElapsedTime(Volatile.Read(ref _jamBegan)) >= ShortJam;
        if (counts)
        {
            foreach (ExchangeOffset offset in _offsets) offset.ForgetSeconds();
            Volatile.Write(ref _jamEnded, _time.GetTimestamp());
        }
        Interlocked.Decrement(ref _jams);
    }

    private bool IsJammed()
    {
        if (Volatile.Read(ref _jams) > 0 && _time.GetElapsedTime(Volatile.Read(ref _jamBegan)) >= ShortJam) return true;
        long ended = Volatile.Read(ref _jamEnded);
        if (ended == 0 || _time.GetElapsedTime(ended) >= ThawTime) return false;
        foreach (ExchangeOffset offset in _offsets)
            if (offset.Read(0).Lately) return false;
        return true;
    }

    private void Settle(Timestamp tick)
    {
        long ahead = tick - (LiveTime.Now(_time) + Offset);
        if (ahead is <= MaxSkew and >= -MaxSkew) Enter(ClockPace.Wall);
        else if (IsInSessionToday(tick)) Lead(tick);
        else return;
        PublishDue();
    }

    private void PullOrDoubt(Timestamp tick)
    {
        Recalculate();
        Timestamp now = LiveTime.Now(_time) + Offset;
        long lead = IsOffsetKnown() ? OpeningLead : OpeningLeadUnknown;
        if (tick - now <= lead)
        {
            while (_nextOpening <= tick) Pull(_nextOpening);
            SetPullAt();
            return;
        }
        if (tick - now <= MaxSkew || !IsShutByWall(now) || !IsInSessionToday(tick)) return;
        long apart = tick - _candidate;
        if (apart is > MaxSkew or < -MaxSkew) (_candidate, _witnesses) = (tick, 0);
        if (++_witnesses < WitnessesNeeded) return;
        Lead(tick);
        PublishDue();
    }

    /// <summary>All that comes before an opening, and everything that opens at its instant; the clock's own tick at that instant keeps its grace.</summary>
    private void Pull(Timestamp opening)
    {
        while (true)
        {
            if (!_hasPending) _hasPending = _days!.TryNext(opening, out _pending);
            if (!_hasPending || _pending.Header.ExchangeTime > opening) break;
            if (_pending.Header.ExchangeTime == opening && _pending.Header.Kind == InboundKind.Clock) break;
            PublishPending();
        }
        FindNextOpening(opening);
    }

    private void Follow(Timestamp tick)
    {
        Volatile.Write(ref _lastTick, _time.GetTimestamp());
        if (tick <= _followed) return;
        if (tick - _followed <= MaxLeap) _followed = tick;
        else if (_candidate > _followed) (_followed, _candidate) = (tick < _candidate ? tick : _candidate, default);
        else _candidate = tick;
        PublishDue();
    }

    private void Lead(Timestamp tick)
    {
        (_followed, _candidate, _witnesses) = (tick, default, 0);
        Volatile.Write(ref _lastTick, _time.GetTimestamp());
        Enter(ClockPace.Feed);
    }

    private void Enter(ClockPace pace)
    {
        _pace = pace;
        SetPullAt();
    }

    private void SetPullAt()
    {
        Timestamp at = _pace switch
        {
            ClockPace.Held => new Timestamp(long.MinValue),
            ClockPace.Feed when _followed + FollowStep < _nextOpening => _followed + FollowStep,
            _ => _nextOpening,
        };
        Volatile.Write(ref _pullAt, at.UnixNanos);
    }

    private bool IsOffsetKnown()
    {
        foreach (ExchangeOffset offset in _offsets)
            if (offset.Read(0).Confirmed) return true;
        return Volatile.Read(ref _guess) != 0;
    }

    /// <summary>No session runs by the wall, nor opens within a minute.</summary>
    private bool IsShutByWall(Timestamp now)
    {
        foreach (TradingSession session in _today)
            if (now >= session.Open - MaxSkew && now < session.Close) return false;
        return true;
    }

    /// <summary>Inside a session of today, its pre-open included.</summary>
    private bool IsInSessionToday(Timestamp tick)
    {
        foreach (TradingSession session in _today)
            if (tick >= (session.PreOpen ?? session.Open) && tick < session.Close) return true;
        return false;
    }
}
