using Astra.Markets;

namespace Astra.Costs.Tests;

/// <summary>The contract note: bases, roundings and the settings that the doubts became.</summary>
public class NoteTests
{
    private static readonly DateOnly Day = new(2026, 9, 1);

    private static ChargeRates Share(string broker = "ZERODHA", bool intraday = true, string date = "2026-09-01") =>
        Books.Shipped.Rates(broker, Segment.NseEquity, InstrumentKind.Equity, intraday, date);

    private static DayTurnover Turnover(long bought, decimal atBuy, long sold, decimal atSell)
    {
        DayTurnover day = default;
        day.Add(buy: true, bought, Money.FromRupees(bought * atBuy));
        day.Add(buy: false, sold, Money.FromRupees(sold * atSell));
        return day;
    }

    private static ChargeBook With(string rule) => ChargeBook.Parse(Books.ChargesText, Books.PlansText, Books.RulesText + rule + ",2026-01-01,test,L,\n");

    private static GroupCosts Price(ChargeBook book, TradeGroup group) => WorkedGroup.Price(group, new GroupPricer(book, Books.Depository));

    [Fact]
    public void The_published_case_of_the_day_average()
    {
        // 500 at 100 and 200 at 110 bought, 500 sold at 105: average 103.75.
        DayTurnover day = Turnover(500, 100, 500, 105) + Turnover(200, 110, 0, 0);
        Assert.Equal(12.96875m + 20.75m, DayAverage.Tax(Share().Table, day));
        Assert.Equal(12.97m, decimal.Round(DayAverage.Tax(Share().Table, Turnover(500, 103.75m, 500, 103.75m)), 2, MidpointRounding.AwayFromZero));
        Assert.Equal(20.75m, DayAverage.Tax(Share().Table, Turnover(200, 103.75m, 0, 0)));
    }

    [Fact]
    public void A_fund_pays_on_the_day_average_only_where_it_is_sold()
    {
        ChargeRates fund = Books.Shipped.Rates("ZERODHA", Segment.NseEquity, InstrumentKind.Etf, false, "2026-09-01");
        Assert.Equal(0m, DayAverage.Tax(fund.Table, Turnover(100, 200, 0, 0)));
        Assert.Equal(0.2m, DayAverage.Tax(fund.Table, Turnover(0, 0, 100, 200)));
        Assert.Equal(5m + 0.2m, DayAverage.Tax(fund.Table, Turnover(100, 200, 200, 200)));
    }

