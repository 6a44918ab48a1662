using Astra.Core;
using Astra.Markets;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Live.Tests.Feeds;

/// <summary>Instruments, days and ticks for tests of a live day.</summary>
internal static class Market
{
    /// <summary>A regular Wednesday.</summary>
    public static readonly DateOnly Day = new(2026, 11, 18);

    public static readonly SessionCalendar Calendar =
        SessionCalendar.Parse(CalendarTexts.From(name => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", name))));

    public static Timestamp At(int hour, int minute, double second = 0) => At(Day, hour, minute, second);

    public static Timestamp At(DateOnly day, int hour, int minute, double second = 0) =>
        Ist.At(day, new TimeOnly(hour, minute)) + (long)(second * Timestamp.NanosPerSecond);

    public static FakeTimeProvider Clock(Timestamp at) => new(new DateTimeOffset(DateTimeOffset.UnixEpoch.UtcTicks + at.UnixNanos / 100, TimeSpan.Zero));

    public static Timestamp Wall(TimeProvider time) => LiveTime.Now(time);

    public static FeedInstrument Share(int id, Segment segment = Segment.NseEquity) => new(
        new Instrument(id, $"SHARE{id}", segment, InstrumentKind.Equity, Price.FromRupees(0.05m), 1), MasterExchange.Nse, (1_000 + id).ToString(), $"SHARE{id}-EQ");

    public static FeedInstrument[] Shares(int count) => [.. Enumerable.Range(0, count).Select(i => Share(i))];

    public static Plan Plan(int instrument, int minutes = 5, string algorithm = "macd-rsi", params int[] peers) => new()
    {
        Id = instrument + 1,
        Instrument = instrument,
        Algorithm = algorithm,
        IntervalMinutes = minutes,
        Peers = peers,
        Source = "test",
        Reason = "because",
    };

    /// <summary>Brings one tick through a door as a vendor's decoder does; false when the door does not want it.</summary>
    public static bool Tick(FeedDoor door, TimeProvider time, int instrument, Timestamp stamp, long volume = -1, decimal price = 100)
    {
        if (!door.Wants(instrument, volume, stamp)) return false;
        long sequence = door.Claim(1);
        ref InboundRecord record = ref door[sequence];
        record = default;
        record.Header = new InboundHeader
        {
            Kind = InboundKind.Touchline,
            Flags = (byte)(TickFields.Last | (volume >= 0 ? TickFields.Volume : 0)),
            Source = InboundSource.Feed,
            Instrument = instrument,
            ExchangeTime = stamp,
            ArrivalTime = Wall(time),
        };
        record.Touchline = new TouchlineTick { Last = Price.FromRupees(price), Volume = Math.Max(0, volume) };
        door.Publish(sequence, sequence, time.GetTimestamp());
        return true;
    }
}
