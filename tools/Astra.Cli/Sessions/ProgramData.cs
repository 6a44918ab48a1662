using Astra.Markets;

namespace Astra.Cli;

/// <summary>Facts of the market that ship beside the program.</summary>
internal static class ProgramData
{
    private static readonly Lazy<SessionCalendar> LoadedCalendar =
        new(() => SessionCalendar.Parse(CalendarTexts.From(name => File.ReadAllText(PathOf(name)))));

    public static SessionCalendar Calendar => LoadedCalendar.Value;

    public static ExpiryCalendar Expiries(SessionCalendar sessions) => ExpiryCalendar.Parse(File.ReadAllText(PathOf("expiries.csv")), sessions);

    public static string ChargesSchedule => PathOf("charges-schedule.csv");

    public static string BrokeragePlans => PathOf("brokerage-plans.csv");

    public static string NoteRules => PathOf("note-rules.csv");

    public static string DepositoryCharges => PathOf("depository-charges.csv");

    public static string MarginRates => PathOf("margin-rates.csv");

    public static string CapitalRules => PathOf("capital-rules.csv");

    public static string ExampleContracts => PathOf("example-contracts.csv");

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);
}
