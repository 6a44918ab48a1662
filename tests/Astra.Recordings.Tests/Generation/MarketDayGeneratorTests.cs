using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;

namespace Astra.Recordings.Tests;

public class MarketDayGeneratorTests
{
    private static GeneratedDay Day => GeneratedDay.Instance;

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_other_bytes()
    {
        var options = new MarketDayOptions { Seed = 3, Ticks = 60_000 };
        Assert.Equal(new GeneratedDay(options).Hash, new GeneratedDay(options).Hash);
        Assert.NotEqual(new GeneratedDay(options).Hash, new GeneratedDay(options with { Seed = 4 }).Hash);
    }

    [Fact]
    public void The_bytes_of_a_seed_are_pinned_for_every_platform() =>
        Assert.Equal(PinnedHash, new GeneratedDay(new MarketDayOptions { Seed = 1, Ticks = 50_000, Instruments = 12 }).Hash);

    [Theory]
    [InlineData(12, 100_000)]
    [InlineData(16, 600_000)]
    [InlineData(32, 250_000)]
    public void The_number_of_ticks_lies_within_a_tenth_of_the_target(int instruments, long ticks)
    {
        var day = new GeneratedDay(new MarketDayOptions { Seed = 5, Instruments = instruments, Ticks = ticks });
        Assert.Equal(instruments, day.Instruments.Count);
        Assert.InRange(day.Count, ticks * 9 / 10, ticks * 11 / 10);
        Assert.All(day.PerMinute, minutes => Assert.True(minutes.Sum() > 0));
    }

    [Fact]
    public void Time_never_goes_back_and_every_tick_lies_in_its_segments_session()
    {
        Timestamp last = default;
        TradingSession[] sessions = [.. Day.Instruments.Select(i => TestCalendar.Instance.SessionsOn(i.Segment, TestCalendar.Wednesday).Single())];
        foreach (InboundRecord record in Day.Records)
        {
            Assert.True(record.Header.ExchangeTime >= last);
            last = record.Header.ExchangeTime;
            Assert.True(sessions[record.Header.Instrument].Contains(last));
        }
        Assert.True(last > TestCalendar.At(23, 50), "commodities trade until late evening");
    }

    [Fact]
    public void Stocks_with_derivatives_stop_for_the_closing_auction()
    {
        int reliance = Day.IdOf("RELIANCE");
        Assert.All(Day.Records.Where(r => r.Header.Instrument == reliance), r => Assert.True(r.Header.ExchangeTime < TestCalendar.At(15, 15)));
        var before = new GeneratedDay(new MarketDayOptions { Seed = 5, Ticks = 50_000, Date = new DateOnly(2026, 7, 29) });
        Assert.Contains(before.Records, r => r.Header.Instrument == before.IdOf("RELIANCE") && Ist.TimeOf(r.Header.ExchangeTime) > new TimeOnly(15, 25));
    }

    [Fact]
    public void Quotes_are_on_the_tick_never_crossed_and_inside_the_price_band()
    {
        InstrumentProfile[] profiles = InstrumentCatalogue.Take(Day.Instruments.Count);
        foreach (InboundRecord record in Day.Records.Where(r => r.Header.Kind == InboundKind.Touchline))
        {
            TouchlineTick touch = record.Touchline;
            long tick = Day.Instruments[record.Header.Instrument].TickSize.Units;
            double reference = profiles[record.Header.Instrument].Reference;
            double band = profiles[record.Header.Instrument].Band;
            Assert.True(touch.Bid < touch.Ask);
            Assert.Equal((0, 0, 0), (touch.Bid.Units % tick, touch.Ask.Units % tick, touch.Last.Units % tick));
            Assert.InRange(touch.Bid.Rupees, reference * (1 - band), reference * (1 + band));
            Assert.InRange(touch.Ask.Rupees, reference * (1 - band), reference * (1 + band));
            Assert.True(touch.BidQuantity > 0 && touch.AskQuantity > 0);
            int lot = Day.Instruments[record.Header.Instrument].LotSize;
            Assert.Equal(0, touch.BidQuantity % lot + touch.AskQuantity % lot + touch.LastQuantity % lot);
        }
    }

