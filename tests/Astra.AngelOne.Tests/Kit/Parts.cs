using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne.Tests;

/// <summary>Instruments and a calendar to test with.</summary>
internal static class Parts
{
    public static readonly SessionCalendar Calendar = SessionCalendar.Parse(CalendarTexts.From(name => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name))));

    public static readonly FeedInstrument Share = Of(0, "SBIN", MasterExchange.Nse, "3045", "SBIN-EQ", Segment.NseEquity, InstrumentKind.Equity, 5);
    public static readonly FeedInstrument Option = Of(1, "NIFTY26OCT25000CE", MasterExchange.Nfo, "54786", "NIFTY26OCT25000CE", Segment.NseDerivatives, InstrumentKind.Option, 5, 75);
    public static readonly FeedInstrument Index = Of(2, "NIFTY", MasterExchange.Nse, "99926000", "Nifty 50", Segment.NseEquity, InstrumentKind.Index, 5);
    public static readonly FeedInstrument Dollar = Of(3, "USDINR26OCTFUT", MasterExchange.Cds, "1284", "USDINR26OCTFUT", Segment.Currency, InstrumentKind.Future, 0.25m);
    public static readonly FeedInstrument Crude = Of(4, "CRUDEOIL26OCTFUT", MasterExchange.Mcx, "426016", "CRUDEOIL26OCTFUT", Segment.Commodity, InstrumentKind.Future, 100);
    public static readonly FeedInstrument[] All = [Share, Option, Index, Dollar, Crude];

    /// <param name="tickPaise">Price step in paise.</param>
    public static FeedInstrument Of(
        int id, string symbol, MasterExchange exchange, string token, string tradingSymbol, Segment segment, InstrumentKind kind, decimal tickPaise = 5, int lot = 1) =>
        new(new Instrument(id, symbol, segment, kind, new Price((long)(tickPaise * 100)), lot), exchange, token, tradingSymbol);

    public static FeedInstrument[] Shares(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Of(i, $"S{i}", MasterExchange.Nse, $"{100_000 + i}", $"S{i}-EQ", Segment.NseEquity, InstrumentKind.Equity))];
}
