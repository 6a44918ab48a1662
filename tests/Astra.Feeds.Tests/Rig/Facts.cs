using Astra.Core;
using Astra.Markets;

namespace Astra.Feeds.Tests;

/// <summary>The calendar and the contract facts that ship with the product.</summary>
internal static class Facts
{
    public static readonly SessionCalendar Calendar = SessionCalendar.Parse(CalendarTexts.From(Read)).For("ZERODHA", SessionCalendar.DefaultSquareOffLead);

    public static readonly ContractSpecs Specs = ContractSpecs.Parse(Read("contract-specs.csv"));

    public static readonly InstrumentLists Lists = InstrumentLists.Parse(Read("instrument-lists.csv"));

    public static readonly EngineSettings Settings = new()
    {
        ChargesSchedule = Read("charges-schedule.csv"), BrokeragePlans = Read("brokerage-plans.csv"), CheckpointEvery = 500,
    };

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name));
}