    [Fact]
    public void Volume_never_falls_and_grows_by_whole_trades()
    {
        var volume = new long[Day.Instruments.Count];
        foreach (InboundRecord record in Day.Records.Where(r => r.Header.Kind == InboundKind.Touchline))
        {
            Assert.True(record.Touchline.Volume >= volume[record.Header.Instrument]);
            volume[record.Header.Instrument] = record.Touchline.Volume;
        }
        Assert.All(volume, v => Assert.True(v > 0));
    }

    [Fact]
    public void Trades_print_at_the_touch_and_name_their_aggressor()
    {
        InboundRecord[] trades = [.. Day.Records.Where(r => r.Header.Kind == InboundKind.Trade)];
        Assert.InRange(trades.Length, Day.Count / 100, Day.Count / 10);
        Assert.All(trades, t => Assert.True(t.Trade.Quantity > 0 && Math.Abs(t.Trade.Aggressor) == 1));
        Assert.InRange(trades.Count(t => t.Trade.Aggressor > 0) / (double)trades.Length, 0.45, 0.55);
    }

    [Fact]
    public void Depth_has_five_levels_a_side_in_order()
    {
        InboundRecord[] books = [.. Day.Records.Where(r => r.Header.Kind == InboundKind.Depth)];
        Assert.InRange(books.Length, Day.Count / 30, Day.Count / 8);
        foreach (InboundRecord record in books)
        {
            DepthTick depth = record.Depth;
            Assert.True(depth.BidPrice(0) < depth.AskPrice(0));
            for (int level = 1; level < DepthTick.Levels; level++)
            {
                Assert.True(depth.BidPrice(level) < depth.BidPrice(level - 1) && depth.AskPrice(level) > depth.AskPrice(level - 1));
                Assert.True(depth.Bids[level].Quantity > 0 && depth.Asks[level].Quantity > 0);
            }
        }
    }

    [Fact]
    public void Instruments_are_real_contracts_of_the_day()
    {
        Instrument nifty = Day.Instruments[0];
        Assert.Equal(("NIFTY26NOVFUT", 65, new DateOnly(2026, 11, 23)), (nifty.Symbol, nifty.LotSize, nifty.Expiry));
        Instrument gold = Day.Instruments[Day.IdOf("GOLD")];
        Assert.Equal(("GOLD26DECFUT", 1, 100, new DateOnly(2026, 12, 4)), (gold.Symbol, gold.LotSize, gold.Multiplier, gold.Expiry));
        Instrument dollar = Day.Instruments[Day.IdOf("USDINR")];
        Assert.Equal((Price.FromRupees(0.0025m), 1000, new DateOnly(2026, 11, 26)), (dollar.TickSize, dollar.Multiplier, dollar.Expiry));
        Assert.Equal(Price.FromRupees(0.01m), Day.Instruments[Day.IdOf("TATASTEEL")].TickSize);
    }

    [Fact]
    public void Impossible_options_are_refused_with_the_reason()
    {
        Assert.Contains("12 to", Refused(new MarketDayOptions { Instruments = 11 }), StringComparison.Ordinal);
        Assert.Contains("12 to", Refused(new MarketDayOptions { Instruments = 33 }), StringComparison.Ordinal);
        Assert.Contains("shut on 2026-11-21", Refused(new MarketDayOptions { Date = new DateOnly(2026, 11, 21) }), StringComparison.Ordinal);
        Assert.Contains("at least one", Refused(new MarketDayOptions { Ticks = 3 }), StringComparison.Ordinal);
    }

    private static string Refused(MarketDayOptions options) =>
        Assert.Throws<ArgumentException>(() => new MarketDayGenerator(options, TestCalendar.Instance)).Message;

    private const ulong PinnedHash = 2093780731169908803;
}
