using Astra.Costs;
using Astra.Markets;
using static Astra.Core.Tests.CarryDays;

namespace Astra.Core.Tests;

/// <summary>The day-end correction: fills are charged exact estimates, the day is billed by a contract note.</summary>
public class TrueUpTests
{
    private static readonly DateOnly Far = new(2026, 12, 29);

    [Fact]
    public void Without_note_rules_and_depository_charges_nothing_is_corrected()
    {
        CarryDays d = Traded(notes: false);
        Assert.Empty(d.TrueUps);
        Assert.Equal(Money.Zero, d.H.Core.Totals.TrueUp);
        SettlementTests.AssertChargesAddUp(d);
    }

    [Fact]
    public void The_correction_makes_each_line_of_the_day_what_a_note_of_the_same_orders_says()
    {
        CarryDays d = Traded(notes: true);
        TrueUpBody correction = d.TrueUps.Single(t => t.Segment == Segment.NseDerivatives);
        EngineSettings settings = Settings(notes: true);
        ChargeBook book = ChargeBook.Parse(settings.ChargesSchedule, settings.BrokeragePlans, settings.NoteRules);
        Assert.True(book.TryResolve("ZERODHA", Future(1, "NIFTY", Far), Product.Carry, FirstDay, out ChargeRates rates, out _));
        var note = new ContractNote(FirstDay);
        DayTurnover turnover = default;
        FillBody[] fills = [.. d.H.Of(OutboundKind.Fill).Where(e => e.Header.Instrument == 1).Select(e => e.Fill)];
        foreach (IGrouping<int, FillBody> order in fills.GroupBy(f => f.OrderId))
            note.AddOrder(in rates, new Money(order.Sum(f => Money.Of(f.Price, f.Quantity).Micros)));
        foreach (FillBody fill in fills) turnover.Add(fill.Side == Side.Buy, fill.Quantity, Money.Of(fill.Price, fill.Quantity));
        note.AddTurnover(in rates, in turnover);
        Charges billed = note.Strike(book.NoteRules, "ZERODHA");

        Assert.Equal(fills.Select(f => f.OrderId).Distinct().Count(), correction.Orders);
        Assert.Equal(billed.Brokerage.Micros, fills.Sum(f => f.Brokerage.Micros) + correction.Brokerage.Micros);
        Assert.Equal(billed.TransactionTax.Micros, fills.Sum(f => f.TransactionTax.Micros) + correction.TransactionTax.Micros);
        Assert.Equal(billed.Exchange.Micros, fills.Sum(f => f.Exchange.Micros) + correction.Exchange.Micros);
        Assert.Equal(billed.Sebi.Micros, fills.Sum(f => f.Sebi.Micros) + correction.Sebi.Micros);
        Assert.Equal(billed.Stamp.Micros, fills.Sum(f => f.Stamp.Micros) + correction.Stamp.Micros);
        Assert.Equal(billed.Gst.Micros, fills.Sum(f => f.Gst.Micros) + correction.Gst.Micros);
        Assert.Equal((billed.Total, billed.Total - correction.Accrued), (correction.Note, correction.Total));
        SettlementTests.AssertChargesAddUp(d);
    }

    [Fact]
    public void Components_and_totals_agree_and_the_days_charges_hold_the_correction()
    {
        CarryDays d = Traded(notes: true);
        CoreTotals totals = d.H.Core.Totals;
        Assert.Equal(totals.Charges, totals.Brokerage + totals.TransactionTax + totals.Exchange + totals.Sebi + totals.Stamp + totals.Gst + totals.Depository);
        Assert.Equal(Settings().Capital + totals.Gross - totals.Charges + totals.Unrealised, totals.Equity);
        // Whole paise on the note.
        Assert.Equal(0, totals.Charges.Micros % 10_000);
    }

