using Astra.Markets;

namespace Astra.Recordings.Tests;

/// <summary>The calendar that ships with the product.</summary>
internal static class TestCalendar
{
    public static readonly SessionCalendar Instance = SessionCalendar.Parse(CalendarTexts.From(Read));

    public static readonly DateOnly Wednesday = new(2026, 11, 18);

    public static Timestamp At(DateOnly day, int hour, int minute, int second = 0) => Ist.At(day, new TimeOnly(hour, minute, second));

    public static Timestamp At(int hour, int minute, int second = 0) => At(Wednesday, hour, minute, second);

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
