using Astra.Core;
using Astra.Markets;

namespace Astra.Core.Tests;

/// <summary>What only a live session hears.</summary>
internal sealed partial class CoreHarness
{
    public void Feed(Timestamp at, FeedState state, byte feed = 0, int instrument = -1, FeedCause cause = FeedCause.None, byte connection = 0, int first = 0, int count = 0) =>
        Apply(FeedEvent(at, state, feed, instrument, cause, connection, first, count));

    public void Backfill(Timestamp at, Timestamp start, decimal open, decimal high, decimal low, decimal close, long volume = 0, int instrument = 0, int minutes = 1) =>
        Apply(HistoryEvent(InboundKind.Backfill, at, start, open, high, low, close, volume, instrument, minutes));

    /// <summary>A minute that stood still at one price.</summary>
    public void Backfill(Timestamp at, Timestamp start, decimal price, long volume = 0, int instrument = 0) =>
        Backfill(at, start, price, price, price, price, volume, instrument);

    public void WarmUp(Timestamp at, Timestamp start, decimal open, decimal high, decimal low, decimal close, long volume = 0, int instrument = 0, int minutes = 1) =>
        Apply(HistoryEvent(InboundKind.WarmUp, at, start, open, high, low, close, volume, instrument, minutes));

    public IEnumerable<FeedStatusBody> FeedStatus => Of(OutboundKind.FeedStatus).Select(e => e.Feed);

    public static InboundEvent FeedEvent(
        Timestamp at, FeedState state, byte feed = 0, int instrument = -1, FeedCause cause = FeedCause.None, byte connection = 0, int first = 0, int count = 0)
    {
        InboundEvent e = default;
        e.Record.Header = Header(InboundKind.Feed, instrument, at);
        e.Record.Feed = new FeedChange
        {
            State = state, Cause = cause, Feed = feed, Connection = connection, FirstInstrument = first, InstrumentCount = count,
        };
        return e;
    }

    public static InboundEvent HistoryEvent(
        InboundKind kind, Timestamp at, Timestamp start, decimal open, decimal high, decimal low, decimal close, long volume = 0, int instrument = 0, int minutes = 1)
    {
        InboundEvent e = default;
        e.Record.Header = Header(kind, instrument, at);
        e.Record.Bar = new HistoryBar
        {
            Start = start,
            Open = Price.FromRupees(open),
            High = Price.FromRupees(high),
            Low = Price.FromRupees(low),
            Close = Price.FromRupees(close),
            Volume = volume,
            IntervalMinutes = minutes,
        };
        return e;
    }
}
