namespace Astra.Markets;

/// <summary>
/// Time to expiry in years of 365 calendar days, to the nanosecond, weekends and nights included; a quarter of an hour on expiry day is 2.85e-5.
/// </summary>
public static class YearFraction
{
    public const int DaysPerYear = 365;

    /// <summary>Years from an instant to another; 0 when it has passed.</summary>
    public static double Between(Timestamp now, Timestamp expiry) =>
        now >= expiry ? 0 : (expiry - now) / ((double)DaysPerYear * Timestamp.NanosPerDay);

    /// <summary>
    /// Years to a day's close. The close is a fact of the calendar that changes with dates and segments (15:30, 15:40 from 2026-08-03 where there is a
    /// closing auction, late evening for commodities), so the caller gives it.
    /// </summary>
    public static double ToClose(Timestamp now, DateOnly expiry, TimeOnly close) => Between(now, Ist.At(expiry, close));
}
