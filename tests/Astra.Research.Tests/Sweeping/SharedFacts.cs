using Astra.Costs;
using Astra.Markets;

namespace Astra.Research.Tests.Sweeping;

/// <summary>The calendar and the charges that ship with the product.</summary>
internal static class SharedFacts
{
    public static SessionCalendar Calendar { get; } = SessionCalendar.Parse(CalendarTexts.From(Read)).For("ZERODHA", SessionCalendar.DefaultSquareOffLead);

    public static ChargeBook Charges { get; } = ChargeBook.Parse(Read("charges-schedule.csv"), Read("brokerage-plans.csv"), Read("note-rules.csv"));

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
