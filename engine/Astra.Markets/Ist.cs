namespace Astra.Markets;

/// <summary>Indian Standard Time: UTC+05:30 all year, no daylight saving. The only place where an offset from UTC is written down.</summary>
public static class Ist
{
    public const long OffsetNanos = (5 * 60 + 30) * Timestamp.NanosPerMinute;

    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The instant of an IST date and time of day.</summary>
    public static Timestamp At(DateOnly date, TimeOnly time) =>
        new((date.DayNumber - EpochDay) * Timestamp.NanosPerDay + time.Ticks * 100 - OffsetNanos);

    public static DateOnly DateOf(Timestamp at) => DateOnly.FromDayNumber(EpochDay + DayOf(at));

    /// <summary>The date of a day number as <see cref="DayOf"/> gives it.</summary>
    public static DateOnly DateOf(int day) => DateOnly.FromDayNumber(EpochDay + day);

    /// <summary>Time of day in IST, to 100 nanoseconds.</summary>
    public static TimeOnly TimeOf(Timestamp at) => new(NanosOfDay(at) / 100);

    /// <summary>Days since 1970-01-01 in IST.</summary>
    public static int DayOf(Timestamp at) => (int)((at + OffsetNanos).FloorTo(Timestamp.NanosPerDay).UnixNanos / Timestamp.NanosPerDay);

    public static long NanosOfDay(Timestamp at)
    {
        Timestamp local = at + OffsetNanos;
        return local - local.FloorTo(Timestamp.NanosPerDay);
    }
}
