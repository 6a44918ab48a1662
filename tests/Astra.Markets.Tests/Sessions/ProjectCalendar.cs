namespace Astra.Markets.Tests;

/// <summary>The calendar that ships with the product.</summary>
internal static class ProjectCalendar
{
    public static readonly SessionCalendar Instance = SessionCalendar.Parse(CalendarTexts.From(Read));

    public static string Hours(Segment segment, int year, int month, int day) =>
        string.Join(' ', Instance.SessionsOn(segment, new DateOnly(year, month, day)).Select(s => $"{Ist.TimeOf(s.Open):HH:mm}-{Ist.TimeOf(s.Close):HH:mm}"));

    public static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
