using Astra.Markets;
using static Astra.Core.Tests.CarryDays;

namespace Astra.Core.Tests;

/// <summary>What becomes of a position on its instrument's last day.</summary>
public class SettlementTests
{
    private static readonly DateOnly Expiry = FirstDay.AddDays(1);

    [Theory]
    [InlineData(Side.Buy)]
    [InlineData(Side.Sell)]
    public void A_future_ends_at_the_exchanges_final_price_without_charges(Side side)
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", Expiry), Product.Carry).Open();
        PositionBody held = d.Enter(0, side, 25_000m);
        d.Close().NextDay().Quote(0, 25_000m);
        Money before = d.H.Core.Totals.Charges;
        d.Settlement(0, 25_055.5m);
        d.Close();

        SettlementBody settled = Assert.Single(d.Settlements).Settlement;
        Assert.Equal((SettlementOutcome.Cash, PriceSource.Exchange, P(25_055.5m), held.Quantity), (settled.Outcome, settled.Source, settled.Price, settled.Quantity));
        TradeBody trade = Assert.Single(d.Trades(0));
        Assert.Equal((P(25_055.5m), settled.Gross), (trade.Exit, trade.Gross));
        Assert.Equal(Reason.Expiry, d.H.Of(OutboundKind.Trade).Single().Header.Reason);
        Assert.Equal(before, d.H.Core.Totals.Charges);
        AssertFlat(d, 0);
    }

    [Fact]
    public void A_long_option_in_the_money_is_exercised_and_taxed_on_its_intrinsic_value()
    {
        CarryDays d = new CarryDays().With(Index(0, "NIFTY"), Product.Carry).With(Option(1, "NIFTY", Expiry, 25_000m, OptionRight.Call), Product.Carry).Open();
        d.Enter(1, Side.Buy, 200m);
        d.Close().NextDay().Quote(1, 190m).Quote(0, 25_180m);
        d.Close();
        SettlementBody settled = Assert.Single(d.Settlements).Settlement;
        Money intrinsic = Money.Of(P(180m), settled.Quantity);
        Assert.Equal((SettlementOutcome.Exercised, PriceSource.Underlying, P(25_180m), intrinsic), (settled.Outcome, settled.Source, settled.Price, settled.Value));
        Assert.Equal(intrinsic.ToDecimal() * 0.0015m, settled.TransactionTax.ToDecimal());
        Assert.Equal((20m, 3.6m), (settled.Brokerage.ToDecimal(), settled.Gst.ToDecimal()));
        Assert.Equal(P(180m), Assert.Single(d.Trades(1)).Exit);
        AssertFlat(d, 1);
    }

    [Theory]
    [InlineData(25_100, SettlementOutcome.Assigned, 100)]
    [InlineData(25_000, SettlementOutcome.Worthless, 0)]
    [InlineData(24_100, SettlementOutcome.Worthless, 0)]
    public void A_short_option_is_assigned_or_keeps_its_premium(int final, SettlementOutcome outcome, int exit)
    {
        CarryDays d = new CarryDays().With(Option(0, "NIFTY", Expiry, 25_000m, OptionRight.Call), Product.Carry).Open();
        d.Enter(0, Side.Sell, 200m);
        d.Close().NextDay().Quote(0, 150m);
        d.Settlement(0, final);
        d.Close();
        SettlementBody settled = Assert.Single(d.Settlements).Settlement;
        Assert.Equal((outcome, 0m), (settled.Outcome, settled.TransactionTax.ToDecimal()));
        Assert.Equal(exit == 0 ? 0m : 20m, settled.Brokerage.ToDecimal());
        TradeBody trade = Assert.Single(d.Trades(0));
        Assert.Equal(P(exit), trade.Exit);
        Assert.Equal(Money.Of(trade.Entry - P(exit), -trade.Quantity).ToDecimal(), trade.Gross.ToDecimal(), 2);
        AssertFlat(d, 0);
    }

    [Fact]
    public void Without_any_other_price_the_contracts_own_last_price_serves_and_it_is_said()
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", Expiry), Product.Carry).With(Option(1, "NIFTY", Expiry, 25_000m, OptionRight.Put), Product.Carry).Open();
        d.Enter(0, Side.Buy, 25_000m);
        d.Enter(1, Side.Buy, 100m);
        d.Close().NextDay().Quote(0, 25_010m);
        d.H.Last(d.At(10, 0), 0.05m, 1);
        d.Close();
        Assert.Equal(2, d.H.Core.Quarantined(Reason.ExpiryWithoutPrice));
        Assert.All(d.Settlements, e => Assert.Equal(PriceSource.Last, e.Settlement.Source));
        Assert.Equal(P(25_010m), Assert.Single(d.Trades(0)).Exit);
        Assert.Equal(Price.Zero, Assert.Single(d.Trades(1)).Exit);
    }

    [Fact]
    public void An_underlying_that_was_silent_on_the_last_day_does_not_settle_the_contract()
    {
        CarryDays d = new CarryDays().With(Index(0, "NIFTY"), Product.Carry).With(Option(1, "NIFTY", Expiry, 25_000m, OptionRight.Call), Product.Carry).Open();
        d.Quote(0, 25_400m);
        d.Enter(1, Side.Buy, 200m);
        d.Close().NextDay().Quote(1, 190m).Close();
        SettlementBody settled = Assert.Single(d.Settlements).Settlement;
        Assert.Equal((PriceSource.Last, P(25_190m)), (settled.Source, settled.Price));
        Assert.Equal(1, d.H.Core.Quarantined(Reason.ExpiryWithoutPrice));
    }

    [Fact]
    public void A_stock_future_becomes_shares_that_live_on_as_a_delivery_position()
    {
        CarryDays d = new CarryDays(Settings(notes: true)).With(Share(), Product.Intraday).With(Future(1, "RELIANCE", Expiry, physical: true), Product.Carry).Open();
        PositionBody future = d.Enter(1, Side.Buy, 1_500m);
        d.Close().NextDay().Quote(1, 1_490m);
        d.Settlement(0, 1_512m);
        d.Close();

        SettlementBody settled = Assert.Single(d.Settlements).Settlement;
        Assert.Equal((SettlementStyle.Physical, 0, future.Quantity), (settled.Style, settled.Into, settled.Shares));
        Money value = Money.Of(P(1_512m), future.Quantity);
        Assert.Equal((value, value.ToDecimal() * 0.001m, value.ToDecimal() * 0.00015m), (settled.Value, settled.TransactionTax.ToDecimal(), settled.Stamp.ToDecimal()));
        Assert.Equal((future.Quantity, P(1_512m)), (d.Held(0).Quantity, d.Held(0).Average));
        Assert.Equal((Product.Delivery, Money.Zero), (d.Valuations(0)[^1].Product, d.Valuations(0)[^1].Unrealised));
        Assert.Equal(Reason.Expiry, d.H.Of(OutboundKind.Trade).Single().Header.Reason);

        // The share's plan is intraday; the shares are not squared off for it.
        d.NextDay().Quote(0, 1_520m);
        d.H.Clock(d.At(15, 25));
        d.Close();
        Assert.Equal(future.Quantity, d.Held(0).Quantity);
        d.NextDay().H.Command(CommandKind.SquareOff, 0, d.At(9, 15, 30));
        d.Quote(0, 1_525m).Close();
        Assert.Equal(0, d.Held(0).Quantity);
        FillBody sold = d.H.Of(OutboundKind.Fill).Last().Fill;
        Assert.Equal(Money.Of(sold.Price, sold.Quantity).Micros / 1000, sold.TransactionTax.Micros);
        Assert.Equal(Money.FromRupees(15.34m), d.H.Core.Totals.Depository);
        AssertChargesAddUp(d);
    }

    [Fact]
    public void An_exercised_put_gives_shares_that_are_held_and_pays_for_those_that_are_not()
    {
        CarryDays d = new CarryDays(Settings(notes: true)).With(Share(), Product.Delivery, stopAtr: 20)
            .With(Option(1, "RELIANCE", Expiry, 1_600m, OptionRight.Put, physical: true), Product.Carry).Open();
        PositionBody shares = d.Enter(0, Side.Buy, 1_500m);
        PositionBody put = d.Enter(1, Side.Buy, 100m);
        d.Close().NextDay().Quote(0, 1_502m);
        d.Close();

        SettlementBody settled = Assert.Single(d.Settlements).Settlement;
        int given = Math.Min(shares.Quantity, put.Quantity);
        Assert.Equal((SettlementOutcome.Exercised, 0, -given), (settled.Outcome, settled.Into, settled.Shares));
        Assert.Equal(Money.Of(P(1_600m), put.Quantity), settled.Value);
        // The exercise is taxed on what the option is worth, the shares on what they change hands for.
        Assert.Equal(put.Quantity * (98m * 0.0015m + 1_600m * 0.001m), settled.TransactionTax.ToDecimal());
        Assert.Equal(put.Quantity > shares.Quantity ? 1 : 0, d.H.Core.Quarantined(Reason.DeliveryInMoney));
        Assert.Equal(shares.Quantity - given, d.Held(0).Quantity);
        Assert.Equal(P(98m), Assert.Single(d.Trades(1)).Exit);
        Assert.Equal(Money.FromRupees(15.34m), d.H.Core.Totals.Depository);
        AssertFlat(d, 1);
        AssertChargesAddUp(d);
    }

    [Fact]
    public void A_short_stock_future_without_shares_is_settled_in_money_and_it_is_said()
    {
        CarryDays d = new CarryDays().With(Share(), Product.Intraday).With(Future(1, "RELIANCE", Expiry, physical: true), Product.Carry).Open();
        PositionBody future = d.Enter(1, Side.Sell, 1_500m);
        d.Close().NextDay().Quote(0, 1_490m);
        d.Close();
        SettlementBody settled = Assert.Single(d.Settlements).Settlement;
        Assert.Equal((-1, 0, SettlementStyle.Cash), (settled.Into, settled.Shares, settled.Style));
        Assert.True(settled.TransactionTax > Money.Zero);
        OutboundEvent alert = d.H.Of(OutboundKind.Alert).Single(e => e.Header.Reason == Reason.DeliveryInMoney);
        Assert.Equal(future.Quantity, alert.Alert.Value);
        AssertFlat(d, 1);
    }

    [Fact]
    public void An_expiry_at_which_the_engine_did_not_run_is_settled_when_the_next_session_begins()
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", Expiry), Product.Carry).Open();
        d.Enter(0, Side.Buy, 25_000m);
        d.Quote(0, 25_020m).Close();
        d.H.Restart();
        d.SkipDay();
        d.NextDay();
        Assert.Equal(1, d.H.Core.Quarantined(Reason.ExpiryMissed));
        Assert.Equal(P(25_020m), Assert.Single(d.Trades(0)).Exit);
        AssertFlat(d, 0);

        // And nothing can be opened in it any more.
        d.H.Use(PlanOf(0, 9, Product.Carry));
        Assert.Throws<InvalidOperationException>(() => d.Enter(0, Side.Buy, 25_000m));
        Assert.Contains(d.H.Of(OutboundKind.Order), e => e.Header.Reason == Reason.InstrumentExpired);
    }

    [Fact]
    public void Prices_of_other_days_and_prices_after_the_settlement_are_refused()
    {
        CarryDays d = new CarryDays().With(Future(0, "NIFTY", FirstDay), Product.Carry).Open();
        d.Enter(0, Side.Buy, 25_000m);
        d.Settlement(0, 25_000m, day: FirstDay.AddDays(-1));
        d.Settlement(0, 0m);
        d.Settlement(7, 1m);
        d.Close();
        d.Settlement(0, 25_001m, d.At(17, 0));
        Assert.Equal((1, 1, 1, 1), (d.H.Core.Quarantined(Reason.BadSettlementPrice), d.H.Core.Quarantined(Reason.PriceOutOfRange),
            d.H.Core.Quarantined(Reason.UnknownInstrumentTick), d.H.Core.Quarantined(Reason.LateSettlementPrice)));
        Assert.Equal(PriceSource.Last, Assert.Single(d.Settlements).Settlement.Source);
    }

    [Fact]
    public void Whatever_is_held_nothing_lingers_in_an_expired_instrument()
    {
        for (int mix = 0; mix < 8; mix++)
        {
            bool physical = (mix & 1) != 0;
            Side side = (mix & 2) != 0 ? Side.Buy : Side.Sell;
            bool prices = (mix & 4) != 0;
            CarryDays d = new CarryDays(Settings(notes: true)).With(Share(), Product.Delivery).With(Future(1, "RELIANCE", Expiry, physical), Product.Carry)
                .With(Option(2, "RELIANCE", Expiry, 1_450m, OptionRight.Call, physical), Product.Carry).With(Option(3, "RELIANCE", Expiry, 1_550m, OptionRight.Put, physical), Product.Carry)
                .Open();
            for (int i = 1; i <= 3; i++) d.Enter(i, side, i == 1 ? 1_500m : 60m);
            d.Close().NextDay();
            if (prices) d.Quote(0, 1_500m);
            d.Close(equityFirst: (mix & 2) == 0);
            for (int i = 1; i <= 3; i++) AssertFlat(d, i);
            Assert.Equal(3, d.Settlements.Length);
            AssertChargesAddUp(d);
        }
    }

    internal static void AssertFlat(CarryDays d, int instrument)
    {
        Assert.Equal(0, d.Held(instrument).Quantity);
        Assert.Equal(d.H.Core.Totals.Trades, d.H.Of(OutboundKind.Trade).Count());
    }

    /// <summary>Charges of trades, of what is still open and of the day-end corrections are the account's, to the micro-rupee.</summary>
    internal static void AssertChargesAddUp(CarryDays d)
    {
        long trades = d.H.Of(OutboundKind.Trade).Sum(e => e.Trade.Charges.Micros);
        long open = d.H.Of(OutboundKind.Position).GroupBy(e => e.Header.Instrument).Select(g => g.Last().Position).Where(p => p.Quantity != 0).Sum(p => p.Charges.Micros);
        long corrections = d.TrueUps.Sum(t => t.Total.Micros);
        CoreTotals totals = d.H.Core.Totals;
        Assert.Equal(totals.Charges.Micros, trades + open + corrections);
        Assert.Equal(totals.TrueUp.Micros, corrections);
        Assert.Equal(totals.Charges.Micros, d.H.Of(OutboundKind.DayClosed).Sum(e => e.Day.Charges.Micros));
        Assert.Equal(totals.Gross.Micros, d.H.Of(OutboundKind.DayClosed).Sum(e => e.Day.Gross.Micros));
        Assert.Equal(totals.Trades, d.H.Of(OutboundKind.DayClosed).Sum(e => e.Day.Trades));
    }
}
