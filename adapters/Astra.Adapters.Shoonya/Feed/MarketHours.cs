using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>When the feed's segments trade; a day's sessions are looked up once. Safe from several threads.</summary>
internal sealed class MarketHours(SessionCalendar calendar, IEnumerable<FeedInstrument> instruments, ShoonyaOptions options)
{
    /// <summary>From then on only commodities trade, and thinly.</summary>
    private static readonly TimeOnly Evening = new(17, 0);

    private readonly Segment[] _segments = [.. instruments.Select(i => i.Instrument.Segment).Distinct()];
    private volatile Day? _day;

    private sealed record Day(int Number, TradingSession[] Sessions);

    public bool IsOpen(Timestamp at)
    {
        foreach (TradingSession session in SessionsOf(at))
            if (session.Contains(at)) return true;
        return false;
    }

    /// <summary>How long the whole socket may be silent.</summary>
    public TimeSpan SilenceLimit(Timestamp at)
    {
        bool open = false;
        foreach (TradingSession session in SessionsOf(at))
        {
            if (!session.Contains(at)) continue;
            open = true;
            if (session.Segment != Segment.Currency && (session.Segment != Segment.Commodity || Ist.TimeOf(at) < Evening)) return options.Silence;
        }
        return open ? options.QuietSilence : options.Silence;
    }

    private TradingSession[] SessionsOf(Timestamp at)
    {
        int number = Ist.DayOf(at);
        Day? day = _day;
        if (day?.Number == number) return day.Sessions;
        var sessions = new List<TradingSession>();
        foreach (Segment segment in _segments) sessions.AddRange(calendar.SessionsOn(segment, Ist.DateOf(number)));
        day = new Day(number, [.. sessions]);
        _day = day;
        return day.Sessions;
    }
}