    [Fact]
    public void A_second_session_of_the_day_is_billed_together_with_the_first()
    {
        CarryDays d = new CarryDays(Settings(notes: true)).With(Share(), Product.Intraday).Open();
        d.Enter(0, Side.Buy, 1_500m);
        d.H.Command(CommandKind.SquareOff, 0, d.At(11, 0));
        d.H.Quote(d.At(11, 1), 1_501m);
        d.Close();
        Money first = d.H.Core.Totals.Charges;
        d.H.Session(SessionPhase.Open, d.At(16, 0), Segment.NseEquity, d.Today);
        d.H.Session(SessionPhase.Closed, d.At(17, 0), Segment.NseEquity, d.Today);
        Assert.Single(d.TrueUps);
        Assert.Equal(first, d.H.Core.Totals.Charges);
    }

    [Fact]
    public void Random_days_add_up_to_the_micro_rupee_and_replay_alike_from_any_place()
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            InboundEvent[] day = [.. RandomDay.Events(seed)];
            EngineSettings settings = ((EngineSettings)day[0].Payload!) with { NoteRules = Settings(notes: true).NoteRules, DepositoryCharges = Settings(notes: true).DepositoryCharges };
            day[0] = CoreHarness.Payload(InboundKind.Configure, settings, CoreHarness.At(8, 0));
            var whole = new CoreHarness(configure: false);
            foreach (InboundEvent e in day) whole.Apply(e);
            var cut = new CoreHarness(configure: false);
            for (int i = 0; i < day.Length; i++)
            {
                cut.Apply(day[i]);
                if (i % 701 == 700) cut.Restart();
            }
            CoreTotals totals = whole.Core.Totals;
            Assert.Single(whole.Of(OutboundKind.TrueUp));
            Assert.Equal(totals.Charges.Micros, whole.Of(OutboundKind.Trade).Sum(e => e.Trade.Charges.Micros) + whole.Of(OutboundKind.TrueUp).Sum(e => e.TrueUp.Total.Micros));
            Assert.Equal((whole.Core.OutboundHash, whole.Core.StateHash()), (cut.Core.OutboundHash, cut.Core.StateHash()));
        }
    }

    [Fact]
    public void Days_with_carried_positions_expiries_and_corrections_replay_alike_from_any_place()
    {
        CarryDays d = new CarryDays(Settings(notes: true) with { CheckpointEvery = 7 })
            .With(Share(), Product.Delivery).With(Future(1, "RELIANCE", FirstDay.AddDays(1), physical: true), Product.Carry)
            .With(Option(2, "RELIANCE", FirstDay.AddDays(2), 1_450m, OptionRight.Call), Product.Carry).Open();
        d.Enter(0, Side.Buy, 1_500m);
        d.Enter(1, Side.Buy, 1_500m);
        d.Enter(2, Side.Sell, 60m);
        d.Close();
        for (int day = 0; day < 3; day++)
        {
            d.NextDay().Quote(0, 1_505m + day).Quote(2, 55m);
            d.Settlement(0, 1_506m);
            d.Close();
        }
        Assert.Equal(2, d.Settlements.Length);
        InboundEvent[] heard = [.. d.H.Heard];
        for (int every = 1; every <= 13; every += 4)
        {
            var again = new CoreHarness(configure: false) { FillsLeaps = false };
            for (int i = 0; i < heard.Length; i++)
            {
                again.Apply(heard[i]);
                if (i % every == 0) again.Restart();
            }
            Assert.Equal((d.H.Core.OutboundHash, d.H.Core.StateHash()), (again.Core.OutboundHash, again.Core.StateHash()));
        }
        SettlementTests.AssertChargesAddUp(d);
    }

    private static CarryDays Traded(bool notes)
    {
        CarryDays d = new CarryDays(Settings(notes)).With(Share(), Product.Intraday).With(Future(1, "NIFTY", Far), Product.Carry).Open();
        d.Enter(0, Side.Sell, 1_500m);
        d.Enter(1, Side.Buy, 25_000m);
        d.H.Command(CommandKind.SquareOff, -1, d.At(14, 0));
        d.H.Quote(d.At(14, 1), 1_480m);
        d.H.Quote(d.At(14, 2), 25_333m, 1);
        return d.Close();
    }
}
