using Astra.Markets;

namespace Astra.Research;

/// <summary>The intraday rules as one mark for each bar, computed once for all runs over a series.</summary>
public static class SessionGates
{
    /// <summary>
    /// From the square-off time on nothing is entered and what is held leaves at the bar's open; where a session has no bar from then on, at its last
    /// close. A decision of one session is not carried into the next. Outside of every session nothing is held.
    /// </summary>
    /// <param name="calendar">Sessions with the broker's square-off times, see <see cref="SessionCalendar.For"/>.</param>
    public static BarGate[] Of(BarSeries series, SessionCalendar calendar)
    {
        SessionFrames frames = new(calendar, series.Instrument);
        var gates = new BarGate[series.Count];
        TradingSession? previous = null;
        for (int i = 0; i < gates.Length; i++)
        {
            ref readonly Bar bar = ref series[i];
            if (frames.At(bar.Start) is not { } session)
            {
                gates[i] = BarGate.NoEntry | BarGate.LeaveAtOpen;
                previous = null;
                continue;
            }
            if (previous is not { } same || same.Open != session.Open) gates[i] |= BarGate.NoEntry;
            previous = session;
            Timestamp leave = frames.SquareOffOf(session);
            if (bar.Start >= leave) gates[i] |= BarGate.NoEntry | BarGate.LeaveAtOpen;
            // The last bar of the data is its session's last only where it reaches the square-off: a day under way is not over.
            else if (i + 1 < gates.Length ? frames.At(series[i + 1].Start)?.Open != session.Open : bar.End >= leave) gates[i] |= BarGate.LeaveAtClose;
        }
        return gates;
    }
}
