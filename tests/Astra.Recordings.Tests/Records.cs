using Astra.Core;
using Astra.Markets;

namespace Astra.Recordings.Tests;

/// <summary>Records and instruments for tests.</summary>
internal static class Records
{
    public static readonly Instrument[] Instruments =
    [
        new(0, "RELIANCE", Segment.NseEquity, InstrumentKind.Equity, Price.FromRupees(0.10m), 1),
        new(1, "USDINR26NOVFUT", Segment.Currency, InstrumentKind.Future, Price.FromRupees(0.0025m), 1, 1000, 10_000, new DateOnly(2026, 11, 26)),
        new(2, "NIFTY", Segment.NseDerivatives, InstrumentKind.Index, Price.FromRupees(0.05m), 65) { IndexTradedAsFuture = true },
    ];

    public static InboundRecord Touch(Timestamp at, int instrument, decimal last, long volume = 100, long latency = 0) => new()
    {
        Header = Header(InboundKind.Touchline, instrument, at, latency, (byte)(TickFields.Last | TickFields.Bid | TickFields.Ask | TickFields.Volume)),
        Touchline = new TouchlineTick
        {
            Last = Price.FromRupees(last),
            Bid = Price.FromRupees(last - 0.05m),
            Ask = Price.FromRupees(last + 0.05m),
            BidQuantity = 25,
            AskQuantity = 50,
            Volume = volume,
        },
    };

    public static InboundRecord Trade(Timestamp at, int instrument, decimal price, int quantity, int aggressor) => new()
    {
        Header = Header(InboundKind.Trade, instrument, at, 0, 0),
        Trade = new TradeTick { Price = Price.FromRupees(price), Quantity = quantity, Aggressor = aggressor },
    };

    public static InboundRecord Bar(Timestamp start, int instrument, decimal open, decimal high, decimal low, decimal close, long volume = 0) => new()
    {
        Header = Header(InboundKind.Bar, instrument, start + Timestamp.NanosPerMinute, 0, 0),
        Bar = new HistoryBar
        {
            Start = start,
            Open = Price.FromRupees(open),
            High = Price.FromRupees(high),
            Low = Price.FromRupees(low),
            Close = Price.FromRupees(close),
            Volume = volume,
            IntervalMinutes = 1,
        },
    };

    public static InboundRecord Depth(Timestamp at, int instrument, decimal reference)
    {
        InboundRecord record = new() { Header = Header(InboundKind.Depth, instrument, at, 0, 0) };
        record.Depth.Reference = Price.FromRupees(reference);
        for (int i = 0; i < DepthTick.Levels; i++)
        {
            record.Depth.Bids[i] = new DepthLevel { Offset = -500 * (i + 1), Quantity = 10 * (i + 1) };
            record.Depth.Asks[i] = new DepthLevel { Offset = 500 * (i + 1), Quantity = 7 * (i + 1) };
        }
        return record;
    }

    private static InboundHeader Header(InboundKind kind, int instrument, Timestamp at, long latency, byte flags) => new()
    {
        Kind = kind,
        Flags = flags,
        Source = InboundSource.Feed,
        Instrument = instrument,
        ExchangeTime = at,
        ArrivalTime = at + latency,
    };
}
