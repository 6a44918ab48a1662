using System.Globalization;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>
/// The instruments of a generated day. Names are of real contracts so that lots, ticks and charges are those of the market; the figures
/// (levels of late 2026, moves, spreads) are rounded assumptions.
/// </summary>
internal static class InstrumentCatalogue
{
    private static readonly InstrumentProfile[] Futures =
    [
        new("NIFTY", PriceModel.IndexFuture, Sector.None, 25_900, 3.2, 0.00012, 1.0, 0, 6, 3, 0, 0.10),
        new("BANKNIFTY", PriceModel.IndexFuture, Sector.Bank, 58_800, 2.4, 0.00012, 1.1, 1, 8, 3, 0, 0.10),
        new("GOLD", PriceModel.Commodity, Sector.None, 125_300, 1.3, 0.0090, 0.6, 0, 8, 2, 0, 0.06),
        new("CRUDEOIL", PriceModel.Commodity, Sector.None, 5_320, 1.8, 0.0190, 0.5, 0, 1.5, 4, 0, 0.09),
        new("USDINR", PriceModel.Currency, Sector.None, 88.62, 1.1, 0.0022, 0, 0, 1.2, 20, 0, 0.03),
    ];

    private static readonly InstrumentProfile[] Stocks =
    [
        Stock("HDFCBANK", Sector.Bank, 1_001.5, 1.5, 0.0054, 0.95, 13, 120),
        Stock("ICICIBANK", Sector.Bank, 1_385, 1.3, 0.0058, 1.05, 9, 80),
        Stock("RELIANCE", Sector.Energy, 1_518, 1.5, 0.0065, 1.10, 9, 90),
        Stock("TCS", Sector.Technology, 3_085, 0.9, 0.0061, 0.75, 4, 30),
        Stock("INFY", Sector.Technology, 1_502, 1.0, 0.0061, 0.75, 5, 60) with { Model = PriceModel.PairedStock },
        Stock("SBIN", Sector.Bank, 967, 1.2, 0.0068, 1.15, 3, 150),
        Stock("ITC", Sector.Consumer, 404, 0.7, 0.0054, 0.60, 4, 250),
        Stock("LT", Sector.Industry, 4_010, 0.7, 0.0068, 1.10, 4, 25),
        Stock("AXISBANK", Sector.Bank, 1_236, 0.9, 0.0072, 1.15, 3, 80),
        Stock("BHARTIARTL", Sector.Consumer, 2_094, 0.8, 0.0068, 0.85, 4, 50),
        Stock("TATASTEEL", Sector.Industry, 172.4, 0.9, 0.0101, 1.25, 2, 600),
        Stock("KOTAKBANK", Sector.Bank, 2_086, 0.7, 0.0065, 0.90, 3, 40),
        Stock("HINDUNILVR", Sector.Consumer, 2_428, 0.5, 0.0058, 0.50, 2, 30),
        Stock("SUNPHARMA", Sector.Consumer, 1_752, 0.5, 0.0068, 0.60, 2, 40),
        Stock("MARUTI", Sector.Consumer, 15_720, 0.5, 0.0068, 0.85, 2, 5),
        Stock("NTPC", Sector.Energy, 326.5, 0.6, 0.0072, 0.95, 2, 300),
        Stock("ONGC", Sector.Energy, 248.3, 0.6, 0.0083, 0.95, 1, 400),
        Stock("WIPRO", Sector.Technology, 244.6, 0.6, 0.0072, 0.80, 1, 400),
        Stock("HCLTECH", Sector.Technology, 1_604, 0.5, 0.0068, 0.80, 2, 50),
        Stock("TITAN", Sector.Consumer, 3_866, 0.4, 0.0072, 0.85, 2, 20),
        Stock("ULTRACEMCO", Sector.Industry, 11_790, 0.4, 0.0068, 0.85, 1, 5),
        Stock("BAJFINANCE", Sector.Bank, 1_024, 0.8, 0.0090, 1.25, 2, 100),
        Stock("ADANIPORTS", Sector.Industry, 1_497, 0.5, 0.0101, 1.25, 1, 60),
        Stock("TRENT", Sector.Consumer, 4_392, 0.5, 0.0108, 1.05, 1, 20),
        Stock("MCX", Sector.Industry, 9_765, 0.4, 0.0122, 1.05, 0.5, 8),
        Stock("COALINDIA", Sector.Energy, 382, 0.5, 0.0072, 0.80, 1, 250),
        Stock("POWERGRID", Sector.Energy, 274, 0.5, 0.0068, 0.80, 1, 300),
    ];

    public static int Count => Futures.Length + Stocks.Length;

    /// <summary>The two index futures, as many stocks as asked for, gold, crude oil and USDINR.</summary>
    public static InstrumentProfile[] Take(int count) => [.. Futures[..2], .. Stocks[..(count - Futures.Length)], .. Futures[2..]];

    public static Instrument Describe(InstrumentProfile profile, int id, DateOnly day, SessionCalendar calendar, ContractSpecs specs)
    {
        var level = Price.FromRupees((decimal)profile.Reference);
        if (profile.Model is PriceModel.Stock or PriceModel.PairedStock)
            return InstrumentInference.Infer(id, profile.Name, Segment.NseEquity, InstrumentKind.Equity, day, level, specs, ShippedFacts.Lists);
        Segment segment = SegmentOf(profile.Model);
        DateOnly expiry = ContractMonths.Expiry(profile, day, calendar);
        string symbol = profile.Name + expiry.ToString("yyMMM", CultureInfo.InvariantCulture).ToUpperInvariant() + "FUT";
        return InstrumentInference.Infer(id, symbol, segment, InstrumentKind.Future, day, level, specs, ShippedFacts.Lists, expiry);
    }

    public static Segment SegmentOf(PriceModel model) => model switch
    {
        PriceModel.IndexFuture => Segment.NseDerivatives,
        PriceModel.Commodity => Segment.Commodity,
        PriceModel.Currency => Segment.Currency,
        _ => Segment.NseEquity,
    };

    private static InstrumentProfile Stock(
        string name, Sector sector, double reference, double activity, double own, double beta, double weight, double lots) =>
        new(name, PriceModel.Stock, sector, reference, activity, own, beta, 1, 2.2, lots, weight, 0.10);
}
