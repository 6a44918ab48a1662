using System.Globalization;

namespace Astra.StandIns;

/// <summary>How the two vendors write a contract's trading symbol.</summary>
internal static class Contract
{
    public static string Symbol(SimVendor vendor, Underlying of, SimKind kind, DateOnly expiry, long strike) =>
        vendor == SimVendor.AngelOne ? AngelOne(of, kind, expiry, strike) : Shoonya(of, kind, expiry, strike);

    private static string AngelOne(Underlying of, SimKind kind, DateOnly expiry, long strike)
    {
        string date = expiry.ToString("ddMMMyy", CultureInfo.InvariantCulture).ToUpperInvariant();
        return kind == SimKind.Future ? $"{of.Name}{date}FUT" : $"{of.Name}{date}{Text(strike)}{(kind == SimKind.Call ? "CE" : "PE")}";
    }

    private static string Shoonya(Underlying of, SimKind kind, DateOnly expiry, long strike)
    {
        string date = expiry.ToString("ddMMMyy", CultureInfo.InvariantCulture).ToUpperInvariant();
        if (of.Exchange == "BFO")
        {
            string month = expiry.ToString("yyMMM", CultureInfo.InvariantCulture).ToUpperInvariant();
            return kind == SimKind.Future ? $"{of.Name}{month}FUT" : $"{of.Name}{month}{Text(strike)}{(kind == SimKind.Call ? "CE" : "PE")}";
        }

        if (kind == SimKind.Future) return of.Exchange == "MCX" ? of.Name + date : of.Name + date + "F";
        return $"{of.Name}{date}{(kind == SimKind.Call ? 'C' : 'P')}{Text(strike)}";
    }

    /// <summary>Rupees without needless zeros: 25150, 83.25.</summary>
    public static string Text(long pips) => (pips / 10_000m).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>The last <paramref name="day"/> of the month that lies at least a week after <paramref name="today"/>.</summary>
    public static DateOnly LastOfMonth(DateOnly today, DayOfWeek day)
    {
        DateOnly week = today.AddDays(7);
        for (int ahead = 0; ; ahead++)
        {
            DateOnly last = new DateOnly(week.Year, week.Month, 1).AddMonths(ahead + 1).AddDays(-1);
            while (last.DayOfWeek != day) last = last.AddDays(-1);
            if (last >= week) return last;
        }
    }

    /// <summary>The first <paramref name="day"/> after <paramref name="today"/>.</summary>
    public static DateOnly NextWeekly(DateOnly today, DayOfWeek day)
    {
        DateOnly next = today.AddDays(1);
        while (next.DayOfWeek != day) next = next.AddDays(1);
        return next;
    }
}
