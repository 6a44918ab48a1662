namespace Astra.Markets;

/// <summary>
/// Daylight saving time of the United States, which moves the evening close of Indian commodity trading. The rule of the Energy Policy
/// Act of 2005, in force since 2007: from the second Sunday of March to the first Sunday of November, changing at 02:00 local time.
/// </summary>
public static class UsDaylight
{
    /// <summary>
    /// Whether New York is on daylight time at 17:00 UTC of <paramref name="day"/>. The clocks change before 08:00 UTC, so at 17:00 the
    /// Sunday of the change already has the new time.
    /// </summary>
    public static bool IsOn(DateOnly day) => day >= Sunday(day.Year, 3, 2) && day < Sunday(day.Year, 11, 1);

    private static DateOnly Sunday(int year, int month, int nth)
    {
        var first = new DateOnly(year, month, 1);
        int toSunday = (7 - (int)first.DayOfWeek) % 7;
        return first.AddDays(toSunday + 7 * (nth - 1));
    }
}
