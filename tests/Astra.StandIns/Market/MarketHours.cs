namespace Astra.StandIns;

/// <summary>Session hours in Indian time, Monday to Friday. The stand-in knows no holidays.</summary>
public static class MarketHours
{
    /// <summary>Indian standard time: no daylight saving, ever.</summary>
    public static readonly TimeSpan India = new(5, 30, 0);

    /// <summary>First minute of the session, and the first minute after it.</summary>
    public static (int Open, int Close) Of(string exchange) => exchange switch
    {
        "CDS" => (9 * 60, 17 * 60),
        "MCX" => (9 * 60, (23 * 60) + 30),
        _ => ((9 * 60) + 15, (15 * 60) + 30),
    };

    /// <param name="minute">Minutes since the epoch, UTC.</param>
    public static bool IsOpen(string exchange, long minute)
    {
        long local = minute + 330;
        long day = Math.DivRem(local, 1440, out long ofDay);
        var (open, close) = Of(exchange);
        // The epoch was a Thursday.
        long weekday = (day + 4) % 7;
        return weekday is >= 1 and <= 5 && ofDay >= open && ofDay < close;
    }

    public static DateTimeOffset InIndia(DateTimeOffset time) => time.ToOffset(India);
}
