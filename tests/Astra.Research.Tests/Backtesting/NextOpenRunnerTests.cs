using Astra.Costs;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research.Tests;

public sealed class NextOpenRunnerTests
{
    private static readonly LedgerRules Reverse = new() { Sides = TradeSides.Reverse, Quantity = 100 };

    [Fact]
    public void Indian_charges_are_those_of_each_fill_s_day_and_their_components_add_up()
    {
        BarSeries series = Market.Minutes(9, 8);
        FeeSpan<IndianFees>[] spans = IndianFeeSpans.Of(series, Market.Charges, "ZERODHA", Product.Intraday);
        BacktestResult result = NextOpenRunner.WithIndianFees(series, Reverse, spans).Run(Specs.Of("macd-cross"));

        Assert.Equal(8, spans.Length);
        Assert.Equal(result.Fees, Amount.OfMoney(result.Charges!.Value.Total));
        Assert.True(result.Trades.Count > 50);
        foreach (LedgerTrade trade in result.Trades)
        {
            Bar bar = series[trade.EntryBar];
            Assert.True(Market.Charges.TryResolve("ZERODHA", series.Instrument, Product.Intraday, Ist.DateOf(bar.Start), out ChargeRates rates, out _));
            Money expected = rates.ForFill(trade.Side > 0, Money.Of(bar.Open, trade.Quantity), Money.Zero).Total;
            Assert.Equal(Amount.OfMoney(expected), trade.EntryFee);
        }
    }

    [Fact]
    public void A_share_sold_on_the_day_it_was_bought_is_charged_as_a_day_trade_and_one_kept_overnight_as_a_delivery()
    {
        BarSeries series = Market.Minutes(9, 8);
        FeeSpan<IndianFees>[] spans = IndianFeeSpans.Of(series, Market.Charges, "ZERODHA", Product.Delivery);
        BacktestResult result = NextOpenRunner.WithIndianFees(series, new LedgerRules { Quantity = 100 }, spans).Run(Specs.Of("macd-cross"));
        int kept = 0;
        foreach (LedgerTrade trade in result.Closed)
        {
            DateOnly entered = Ist.DateOf(series[trade.EntryBar].Start), left = Ist.DateOf(series[trade.ExitBar].Start);
            Product product = entered == left ? Product.Intraday : Product.Delivery;
            if (product == Product.Delivery) kept++;
            Assert.Equal(Charge(series, product, entered, buy: true, trade.EntryUnits), trade.EntryFee);
            Assert.Equal(Charge(series, product, left, buy: false, trade.ExitUnits), trade.ExitFee);
        }
        Assert.InRange(kept, 1, result.Closed.Count() - 20);
        Assert.Equal(result.Fees, Amount.OfMoney(result.Charges!.Value.Total));
        Assert.Equal(result.FinalEquity.Rupees, result.Equity[^1], 1e-9);
    }

    private static Amount Charge(BarSeries series, Product product, DateOnly day, bool buy, long units)
    {
        Assert.True(Market.Charges.TryResolve("ZERODHA", series.Instrument, product, day, out ChargeRates rates, out _));
        return Amount.OfMoney(rates.ForFill(buy, Money.Of(new Price(units), 100), Money.Zero).Total);
    }

    [Theory]
    [MemberData(nameof(Hybrids))]
    public void Hybrids_of_strategies_that_bars_suffice_for_run_here_too(string name)
    {
        Assert.True(StrategyRegistry.TryGet(name, out StrategyDescriptor? hybrid));
        BacktestSpec spec = new(hybrid, hybrid.Defaults());
        Assert.NotEmpty(NextOpenRunner.WithFlatFees(Market.Minutes(3, 10), Reverse, 0).Run(spec).Trades);
    }

    public static TheoryData<string> Hybrids => ["vote(macd-cross*2, rsi-reversal, supertrend-vwap; 0.3)", "confirm(macd-cross[fast=8], supertrend-vwap)", "guard(macd-cross)"];

