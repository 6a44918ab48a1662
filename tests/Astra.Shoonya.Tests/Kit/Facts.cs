using System.Runtime.CompilerServices;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya.Tests;

/// <summary>Calendar, contract facts and some instruments.</summary>
internal static class Facts
{
    public static SessionCalendar Calendar { get; } = SessionCalendar.Parse(Read("sessions.csv"), Read("session-exceptions.csv"));

    public static ContractSpecs Specs { get; } = ContractSpecs.Parse(Read("contract-specs.csv"));

    public static InstrumentLists Lists { get; } = InstrumentLists.Parse(Read("instrument-lists.csv"));

    /// <summary>Tuesday 2026-09-29, 10:00 IST.</summary>
    public static Timestamp Morning { get; } = Ist.At(new DateOnly(2026, 9, 29), new TimeOnly(10, 0));

    public static FeedInstrument Share(int id, string token = "22", MasterExchange exchange = MasterExchange.Nse) => new(
        new Instrument(id, "ACC", Segment.NseEquity, InstrumentKind.Equity, new Price(500), 1), exchange, token, "ACC-EQ");

    public static FeedInstrument Currency(int id) => new(
        new Instrument(id, "USDINR26OCTFUT", Segment.Currency, InstrumentKind.Future, new Price(25), 1, 1000), MasterExchange.Cds, "1284", "USDINR28OCT26F");

    public static FeedInstrument Option(int id) => new(
        new Instrument(id, "NIFTY29SEP26C25150", Segment.NseDerivatives, InstrumentKind.Option, new Price(500), 75, 1, 1800), MasterExchange.Nfo, "54786", "NIFTY29SEP26C25150");

    private static string Read(string name, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "engine", "Astra.Markets", "Data", name));
}
