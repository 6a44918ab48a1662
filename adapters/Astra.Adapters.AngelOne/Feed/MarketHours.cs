using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>When segments trade, by the session calendar; a day's sessions are looked up once. Safe from several threads.</summary>
internal sealed class MarketHours(SessionCalendar calendar)
{
    private static readonly TimeSpan UsualSilence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ThinSilence = TimeSpan.FromSeconds(60);

    private volatile Table _table = new(int.MinValue, []);

    private sealed record Table(int Day, IReadOnlyList<TradingSession>[] Sessions);

    public bool IsOpen(Segment segment, Timestamp at) => OpenSince(segment, at) is not null;

    /// <summary>Start of the continuous trading that runs at an instant; null when none does.</summary>
    public Timestamp? OpenSince(Segment segment, Timestamp at)
    {
        foreach (TradingSession session in On(Ist.DayOf(at))[(int)segment])
            if (session.Contains(at)) return session.Open;
        return null;
    }

    /// <summary>End of the continuous trading that runs at an instant; null when none does.</summary>
    public Timestamp? EndOf(Segment segment, Timestamp at)
    {
        foreach (TradingSession session in On(Ist.DayOf(at))[(int)segment])
            if (session.Contains(at)) return session.Close;
        return null;
    }

    public bool IsAnyOpen(IReadOnlyList<Segment> segments, Timestamp at)
    {
        foreach (Segment segment in segments)
            if (IsOpen(segment, at)) return true;
        return false;
    }

    /// <summary>How long nothing at all may come: longer when only commodities (after the shares' day) and currencies trade.</summary>
    public TimeSpan SilenceLimit(IReadOnlyList<Segment> segments, Timestamp at)
    {
        foreach (Segment segment in segments)
            if (segment is not (Segment.Currency or Segment.Commodity) && IsOpen(segment, at)) return UsualSilence;
        return ThinSilence;
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