    [Theory]
    [InlineData("12.495", "13.00")]
    [InlineData("12.4949", "12.00")]
    [InlineData("0.495", "1.00")]
    [InlineData("13.5", "14.00")]
    public void Rupees_are_rounded_in_two_steps_away_from_zero(string tax, string rounded)
    {
        ContractNote note = new(Day);
        // Shares received pay 0.1% of their value.
        Instrument future = new(0, "RELIANCE", Segment.NseDerivatives, InstrumentKind.Future, new Price(1000), 500);
        Assert.True(Books.Shipped.TryResolveSettlement("ANGEL", future, Day, out SettlementRates rates, out string? problem), problem);
        note.AddDelivery(rates, receives: true, Money.FromRupees(1000 * decimal.Parse(tax, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(rounded, note.Strike(NoteRules.None, "ZERODHA").TransactionTax.ToString());
    }

    [Fact]
    public void The_ledger_takes_the_day_average_and_the_setting_the_leg()
    {
        ContractNote note = new(Day);
        note.AddTurnover(Share(), Turnover(400, 1000, 400, 1100));
        Assert.Equal(Money.FromRupees(105), note.Strike(Books.Shipped.NoteRules, "ZERODHA").TransactionTax);
        Assert.Equal(Money.FromRupees(110), note.Strike(With("ALL,ledger_stt_basis,leg").NoteRules, "ZERODHA").TransactionTax);
    }

    [Fact]
    public void Each_doubt_is_a_setting()
    {
        TradeGroup commodity = WorkedGroup.Of("2026-09-15", "ZERODHA", "MCX", "COM_FUT", "B:100@5721#1|S:100@5766#2");
        Assert.Equal("57.66", Price(Books.Shipped, commodity).Note.TransactionTax.ToString());
        Assert.Equal("58.00", Price(With("ALL,ctt_rounding,rupee"), commodity).Note.TransactionTax.ToString());

        TradeGroup option = WorkedGroup.Of("2026-08-11", "ZERODHA", "NSE", "EQ_OPT", "B:65@9.05#1|W:65@0#2");
        Assert.Equal("20.00", Price(Books.Shipped, option).Note.Brokerage.ToString());
        Assert.Equal("40.00", Price(With("ZERODHA,worthless_expiry,charged"), option).Note.Brokerage.ToString());
        Assert.Equal("20.00", Price(With("ANGEL,worthless_expiry,charged"), option).Note.Brokerage.ToString());

        TradeGroup currency = WorkedGroup.Of("2026-07-14", "ZERODHA", "NSE", "CUR_FUT", "B:10000@88.4525#1|S:10000@88.5175#2");
        Assert.Equal("6.19", Price(Books.Shipped, currency).Note.Exchange.ToString());
        Assert.Equal("7.08", Price(With("ALL,nse_currency_ipft,on"), currency).Note.Exchange.ToString());
        Assert.Equal(7.078800m, Price(With("ALL,nse_currency_ipft,on"), currency).Estimate.Exchange.ToDecimal());

        TradeGroup share = WorkedGroup.Of("2026-09-01", "ZERODHA", "NSE", "EQ_INTRADAY", "B:1@1000#1");
        Assert.Equal("1.00", Price(With("ALL,stamp_rounding,rupee"), WorkedGroup.Of("2026-09-01", "ZERODHA", "NSE", "EQ_DELIVERY", "B:10@500#1")).Note.Stamp.ToString());
        Assert.Equal("0.03", Price(With("ALL,stamp_rounding,paise"), share).Note.Stamp.ToString());
    }

    [Fact]
    public void Gst_on_exact_lines_differs_by_a_paisa_now_and_then()
    {
        ChargeBook unrounded = With("ALL,gst_base,unrounded");
        int different = 0;
        for (int units = 1; units <= 60; units++)
        {
            TradeGroup group = WorkedGroup.Of("2026-09-01", "ZERODHA", "NSE", "EQ_INTRADAY", FormattableString.Invariant($"B:{units}@251.35#1|S:{units}@252.15#2"));
            GroupCosts exact = Price(unrounded, group);
            decimal apart = Math.Abs(exact.Note.Gst.ToDecimal() - Price(Books.Shipped, group).Note.Gst.ToDecimal());
            Assert.Equal(decimal.Round(exact.Exact.Gst, 2, MidpointRounding.AwayFromZero), exact.Note.Gst.ToDecimal());
            Assert.True(apart <= 0.01m);
            if (apart > 0) different++;
        }
        Assert.InRange(different, 1, 30);
    }

    [Fact]
    public void The_fund_can_be_left_out_of_the_gst_base_while_that_was_in_doubt()
    {
        TradeGroup group = WorkedGroup.Of("2023-06-15", "ZERODHA", "NSE", "EQ_OPT", "B:50@1000#1|S:50@1000#2");
        ChargeBook apart = ChargeBook.Parse(Books.ChargesText, Books.PlansText, Books.RulesText + "ZERODHA,ipft_in_gst,out,2023-04-01,test,L,\nZERODHA,ipft_in_gst,in,2024-10-01,test,L,\n");
        Assert.Equal(0.18m * 0.000005m * 100_000, Price(Books.Shipped, group).Exact.Gst - Price(apart, group).Exact.Gst);
        Assert.Equal(Price(Books.Shipped, group).Exact.Exchange, Price(apart, group).Exact.Exchange);
    }

    [Fact]
    public void The_true_up_is_the_note_less_what_was_accrued()
    {
        ChargeRates rates = Share();
        Charges accrued = Charges.None;
        ContractNote note = new(Day);
        DayTurnover day = default;
        foreach ((bool buy, decimal rupees) in ((bool, decimal)[])[(true, 400_000), (false, 440_000)])
        {
            accrued += rates.ForFill(buy, Money.FromRupees(rupees), Money.Zero);
            note.AddOrder(rates, Money.FromRupees(rupees));
            day.Add(buy, 400, Money.FromRupees(rupees));
        }
        note.AddTurnover(rates, day);
        Charges struck = note.Strike(Books.Shipped.NoteRules, "ZERODHA");
        Charges trueUp = ContractNote.TrueUp(struck, accrued);
        Assert.Equal(Money.FromRupees(-5), trueUp.TransactionTax);
        Assert.Equal(struck, accrued + trueUp);
        Assert.Equal(Money.FromRupees(195.62m - 200.62104m), trueUp.Total);
    }

    [Fact]
    public void An_exercise_is_billed_as_it_was_accrued()
    {
        Instrument option = new(0, "NIFTY", Segment.NseDerivatives, InstrumentKind.Option, new Price(500), 65);
        Assert.True(Books.Shipped.TryResolveSettlement("ZERODHA", option, Day, out SettlementRates rates, out string? problem), problem);
        Money intrinsic = Money.FromRupees(12_837.5m);
        ContractNote note = new(Day);
        note.AddExercise(rates, intrinsic, intrinsic);
        Charges struck = note.Strike(NoteRules.None, "ZERODHA"), accrued = rates.ForExercise(intrinsic);
        Assert.Equal((accrued.Brokerage, accrued.Gst), (struck.Brokerage, struck.Gst));
        Assert.Equal(Money.FromRupees(3.6m), struck.Gst);
        Assert.Equal(Money.FromRupees(decimal.Round(accrued.TransactionTax.ToDecimal())), struck.TransactionTax);
    }

    [Fact]
    public void A_note_can_be_laid_down_and_taken_up_again()
    {
        ContractNote note = new(Day), restored = new(new DateOnly(2020, 1, 1));
        note.AddOrder(Share(), Money.FromRupees(40_123.45m));
        note.AddTurnover(Share(), Turnover(10, 123.45m, 0, 0));
        StateWriter writer = new();
        note.Save(writer);
        restored.Load(new StateReader(writer.Written.ToArray()));
        Assert.Equal(note.Date, restored.Date);
        Assert.Equal(note.Strike(NoteRules.None, "x"), restored.Strike(NoteRules.None, "x"));
        note.Begin(Day);
        Assert.Equal(Charges.None, note.Strike(NoteRules.None, "x"));
    }

    [Fact]
    public void A_row_of_a_broker_without_a_plan_is_named_by_its_line()
    {
        Books.Shipped.NoteRules.RequireBrokers(Books.Shipped.Brokers);
        Books.Depository.RequireBrokers(Books.Shipped.Brokers);
        NoteRules rules = NoteRules.Parse(Books.RulesText + "ZERODA,stt_rounding,paise,2026-01-01,s,H,");
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => rules.RequireBrokers(Books.Shipped.Brokers));
        Assert.Equal((ScheduleFile.NoteRules, 11, "broker 'ZERODA' has no plan"), (error.File, error.Line, error.Problem));
        DepositoryCharges charges = DepositoryCharges.Parse(Books.DepositoryText + "DAHN,,12.50,2.25,0,yes,2026-07-01,s,M,\n");
        error = Assert.Throws<ScheduleFormatException>(() => charges.RequireBrokers(Books.Shipped.Brokers));
        Assert.Equal((ScheduleFile.DepositoryCharges, 12, "broker 'DAHN' has no plan"), (error.File, error.Line, error.Problem));
    }

    [Theory]
    [InlineData("ALL,stt_round,rupee,2026-01-01,s,H,", "unknown setting 'stt_round'")]
    [InlineData("ALL,stt_rounding,rupees,2026-01-01,s,H,", "unknown stt_rounding 'rupees'")]
    [InlineData(",stt_rounding,rupee,2026-01-01,s,H,", "the broker has no name")]
    [InlineData("ALL,stt_rounding,rupee,1.1.2026,s,H,", "effective_from '1.1.2026' is not a date")]
    [InlineData("ALL,stt_rounding,paise,2020-07-01,s,H,", "is already on line 2")]
    public void A_bad_rule_is_named_by_its_line(string row, string problem)
    {
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => NoteRules.Parse(Books.RulesText + row));
        Assert.Equal(ScheduleFile.NoteRules, error.File);
        Assert.Equal(11, error.Line);
        Assert.StartsWith("note-rules.csv line 11: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }
}
