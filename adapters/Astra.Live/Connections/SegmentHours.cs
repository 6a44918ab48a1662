using Astra.Markets;

namespace Astra.Live;

/// <summary>When segments trade, by the session calendar, and how long a whole connection may then be silent. A day is looked up once. Safe from several threads.</summary>
/// <param name="usual">Longest silence while shares and what derives from them trade, or commodities by day; null for 15 s.</param>
/// <param name="thin">The same when only currencies trade, or commodities in the evening; null for 60 s.</param>
internal sealed class SegmentHours(SessionCalendar calendar, TimeSpan? usual = null, TimeSpan? thin = null)
{
    /// <summary>From then on only commodities trade, and thinly.</summary>
    private static readonly TimeOnly Evening = new(17, 0);

    private readonly TimeSpan _usual = usual ?? TimeSpan.FromSeconds(15);
    private readonly TimeSpan _thin = thin ?? TimeSpan.FromSeconds(60);
    private volatile Table _table = new(int.MinValue, []);

    private sealed record Table(int Day, IReadOnlyList<TradingSession>[] Sessions);

    /// <summary>The segments of some instruments, each once.</summary>
    public static Segment[] Of(IEnumerable<FeedInstrument> instruments) => [.. instruments.Select(i => i.Instrument.Segment).Distinct()];

    public bool IsOpen(Segment segment, Timestamp at) => OpenSince(segment, at) is not null;

    /// <summary>Start of the continuous trading that runs at an instant; null when none does.</summary>
    public Timestamp? OpenSince(Segment segment, Timestamp at) => SessionAt(segment, at)?.Open;

    /// <summary>End of the continuous trading that runs at an instant; null when none does.</summary>
    public Timestamp? EndOf(Segment segment, Timestamp at) => SessionAt(segment, at)?.Close;

    public bool IsAnyOpen(IReadOnlyList<Segment> segments, Timestamp at)
    {
        foreach (Segment segment in segments)
            if (IsOpen(segment, at)) return true;
        return false;
    }

    /// <summary>Whether any of the segments trades at all on the instant's day in India: not so on weekends and holidays.</summary>
    public bool IsTradingDay(IReadOnlyList<Segment> segments, Timestamp at)
    {
        IReadOnlyList<TradingSession>[] sessions = On(Ist.DayOf(at));
        foreach (Segment segment in segments)
            if (sessions[(int)segment].Count > 0) return true;
        return false;
    }

    /// <summary>How long nothing at all may come; the usual while nothing trades.</summary>
    public TimeSpan SilenceLimit(IReadOnlyList<Segment> segments, Timestamp at)
    {
        bool isEvening = Ist.TimeOf(at) >= Evening;
        bool isThin = false;
        foreach (Segment segment in segments)
        {
            if (!IsOpen(segment, at)) continue;
            if (segment != Segment.Currency && !(segment == Segment.Commodity && isEvening)) return _usual;
            isThin = true;
        }
        return isThin ? _thin : _usual;
    }

    private TradingSession? SessionAt(Segment segment, Timestamp at)
    {
        foreach (TradingSession session in On(Ist.DayOf(at))[(int)segment])
            if (session.Contains(at)) return session;
        return null;
    }

    private IReadOnlyList<TradingSession>[] On(int day)
    {
        Table table = _table;
        if (table.Day == day) return table.Sessions;
        var sessions = new IReadOnlyList<TradingSession>[(int)Segment.Commodity + 1];
        for (int i = 0; i < sessions.Length; i++) sessions[i] = i == 0 ? [] : calendar.SessionsOn((Segment)i, Ist.DateOf(day));
        _table = new Table(day, sessions);
        return sessions;
    }
}
