using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using CsCheck;

namespace Astra.Cli.Tests;

/// <summary>Ticks that come out of order find their places in a recording.</summary>
public sealed class TickTapeTests : IDisposable
{
    private static readonly Timestamp Open = Ist.At(new DateOnly(2026, 11, 23), new TimeOnly(9, 15));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ticks_within_thirty_seconds_are_put_in_order_and_later_ones_are_counted()
    {
        // Exchange times in milliseconds since the open, as they arrive.
        (List<long> written, TickTape tape) = Write([0, 2_000, 1_000, 2_000, 31_000, 1_500, 40_000, 9_000, 60_000, 500, 60_000]);
        Assert.Equal([0, 1_000, 1_500, 2_000, 2_000, 9_000, 31_000, 40_000, 60_000, 60_000], written);
        Assert.Equal((11, 1), (tape.Ticks, tape.Late));
    }

    [Fact]
    public void A_clock_that_runs_ahead_makes_no_other_tick_late()
    {
        (List<long> written, TickTape tape) = Write([0, 1_000, 55_000, 2_000, 3_000], arrivals: [0, 1_000, 2_000, 2_000, 3_000]);
        Assert.Equal([0, 1_000, 2_000, 3_000, 55_000], written);
        Assert.Equal(0, tape.Late);
    }

    [Fact]
    public void Nothing_is_lost_without_being_counted() => Gen.Long[0, 90_000].Array[0, 400].Sample(times =>
    {
        (List<long> written, TickTape tape) = Write(times);
        Assert.Equal(written.Order(), written);
        Assert.Equal(times.Length, written.Count + tape.Late);
        Assert.Equal(written, times.Order().Where(new List<long>(written).Remove));
    }, iter: 60);

    [Fact]
    public void What_a_feed_says_of_itself_is_no_tick()
    {
        using RecordingWriter writer = new(_folder["health.rec"], "test", [Share]);
        TickTape tape = new(writer);
        InboundEvent gap = default;
        gap.Record.Header = new InboundHeader { Kind = InboundKind.Feed, Instrument = -1, ExchangeTime = Open };
        gap.Record.Feed = new FeedChange { State = FeedState.Gap };
        tape.OnEvent(ref gap, 0, true);
        gap.Record.Header.Instrument = 0;
        gap.Record.Feed = new FeedChange { State = FeedState.NotSubscribed };
        tape.OnEvent(ref gap, 1, true);
        Assert.Equal((0, 1), (tape.Ticks, tape.Gaps));
        Assert.Equal([0], tape.NotSubscribed);
    }

    [Theory]
    [InlineData(new long[] { 0, 1_000, 2_000, 3_000 }, new long[] { 900, 1_400, 2_500, 3_600 }, 500L)]
    // One stamp far in the future says nothing, however often it comes.
    [InlineData(new long[] { 0, 60_000, 60_000, 2_000, 3_000 }, new long[] { 700, 900, 901, 2_400, 3_500 }, 400L)]
    [InlineData(new long[] { 0, 1_000, 2_000 }, new long[] { 0, 1_000, 2_000 }, null)]
    [InlineData(new long[] { 1_000, 1_000 }, new long[] { 1_500, 1_600 }, null)]
    public void The_clocks_error_is_what_two_stamps_agree_on(long[] times, long[] arrivals, long? expected) =>
        Assert.Equal(expected * Timestamp.NanosPerMillisecond, Write(times, arrivals).Tape.SmallestDelay);

    private static Instrument Share => new(0, "SBIN", Segment.NseEquity, InstrumentKind.Equity, new Price(500), 1);

    private (List<long> Written, TickTape Tape) Write(long[] times, long[]? arrivals = null)
    {
        string path = _folder[$"{Guid.NewGuid():N}.rec"];
        TickTape tape;
        using (RecordingWriter writer = new(path, "test", [Share]))
        {
            tape = new TickTape(writer);
            long latest = 0;
            for (int i = 0; i < times.Length; i++)
            {
                latest = Math.Max(latest, times[i]);
                InboundEvent e = default;
                e.Record.Header = new InboundHeader
                {
                    Kind = InboundKind.Touchline, Flags = (byte)TickFields.Last, ExchangeTime = Open + times[i] * Timestamp.NanosPerMillisecond,
                    ArrivalTime = Open + (arrivals?[i] ?? latest) * Timestamp.NanosPerMillisecond,
                };
                e.Record.Touchline.Last = Price.FromRupees(800);
                tape.OnEvent(ref e, i, true);
            }
            tape.Flush();
            writer.Complete();
        }
        List<long> written = [];
        using RecordingReader reader = RecordingReader.Open(path);
        for (InboundRecord record = default; reader.TryRead(ref record);) written.Add((record.Header.ExchangeTime - Open) / Timestamp.NanosPerMillisecond);
        return (written, tape);
    }
}
