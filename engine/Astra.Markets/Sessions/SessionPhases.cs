namespace Astra.Markets;

/// <summary>Lays the phases of session-phases.csv over the sessions of a day.</summary>
internal static class SessionPhases
{
    /// <summary>When the closing auction takes its instruments out of continuous trading; null where there is none.</summary>
    public static TimeOnly? AuctionStart(List<PhaseHours> phases, DateOnly day) =>
        ContinuousOf(phases, TradingClass.ClosingAuction, day)?.End;

    public static List<PhaseWindow> Of(
        RegularHours regular, List<PhaseHours> phases, TradingClass trading, DateOnly day, IReadOnlyList<TradingSession> sessions)
    {
        var windows = new List<PhaseWindow>();
        foreach (TradingSession session in sessions)
        {
            bool full = session.Open == Ist.At(day, regular.Open) && session.Close == Ist.At(day, regular.CloseOn(day));
            if (full)
            {
                foreach (PhaseHours row in phases)
                    if (row.Class == trading && row.Phase != DayPhase.Continuous && row.HoldsOn(day))
                        windows.Add(new PhaseWindow(row.Phase, Ist.At(day, row.Start), Ist.At(day, row.End)));
            }
            else if (session.PreOpen is { } preOpen)
            {
                windows.Add(new PhaseWindow(DayPhase.PreOpen, preOpen, session.Open));
            }
            AddContinuous(windows, session, ContinuousOf(phases, trading, day), trading);
        }
        windows.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Phase.CompareTo(b.Phase));
        return windows;
    }

    private static void AddContinuous(List<PhaseWindow> windows, in TradingSession session, PhaseHours? own, TradingClass trading)
    {
        Timestamp start = session.Open;
        Timestamp end = session.ContinuousEnd(trading == TradingClass.ClosingAuction);
        // At a festive hour or in a drill all instruments of the segment trade together.
        if (own is not null && trading != TradingClass.ClosingAuction && session.Kind is not (SessionKind.Muhurat or SessionKind.Drill))
        {
            Timestamp from = Ist.At(session.Day, own.Start), to = Ist.At(session.Day, own.End);
            if (from > start) start = from;
            if (to < end) end = to;
        }
        if (start < end) windows.Add(new PhaseWindow(DayPhase.Continuous, start, end));
    }

    private static PhaseHours? ContinuousOf(List<PhaseHours> phases, TradingClass trading, DateOnly day)
    {
        foreach (PhaseHours row in phases)
            if (row.Class == trading && row.Phase == DayPhase.Continuous && row.HoldsOn(day)) return row;
        return null;
    }
}