    [Fact]
    public void A_hybrid_with_a_member_that_reads_scores_is_refused()
    {
        Assert.True(StrategyRegistry.TryGet("confirm(macd-cross, news-sentiment)", out StrategyDescriptor? hybrid));
        BacktestException error = Assert.Throws<BacktestException>(() => NextOpenRunner.WithFlatFees(Market.Minutes(3, 2), Reverse, 0).Run(new BacktestSpec(hybrid, hybrid.Defaults())));
        Assert.Contains("reads the scores", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cash_is_what_the_trades_made_of_it()
    {
        BacktestResult result = NextOpenRunner.WithFlatFees(Market.Minutes(2, 6), Reverse, 300_000).Run(Specs.Of("macd-cross"));
        LedgerTrade open = result.Trades[^1];
        Amount made = result.Closed.Aggregate(Amount.Zero, (sum, trade) => sum + trade.Profit);
        Amount unrealised = Amount.OfPrice((result.Series[0][^1].Close.Units - open.EntryUnits) * open.Side, open.Quantity) - open.EntryFee;
        Assert.Equal(-1, open.ExitBar);
        Assert.Equal(result.FinalEquity, result.StartCash + made + unrealised);
        Assert.Equal(result.FinalEquity.Rupees, result.Equity[^1], 1e-9);
    }

    [Fact]
    public void Intraday_positions_leave_in_time_and_nothing_is_decided_overnight()
    {
        BarSeries series = Resampler.To(Market.Minutes(4, 10), 5, Market.Calendar);
        BarGate[] gates = SessionGates.Of(series, Market.Calendar);
        BacktestResult result = NextOpenRunner.WithFlatFees(series, Reverse with { Intraday = true }, 300_000, gates).Run(Specs.Of("macd-cross"));

        Assert.True(result.Closed.Count() > 20);
        foreach (LedgerTrade trade in result.Trades)
        {
            TradingSession session = Market.Calendar.SessionsOn(Segment.NseEquity, Ist.DateOf(trade.EntryTime)).Single();
            Assert.True(trade.EntryTime < session.SquareOff);
            Assert.True((series[trade.EntryBar].Flags & BarFlags.SessionStart) == 0);
            if (trade.ExitBar >= 0) Assert.Equal(Ist.DateOf(trade.EntryTime), Ist.DateOf(trade.ExitTime));
            if (trade.ExitBar >= 0 && !trade.LeftAtClose) Assert.True(trade.ExitTime < session.SquareOff + 5 * Timestamp.NanosPerMinute);
        }
        Assert.Contains(result.Closed, trade => series[trade.ExitBar].Start >= Market.Calendar.SessionsOn(Segment.NseEquity, Ist.DateOf(trade.ExitTime)).Single().SquareOff);
    }

    [Fact]
    public void A_session_without_a_bar_after_square_off_leaves_at_its_last_close()
    {
        BarSeries series = Resampler.To(Market.Minutes(4, 10), 60, Market.Calendar);
        BarGate[] gates = SessionGates.Of(series, Market.Calendar);
        for (int i = 0; i + 1 < series.Count; i++)
            if ((series[i + 1].Flags & BarFlags.SessionStart) != 0) Assert.True((gates[i] & (BarGate.LeaveAtClose | BarGate.LeaveAtOpen)) != 0);
        Assert.Contains(gates, gate => (gate & BarGate.LeaveAtClose) != 0);
        BacktestResult result = NextOpenRunner.WithFlatFees(series, Reverse with { Intraday = true }, 0, gates).Run(Specs.Of("sma-cross", "fast=1,slow=2"));
        LedgerTrade left = result.Closed.First(trade => trade.LeftAtClose);
        Assert.Equal(series[left.ExitBar].End, left.ExitTime);
        Assert.Equal(series[left.ExitBar].Close.Units, left.ExitUnits);
    }

    [Fact]
    public void Slippage_is_against_every_fill()
    {
        BarSeries series = Market.Minutes(6, 5);
        LedgerTrade[] plain = [.. NextOpenRunner.WithFlatFees(series, Reverse, 0).Run(Specs.Of("macd-cross")).Closed];
        LedgerTrade[] slipped = [.. NextOpenRunner.WithFlatFees(series, Reverse with { SlippageTicks = 2 }, 0).Run(Specs.Of("macd-cross")).Closed];
        Assert.Equal(plain.Length, slipped.Length);
        for (int i = 0; i < plain.Length; i++)
        {
            Assert.Equal(plain[i].EntryUnits + plain[i].Side * 1000, slipped[i].EntryUnits);
            Assert.Equal(plain[i].Profit - Amount.OfPrice(2000, 100), slipped[i].Profit);
        }
    }

    [Fact]
    public void Runs_of_one_runner_do_not_touch_each_other()
    {
        NextOpenRunner runner = NextOpenRunner.WithFlatFees(Market.Minutes(8, 5), Reverse, 300_000);
        BacktestResult first = runner.Run(Specs.Of("macd-cross"));
        runner.Run(Specs.Of("sma-cross"));
        BacktestResult again = runner.Run(Specs.Of("macd-cross"));
        Assert.Equal(first.Trades, again.Trades);
        Assert.Equal(first.Equity, again.Equity);
    }

    [Fact]
    public void What_bars_do_not_suffice_for_is_refused_with_the_remedy()
    {
        foreach (StrategyDescriptor strategy in StrategyRegistry.All.Where(s => s.Peers.Least > 0))
            Assert.Contains("--fill engine", Assert.Throws<BacktestException>(() => new BacktestSpec(strategy, strategy.Defaults()).CreateFor(Market.Minutes(1, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("calendar", Assert.Throws<BacktestException>(() => NextOpenRunner.WithFlatFees(Market.Minutes(1, 1), Reverse with { Intraday = true }, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("1990", Assert.Throws<BacktestException>(() => IndianFeeSpans.Of(Market.Minutes(1, 1), Market.Charges, "ZERODHA", Product.Intraday, new DateOnly(1990, 1, 1))).Message, StringComparison.Ordinal);
    }
}
