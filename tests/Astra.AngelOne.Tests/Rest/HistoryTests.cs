using System.Globalization;
using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne.Tests;

public sealed class HistoryTests : IDisposable
{
    private readonly Desk _desk = new();
    private readonly AngelHistory _history;

    public HistoryTests()
    {
        _desk.Server.Good(AngelPaths.Login, Desk.Tokens(1));
        _history = new AngelHistory(_desk.Calls, new SegmentHours(Parts.Calendar), _desk.Time, words => _desk.Words.Add(words));
    }

    public void Dispose() => _desk.Dispose();

    private static Timestamp At(string text) => new(DateTimeOffset.Parse(text + "+05:30", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() * 1_000_000);

    private Task<IReadOnlyList<HistoryBar>> BarsAsync(int minutes, string from, string to, FeedInstrument? of = null) =>
        _desk.RunAsync(_history.BarsAsync(of ?? Parts.Share, minutes, At(from), At(to), CancellationToken.None));

    [Fact]
    public async Task A_request_names_what_the_vendor_wants_and_rows_are_exact()
    {
        _desk.Server.Good(AngelPaths.Candles, """[["2026-09-28T09:15:00+05:30",812.35,813,812.05,812.4,1200],["2026-09-28T09:16:00+05:30","812.4","812.5","812","812.1","7"]]""");
        IReadOnlyList<HistoryBar> bars = await BarsAsync(1, "2026-09-28 09:15", "2026-09-28 15:30");
        SeenCall call = _desk.Server.Calls[^1];
        Assert.Equal(
            ("NSE", "3045", "ONE_MINUTE", "2026-09-28 09:15", "2026-09-28 15:29"),
            (call.Field("exchange"), call.Field("symboltoken"), call.Field("interval"), call.Field("fromdate"), call.Field("todate")));
        Assert.Equal(2, bars.Count);
        HistoryBar first = bars[0];
        Assert.Equal((At("2026-09-28 09:15"), 8_123_500L, 8_130_000L, 8_120_500L, 8_124_000L, 1200L, 1),
            (first.Start, first.Open.Units, first.High.Units, first.Low.Units, first.Close.Units, first.Volume, first.IntervalMinutes));
    }

    [Theory]
    [InlineData(1, "ONE_MINUTE", 30)]
    [InlineData(3, "THREE_MINUTE", 60)]
    [InlineData(5, "FIVE_MINUTE", 100)]
    [InlineData(10, "TEN_MINUTE", 100)]
    [InlineData(15, "FIFTEEN_MINUTE", 200)]
    [InlineData(30, "THIRTY_MINUTE", 200)]
    [InlineData(60, "ONE_HOUR", 400)]
    public async Task Long_spans_are_asked_in_windows_that_do_not_overlap(int minutes, string name, int days)
    {
        _desk.Server.Good(AngelPaths.Candles, "null");
        Timestamp to = At("2026-09-29 00:00"), from = to - (2 * days + 1) * Timestamp.NanosPerDay;
        Assert.Empty(await _desk.RunAsync(_history.BarsAsync(Parts.Share, minutes, from, to, CancellationToken.None)));
        SeenCall[] calls = [.. _desk.Server.Calls.Where(c => c.Path == AngelPaths.Candles)];
        Assert.Equal(3, calls.Length);
        Timestamp next = from;
        foreach (SeenCall call in calls)
        {
            Assert.Equal(name, call.Field("interval"));
            Assert.Equal(next, At(call.Field("fromdate")));
            Assert.True(At(call.Field("todate")) - next < days * Timestamp.NanosPerDay);
            next = At(call.Field("todate")) + Timestamp.NanosPerMinute;
        }
        Assert.Equal(to, next);
        Assert.All(calls.Zip(calls.Skip(2)), p => Assert.True(p.Second.At - p.First.At >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Rows_are_merged_by_time_and_what_was_not_asked_for_is_left_out()
    {
        _desk.Server
            .Good(AngelPaths.Candles, """[["2026-08-01T09:15:00+05:30",1,1,1,1,1],["2026-07-01T09:15:00+05:30",9,9,9,9,9]]""")
            .Good(AngelPaths.Candles, """[["2026-09-28T09:16:00+05:30",3,3,3,3,3],["2026-09-28T09:15:00+05:30",2,2,2,2,2],["2026-09-28T09:15:00+05:30",2,2,2,2,2]]""");
        IReadOnlyList<HistoryBar> bars = await BarsAsync(1, "2026-08-01 09:15", "2026-09-28 09:16");
        Assert.Equal([1L, 2], bars.Select(b => b.Volume));
    }

    [Fact]
    public async Task The_running_candle_is_left_out_unless_its_session_has_ended()
    {
        // The clock stands at 10:00:05.
        const string Rows = """[["2026-09-29T09:45:00+05:30",1,1,1,1,1],["2026-09-29T10:00:00+05:30",2,2,2,2,2]]""";
        _desk.Server.Good(AngelPaths.Candles, Rows);
        Assert.Single(await BarsAsync(15, "2026-09-29 09:15", "2026-09-29 11:00"));
        using var evening = new Desk();
        evening.Server.Good(AngelPaths.Login, Desk.Tokens(1)).Good(AngelPaths.Candles, """[["2026-09-29T15:15:00+05:30",1,1,1,1,1]]""");
        evening.Time.SetUtcNow(new DateTimeOffset(2026, 9, 29, 15, 45, 0, TimeSpan.FromMinutes(330)));
        var history = new AngelHistory(evening.Calls, new SegmentHours(Parts.Calendar), evening.Time, _ => { });
        Assert.Single(await evening.RunAsync(history.BarsAsync(Parts.Option, 60, At("2026-09-29 09:15"), At("2026-09-29 16:00"), CancellationToken.None)));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    public async Task Nothing_is_no_bars(string data)
    {
        _desk.Server.Good(AngelPaths.Candles, data);
        Assert.Empty(await BarsAsync(1, "2026-09-28 09:15", "2026-09-28 15:30"));
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_are_told()
    {
        _desk.Server.Good(AngelPaths.Candles, """[["x",1,1,1,1,1],["2026-09-28T09:15:00+05:30",1.00001,1,1,1,1],[1],7,["2026-09-28T09:16:00+05:30",1,1,1,1,-1],["2026-09-28T09:17:00+05:30",1,1,1,1,1]]""");
        Assert.Single(await BarsAsync(1, "2026-09-28 09:15", "2026-09-28 15:30"));
        Assert.Contains("5 candles", Assert.Single(_desk.Words), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_an_exception_and_an_instrument_without_history_is_not()
    {
        _desk.Server.Bad(AngelPaths.Candles, "AB1009").Bad(AngelPaths.Candles, "AB1003");
        Assert.Empty(await BarsAsync(1, "2026-09-28 09:15", "2026-09-28 15:30"));
        await _desk.FailsAsync(_history.BarsAsync(Parts.Share, 1, At("2026-09-28 09:15"), At("2026-09-28 15:30"), CancellationToken.None));
        await _desk.FailsAsync(_history.BarsAsync(Parts.Share, 7, At("2026-09-28 09:15"), At("2026-09-28 15:30"), CancellationToken.None));
        Assert.Empty(await BarsAsync(1, "2026-09-28 15:30", "2026-09-28 15:30"));
    }

    [Fact]
    public async Task Quotes_are_asked_fifty_at_a_time()
    {
        _desk.Server.Good(AngelPaths.Quote, """{"fetched":[{"exchange":"NSE","symbolToken":"100003","ltp":812.35,"tradeVolume":77,"opnInterest":0},{"exchange":"NSE","symbolToken":"other"}],"unfetched":[]}""");
        IReadOnlyList<AngelQuote> quotes = await _desk.RunAsync(new AngelQuotes(_desk.Calls).FullAsync(Parts.Shares(60), CancellationToken.None));
        Assert.Equal(2, _desk.Server.Count(AngelPaths.Quote));
        Assert.Equal((812.35m, 77L), (quotes[0].Last, quotes[0].Volume));
        Assert.Equal("""{"mode":"FULL","exchangeTokens":{"NSE":["3045"],"NFO":["54786"]}}""", AngelQuotes.Body([Parts.Share, Parts.Option]));
    }
}
