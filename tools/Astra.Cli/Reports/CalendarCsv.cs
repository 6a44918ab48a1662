using Astra.Markets;

namespace Astra.Cli;

/// <summary>The calendar as CSV: <c>date,open,session,start,end,note</c>, times of day in IST, no cell with a comma.</summary>
internal static class CalendarCsv
{
    private const string Header = "date,open,session,start,end,note";

    /// <summary>A row for each session of continuous trading, or one with <c>open</c> false and no times for a day that is shut.</summary>
    public static IEnumerable<string> Sessions(SessionCalendar calendar, Segment segment, DateOnly from, DateOnly to)
    {
        yield return Header;
        for (DateOnly day = from; day <= to; day = day.AddDays(1))
        {
            IReadOnlyList<TradingSession> sessions = calendar.SessionsOn(segment, day);
            if (sessions.Count == 0) yield return Shut(calendar, segment, day);
            foreach (TradingSession session in sessions)
                yield return $"{day:yyyy-MM-dd},true,{Word(session.Kind)},{Clock(session.Open)},{Clock(session.Close)},{Note(calendar, session)}";
        }
    }

    /// <summary>A row for each phase, named as the exchanges name it; the note says for which instruments.</summary>
    public static IEnumerable<string> Phases(SessionCalendar calendar, Segment segment, DateOnly from, DateOnly to)
    {
        yield return Header;
        for (DateOnly day = from; day <= to; day = day.AddDays(1))
        {
            bool any = false;
            foreach (TradingClass trading in TradingClasses.Of(segment).ToArray())
            {
                foreach (PhaseWindow window in calendar.PhasesOn(segment, trading, day))
                {
                    any = true;
                    yield return $"{day:yyyy-MM-dd},true,{Word(window.Phase)},{Clock(window.Start)},{Clock(window.End)},{Words(segment, trading)}";
                }
            }
            if (!any) yield return Shut(calendar, segment, day);
        }
    }

    public static IEnumerable<string> Expiries(IEnumerable<Expiry> expiries)
    {
        yield return "date,underlying,cycle,due,last_time,note";
        foreach (Expiry e in expiries)
        {
            string note = e.Provisional ? "provisional: holidays of that year are not known" : e.Day != e.Due ? "pulled forward by a holiday" : "";
            yield return $"{e.Day:yyyy-MM-dd},{e.Underlying},{(e.Cycle == ExpiryCycle.Weekly ? "weekly" : "monthly")},{e.Due:yyyy-MM-dd},{e.LastTime:HH:mm},{note}";
        }
    }

    public static string Word(SessionKind kind) => kind switch
    {
        SessionKind.Special => "special",
        SessionKind.Muhurat => "muhurat",
        SessionKind.Drill => "drill",
        SessionKind.Morning => "morning",
        SessionKind.Evening => "evening",
        _ => "regular",
    };

    public static string Word(DayPhase phase) => phase switch
    {
        DayPhase.BlockMorning => "BLOCK_MORNING",
        DayPhase.PreOpen => "PREOPEN",
        DayPhase.PreOpenEntry => "PREOPEN_ENTRY",
        DayPhase.PreOpenLimitOnly => "PREOPEN_LIMIT_ONLY",
        DayPhase.PreOpenMatch => "PREOPEN_MATCH",
        DayPhase.PreOpenBuffer => "PREOPEN_BUFFER",
        DayPhase.BlockAfternoon => "BLOCK_AFTERNOON",
        DayPhase.AuctionReference => "CAS_REFERENCE",
        DayPhase.AuctionEntry => "CAS_ENTRY",
        DayPhase.AuctionLimitOnly => "CAS_LIMIT_ONLY",
        DayPhase.AuctionMatch => "CAS_MATCH",
        DayPhase.PostClose => "POST_CLOSE",
        _ => "CONTINUOUS",
    };

    /// <summary>A class of instruments in the words of its segment.</summary>
    public static string Words(Segment segment, TradingClass trading) => (segment, trading) switch
    {
        (Segment.NseEquity or Segment.BseEquity, TradingClass.Standard) => "stocks without derivatives",
        (_, TradingClass.ClosingAuction) => "stocks with derivatives",
        (_, TradingClass.NearFuture) => "near index and stock futures",
        (_, TradingClass.Expiring) => "a contract on its last day",
        (Segment.Commodity, TradingClass.Standard) => "non-agricultural",
        (_, TradingClass.Cotton) => "cotton; cotton oil; CPO; kapas",
        (_, TradingClass.OtherAgricultural) => "other agricultural",
        _ => "all",
    };

    public static string Clock(Timestamp at) => $"{Ist.TimeOf(at):HH:mm}";

    private static string Note(SessionCalendar calendar, in TradingSession session)
    {
        string auction = session.AuctionClose is { } end ? $"stocks with derivatives to {Clock(end)} and then a closing auction" : "";
        string rule = calendar.Covers(session.Segment, session.Day) ? "" : "by rule: holidays of that year are not known";
        return string.Join("; ", new[] { session.Note ?? "", auction, rule }.Where(part => part.Length > 0));
    }

    private static string Shut(SessionCalendar calendar, Segment segment, DateOnly day) =>
        $"{day:yyyy-MM-dd},false,,,,{calendar.Note(segment, day) ?? "weekend"}";
}
