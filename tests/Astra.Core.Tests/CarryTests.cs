using Astra.Markets;
using static Astra.Core.Tests.CarryDays;

namespace Astra.Core.Tests;

/// <summary>Positions that are kept over days: what the close does to them, how they are valued, and how the next day finds them.</summary>
public class CarryTests
{
    private static readonly DateOnly Far = new(2026, 12, 29);

    [Theory]
    [InlineData(Product.Carry)]
    [InlineData(Product.Intraday)]
    public void Only_an_intraday_position_leaves_at_square_off(Product product)
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", Far), product).Open();
        d.Enter(0, Side.Buy, 25_000m);
        d.H.Session(SessionPhase.SquareOff, d.At(15, 20), Segment.NseDerivatives, d.Today);
        d.H.Quote(d.At(15, 21), 25_150m);
        Assert.Equal(product == Product.Carry, d.Held(0).Quantity != 0);
        Assert.Equal(product == Product.Carry ? 0 : 1, d.H.Of(OutboundKind.SquareOff).Count());
    }

    [Fact]
    public void What_is_told_to_leave_while_the_exchange_is_shut_leaves_when_it_opens()
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", Far), Product.Carry).Open();
        d.Enter(0, Side.Buy, 25_000m);
        d.Quote(0, 25_010m).Close();
        int orders = d.H.Of(OutboundKind.Order).Count();
        d.H.Command(CommandKind.SquareOff, 0, d.At(18, 0));
        Assert.Equal(orders, d.H.Of(OutboundKind.Order).Count());
        d.H.Restart();
        d.NextDay();
        d.H.Session(SessionPhase.Closed, d.At(8, 59), Segment.NseDerivatives, d.Today);
        d.H.Session(SessionPhase.Open, d.At(9, 15), Segment.NseDerivatives, d.Today);
        d.Quote(0, 25_020m);
        Assert.Equal(0, d.Held(0).Quantity);
        Assert.Equal(Reason.OperatorCommand, d.H.Of(OutboundKind.Trade).Single().Header.Reason);
    }

    [Fact]
    public void A_carried_position_is_kept_marked_and_counted_in_equity()
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", Far), Product.Carry).Open();
        PositionBody held = d.Enter(0, Side.Buy, 25_000m);
        d.Quote(0, 25_200m).Close();

        Assert.Equal(held.Quantity, d.Held(0).Quantity);
        Assert.Equal(0, d.H.Core.Quarantined(Reason.PositionLeftAtClose));
        ValuationBody marked = Assert.Single(d.Valuations(0));
        Money gain = Money.Of(P(25_200m) - held.Average, held.Quantity);
        Assert.Equal((held.Quantity, P(25_200m), PriceSource.Last, Product.Carry), (marked.Quantity, marked.Mark, marked.Source, marked.Product));
        Assert.Equal(d.H.Core.Totals.Unrealised, marked.Unrealised);
        Assert.InRange((marked.Unrealised - gain).Micros, -held.Quantity * 100L, held.Quantity * 100L);
        CoreTotals totals = d.H.Core.Totals;
        Assert.Equal(Settings().Capital + totals.Gross - totals.Charges + totals.Unrealised, totals.Equity);
        Assert.Equal(totals.Equity, d.H.Of(OutboundKind.DayClosed).Last().Day.Equity);
    }

    [Fact]
    public void The_exchanges_price_of_the_day_goes_before_the_last_price_even_when_it_comes_after_the_close()
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", Far), Product.Carry).With(Future(1, "BANKNIFTY", Far), Product.Carry).Open();
        d.Enter(0, Side.Buy, 25_000m);
        d.Enter(1, Side.Sell, 50_000m);
        d.Settlement(0, 25_111m);
        d.Close();
        Assert.Equal((P(25_111m), PriceSource.Exchange), (d.Valuations(0)[^1].Mark, d.Valuations(0)[^1].Source));
        Assert.Equal(PriceSource.Last, d.Valuations(1)[^1].Source);

        d.Settlement(1, 49_900m, d.At(18, 0));
        Assert.Equal((P(49_900m), PriceSource.Exchange), (d.Valuations(1)[^1].Mark, d.Valuations(1)[^1].Source));
        Assert.Equal(d.Valuations(0)[^1].Unrealised + d.Valuations(1)[^1].Unrealised, d.H.Core.Totals.Unrealised);
    }

    [Fact]
    public void The_days_mark_to_market_sums_to_the_unrealised_profit()
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", Far), Product.Carry).Open();
        d.Enter(0, Side.Buy, 25_000m);
        d.Close();
        foreach (decimal price in (decimal[])[25_150m, 25_140m, 25_180m]) d.NextDay().Quote(0, price).Close();
        ValuationBody[] marks = d.Valuations(0);
        Assert.Equal(4, marks.Length);
        Assert.Equal(marks[^1].Unrealised.Micros, marks.Sum(m => m.Change.Micros));
    }

    [Fact]
    public void A_gap_through_the_stop_fills_at_the_first_touch_of_the_next_day()
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", Far), Product.Carry, stopAtr: 4).Open();
        PositionBody held = d.Enter(0, Side.Buy, 25_000m);
        d.Close();
        decimal gap = (held.Stop.ToDecimal() - 300m);
        d.NextDay().Quote(0, gap);
        Assert.Equal(held.Quantity, d.Held(0).Quantity);
        d.Quote(0, gap - 10m);

        TradeBody trade = Assert.Single(d.Trades(0));
        Assert.Equal(FirstDay, Ist.DateOf(trade.EntryTime));
        Assert.Equal(d.Today, Ist.DateOf(trade.ExitTime));
        Assert.Equal(Reason.StopLoss, d.H.Of(OutboundKind.Trade).Single().Header.Reason);
        // Touch, less a tick of slippage, after latency: the second quote.
        Assert.Equal(gap - 10m - 0.10m, trade.Exit.ToDecimal());
        Assert.Equal(d.H.Core.Totals.Charges, trade.Charges);
    }

    [Fact]
    public void A_target_rests_again_on_the_next_day()
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", Far), Product.Carry, stopAtr: 4, targetR: 2).Open();
        PositionBody held = d.Enter(0, Side.Buy, 25_000m);
        d.Close();
        Assert.Single(d.H.Orders(Reason.SessionClosed));
        decimal target = held.Target.ToDecimal();
        d.NextDay().Quote(0, target - 20m).Quote(0, target + 20m);
        Assert.Equal(Reason.Target, Assert.Single(d.H.Of(OutboundKind.Trade)).Header.Reason);
        Assert.Equal(held.Target, Assert.Single(d.Trades(0)).Exit);
    }

    [Fact]
    public void An_exit_that_the_close_cut_off_is_sent_again_when_trading_resumes()
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", Far), Product.Carry).Open();
        d.Enter(0, Side.Buy, 25_000m);
        d.H.Command(CommandKind.SquareOff, 0, d.At(15, 29, 59.9));
        d.Close();
        Assert.NotEqual(0, d.Held(0).Quantity);
        d.NextDay().Quote(0, 25_100m);
        Assert.Equal(0, d.Held(0).Quantity);
        Assert.Equal(Reason.OperatorCommand, Assert.Single(d.H.Of(OutboundKind.Trade)).Header.Reason);
    }

    [Fact]
    public void The_loss_limit_of_a_day_counts_from_the_evening_before()
    {
        EngineSettings settings = Settings() with { Risk = new RiskLimits { DailyLossBasisPoints = 100, MaxPositionPercent = 100 } };
        CarryDays d = new CarryDays(settings).With(Future(0, "NIFTY", Far), Product.Carry).Open();
        PositionBody held = d.Enter(0, Side.Buy, 25_000m);
        d.Close();
        Money evening = d.H.Core.Totals.Equity;
        decimal share = settings.Capital.ToDecimal() / 100 / held.Quantity;
        d.NextDay().Quote(0, d.Valuations(0)[^1].Mark.ToDecimal() - decimal.Round(share * 1.1m));
        RiskBody risk = Assert.Single(d.H.Of(OutboundKind.RiskTripped)).Risk;
        Assert.Equal(evening.Micros - evening.Micros / 10_000 * 100, risk.Limit.Micros);
    }

    [Fact]
    public void Shares_kept_for_delivery_pay_delivery_rates_and_the_depository_when_they_leave()
    {
        CarryDays d = new CarryDays(Settings(notes: true)).With(Share(), Product.Delivery).Open();
        PositionBody held = d.Enter(0, Side.Buy, 1_500m);
        d.Close();
        FillBody bought = d.H.Of(OutboundKind.Fill).First().Fill;
        Assert.Equal(Money.Of(bought.Price, bought.Quantity).Micros / 1000, bought.TransactionTax.Micros);
        Assert.Equal(0, Assert.Single(d.TrueUps).Debits);

        d.NextDay().H.Command(CommandKind.SquareOff, 0, d.At(9, 16));
        d.Quote(0, 1_510m).Quote(0, 1_511m).Close();
        Assert.Equal(held.Quantity, Assert.Single(d.Trades(0)).Quantity);
        TrueUpBody last = d.TrueUps[^1];
        Assert.Equal((1, Money.FromRupees(15.34m)), (last.Debits, last.Depository));
        Assert.Equal(Money.FromRupees(15.34m), d.H.Core.Totals.Depository);
    }

    [Fact]
    public void Shares_of_a_delivery_plan_bought_and_sold_on_one_day_are_intraday_on_the_note()
    {
        CarryDays d = new CarryDays(Settings(notes: true)).With(Share(), Product.Delivery).Open();
        d.Enter(0, Side.Buy, 1_500m);
        d.H.Command(CommandKind.SquareOff, 0, d.At(14, 0));
        d.H.Quote(d.At(14, 1), 1_510m);
        d.Close();
        TradeBody trade = Assert.Single(d.Trades(0));
        TrueUpBody note = Assert.Single(d.TrueUps);
        Money accrued = new(d.H.Of(OutboundKind.Fill).Sum(e => e.Fill.TransactionTax.Micros));
        decimal average = decimal.Round((trade.Entry.ToDecimal() + trade.Exit.ToDecimal()) / 2, 2);
        Assert.InRange((accrued + note.TransactionTax).ToDecimal(), average * trade.Quantity * 0.00025m - 1, average * trade.Quantity * 0.00025m + 1);
        Assert.Equal((0, Money.Zero), (note.Debits, note.Depository));
    }

    [Fact]
    public void A_position_without_a_later_session_stays_and_restarts_with_its_snapshot()
    {
        CarryDays d = new CarryDays(Settings(notes: true)).With(Future(0, "NIFTY", Far), Product.Carry).Open();
        d.Enter(0, Side.Sell, 25_000m);
        d.Close();
        ulong before = d.H.Core.StateHash();
        d.H.Restart();
        Assert.Equal(before, d.H.Core.StateHash());
        d.NextDay().Quote(0, 24_900m).Close();
        Assert.Equal(2, d.Valuations(0).Length);
    }
}
