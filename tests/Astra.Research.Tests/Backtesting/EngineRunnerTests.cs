using Astra.Core;
using Astra.Markets;

namespace Astra.Research.Tests;

public sealed class EngineRunnerTests
{
    private static Plan Plan(int id, int instrument) => new()
    {
        Id = id,
        Instrument = instrument,
        Algorithm = "macd-cross",
        IntervalMinutes = 5,
        // Of one size whatever the equity, so that instruments do not feel each other.
        Sizing = PlanSizing.Fixed,
        Quantity = 100,
        Source = "test",
        Reason = "test",
    };

    [Fact]
    public void Trades_charges_and_cash_add_up()
    {
        BacktestResult result = Run([Market.Minutes(1, 5)]);
        Assert.True(result.Closed.Count() > 5);
        Assert.Equal(result.Series[0].Count, result.Equity.Length);
        Assert.Equal(result.FinalEquity, result.FinalCash);
        Amount made = result.Closed.Aggregate(Amount.Zero, (sum, trade) => sum + trade.Profit);
        Assert.Equal(result.FinalEquity - result.StartCash, made);
        Assert.Equal(result.Fees, result.Closed.Aggregate(Amount.Zero, (sum, trade) => sum + trade.EntryFee + trade.ExitFee));
        Assert.All(result.Closed, trade => Assert.True(trade.EntryBar <= trade.ExitBar && trade.EntryTime <= trade.ExitTime && trade.Quantity > 0));
    }

    [Theory]
    [InlineData(Product.Intraday)]
    [InlineData(Product.Delivery)]
    public void What_day_s_ends_correct_is_in_the_trades(Product product)
    {
        BacktestResult result = Run([Market.Minutes(1, 5), Market.Minutes(2, 5, Market.Share(1)), Market.Minutes(3, 5, Crude(2))], settings: Market.Billed, product: product);
        Assert.NotEqual(Amount.Zero, result.Corrections);
        if (product == Product.Delivery)
        {
            // Shares bought and sold on one day are charged as delivered until the note gives that back.
            Assert.True(result.Corrections.Rupees < -1000);
            Assert.NotEqual(0, result.OpenPosition);
            Assert.True(result.OtherFees > Amount.Zero);
        }
        Amount made = result.Closed.Aggregate(Amount.Zero, (sum, trade) => sum + trade.Profit);
        Amount open = result.Trades.Where(trade => trade.ExitBar < 0).Aggregate(result.FinalEquity - result.FinalCash, (sum, trade) => sum - trade.EntryFee - trade.ExitFee);
        Assert.Equal(result.FinalEquity - result.StartCash, made + open);
        Assert.Equal(result.Fees, result.Trades.Aggregate(Amount.Zero, (sum, trade) => sum + trade.EntryFee + trade.ExitFee));
        Assert.All(result.Closed, trade => Assert.Equal(Amount.OfPrice(trade.ExitUnits - trade.EntryUnits, trade.Side * trade.Quantity).Rupees - (trade.EntryFee + trade.ExitFee).Rupees, trade.Profit.Rupees, 0.02 * trade.Quantity));
        Assert.Equal(result.FinalEquity.Rupees, result.Equity[^1]);
    }

    [Fact]
    public void Two_instruments_trade_as_each_does_alone()
    {
        BarSeries first = Market.Minutes(1, 4), second = Market.Minutes(2, 4, Market.Share(1));
        BacktestResult both = Run([first, second]);
        BacktestResult alone = Run([first]);
        Assert.Equal(alone.Trades.Select(t => (t.EntryBar, t.ExitBar, t.EntryUnits, t.ExitUnits)), both.Trades.Where(t => t.Series == 0).Select(t => (t.EntryBar, t.ExitBar, t.EntryUnits, t.ExitUnits)));
        Assert.Contains(both.Trades, trade => trade.Series == 1);
    }

    [Fact]
    public void Equity_is_marked_at_the_closes_of_all_whatever_their_order()
    {
        // One closes at half past three, the other trades on until the night.
        BacktestResult first = Run([Market.Minutes(1, 4), Market.Minutes(2, 4, Crude(1))]), second = Run([Market.Minutes(2, 4, Crude(0)), Market.Minutes(1, 4, Market.Share(1))]);
        Timestamp[] closes = [.. first.Series.SelectMany(series => series.Bars.ToArray()).Select(bar => bar.End).Distinct().Order()];
        Assert.True(closes.Length > first.Series.Max(series => series.Count));
        Assert.Equal(closes, first.Times);
        Assert.Equal(first.Times, second.Times);
        Assert.Equal(first.Equity, second.Equity);
        Assert.Equal(first.MaxDrawdown(), second.MaxDrawdown());
        Assert.Equal((first.BarsHeld, first.FinalEquity, first.Fees), (second.BarsHeld, second.FinalEquity, second.Fees));
        Assert.Equal(first.FinalEquity.Rupees, first.Equity[^1]);
        Assert.Equal(first.Equity[^1], Performance.Of(RunRecords.Of(first)).FinalEquity);
        Assert.True(first.Equity.Distinct().Count() > 10);
    }

    [Fact]
    public void The_same_run_says_the_same()
    {
        Assert.Equal(Run([Market.Minutes(3, 3)]).OutboundHash, Run([Market.Minutes(3, 3)]).OutboundHash);
        Assert.NotEqual(Run([Market.Minutes(3, 3)]).OutboundHash, Run([Market.Minutes(4, 3)]).OutboundHash);
    }

    [Fact]
    public void A_plan_that_the_engine_refuses_is_said()
    {
        BarSeries series = Market.Minutes(1, 1);
        BarEvents events = new([series], Market.Calendar);
        BacktestException refusal = Assert.Throws<BacktestException>(() => EngineRunner.Run(new EngineRequest
        {
            Settings = Market.Settings,
            Instruments = [series.Instrument],
            Plans = [Plan(1, 0) with { IntervalMinutes = 7 }],
            Events = events.TryNext,
            Start = events.Start,
        }, TestContext.Current.CancellationToken));
        Assert.Contains("intervalMinutes is 7", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiet_engine_trades_as_one_that_tells_everything()
    {
        BarSeries[] series = [Market.Minutes(5, 5), Market.Minutes(6, 5, Market.Share(1))];
        (BacktestResult quiet, BacktestResult full) = (Run(series, quiet: true), Run(series));
        Assert.Equal(full.Trades, quiet.Trades);
        Assert.Equal(full.Equity, quiet.Equity);
        Assert.Equal(full.Charges, quiet.Charges);
        Assert.Null(quiet.OutboundHash);
    }

    private static Instrument Crude(int id) => new(id, "CRUDE", Segment.Commodity, InstrumentKind.Future, new Price(500), 1) { Expiry = new DateOnly(2024, 9, 19) };

    private static BacktestResult Run(BarSeries[] series, bool quiet = false, EngineSettings? settings = null, Product product = Product.Intraday)
    {
        BarEvents events = new(series, Market.Calendar);
        return EngineRunner.Run(new EngineRequest
        {
            Settings = settings ?? Market.Settings,
            Instruments = [.. series.Select(s => s.Instrument)],
            Plans = [.. series.Select((s, i) => Plan(i + 1, s.Instrument.Id) with { Product = s.Instrument.Kind == InstrumentKind.Equity ? product : Product.Intraday })],
            Events = events.TryNext,
            Start = events.Start,
            Quiet = quiet,
        }, TestContext.Current.CancellationToken);
    }
}
