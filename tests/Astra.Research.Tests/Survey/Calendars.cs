using Astra.Markets;

namespace Astra.Research.Tests;

internal static class Calendars
{
    /// <summary>The calendar that ships, copied beside the tests.</summary>
    public static SessionCalendar Shipped { get; } =
        SessionCalendar.Parse(CalendarTexts.From(name => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name)))).For("ZERODHA");
}
