using Astra.Markets;

namespace Astra.Costs.Tests;

public class GroupTests
{
    private static string Refusal(string broker, string exchange, string segment, string legs, string options = "", string date = "2026-09-01", long lot = 1)
    {
        List<GroupProblem> problems = [];
        Assert.False(WorkedGroup.Pricer.TryPrice(WorkedGroup.Of(date, broker, exchange, segment, legs, options, lot: lot), problems, out _));
        return string.Join(" | ", problems.Select(p => $"{p.Column}: {p.Text}"));
    }

    [Theory]
    [InlineData("NOBODY", "NSE", "EQ_OPT", "B:65@100#1", "", "broker: brokerage-plans.csv has no row for NOBODY")]
    [InlineData("FYERS", "NSE", "EQ_FUT", "B:65@100#1", "", "segment: brokerage-plans.csv has no row for FYERS in EQ_FUT")]
    [InlineData("ZERODHA", "NYSE", "EQ_OPT", "B:65@100#1", "", "exchange: exchange 'NYSE' is unknown")]
    [InlineData("ZERODHA", "NSE", "OPT", "B:65@100#1", "", "segment: segment 'OPT' is unknown")]
    [InlineData("ZERODHA", "MCX", "EQ_OPT", "B:65@100#1", "", "exchange: EQ_OPT does not trade on MCX")]
    [InlineData("ZERODHA", "NSE", "COM_FUT", "B:65@100#1", "", "exchange: COM_FUT does not trade on NSE")]
    [InlineData("ZERODHA", "NSE", "EQ_FUT", "X:65@100#1", "", "legs: Exercised (65 units) is an option's end")]
    [InlineData("ZERODHA", "NSE", "CUR_OPT", "PR:65@100#1", "", "legs: Received (65 units) settles a stock")]
    [InlineData("ZERODHA", "NSE", "EQ_OPT", "B:65@100.03#1", "tick=0.05", "legs: price 100.03 is off the tick of 0.05")]
    [InlineData("ZERODHA", "NSE", "EQ_OPT", "B:65@100#1", "etf=1", "options: etf belongs to shares and funds")]
    [InlineData("ZERODHA", "NSE", "EQ_OPT", "B:65@100#1", "agri=1", "options: agri belongs to commodities")]
    [InlineData("ZERODHA", "NSE", "EQ_OPT", "B:65@100#1", "cnc_orders=1", "options: cnc_orders belongs to shares")]
    [InlineData("ZERODHA", "NSE", "EQ_INTRADAY", "B:65@100#1", "cnc_orders=2", "options: cnc_orders=2 is more than the 1 orders")]
    [InlineData("ZERODHA", "BSE", "EQ_OPT", "B:65@100#1", "exch_seg=EQ_FUT", "options: exch_seg=EQ_FUT is no row of EQ_OPT")]
    [InlineData("ZERODHA", "BSE", "EQ_DELIVERY", "B:65@100#1", "exch_seg=EQ_DELIVERY:Y", "options: exch_seg=EQ_DELIVERY:Y is unknown; write EQ_DELIVERY, or one of EQ_DELIVERY:EXCLUSIVE, EQ_DELIVERY:X")]
    [InlineData("ZERODHA", "BSE", "EQ_DELIVERY", "B:65@100#1", "exch_seg=FOO", "options: exch_seg=EQ_DELIVERY:FOO is unknown")]
    [InlineData("ZERODHA", "NSE", "EQ_DELIVERY", "B:65@100#1", "exch_seg=EQ_DELIVERY:X", "options: charges-schedule.csv has no EXCH row for EQ_DELIVERY:X")]
    [InlineData("ZERODHA", "NSE", "EQ_DELIVERY", "S:65@100#1", "dp=minor", "options: depository-charges.csv has no row for ZERODHA, variant minor")]
    [InlineData("UPSTOX", "NSE", "EQ_OPT", "B:65@100#1", "addon=CALL_AND_TRADE", "segment: brokerage-plans.csv has no row for UPSTOX in CALL_AND_TRADE")]
    public void What_is_wrong_with_a_group_is_named_with_its_remedy(string broker, string exchange, string segment, string legs, string options, string expected) =>
        Assert.Contains(expected, Refusal(broker, exchange, segment, legs, options), StringComparison.Ordinal);

    [Fact]
    public void Lots_and_dates_are_checked()
    {
        Assert.Contains("legs: 100 units are not in lots of 65", Refusal("ZERODHA", "NSE", "EQ_OPT", "B:100@100#1", lot: 65), StringComparison.Ordinal);
        string early = Refusal("ZERODHA", "NSE", "EQ_OPT", "B:65@100#1", date: "2020-06-30");
        Assert.Contains("its first row, line", early, StringComparison.Ordinal);
        Assert.Contains("trade_date: brokerage-plans.csv has no rule for ZERODHA in EQ_MTF on 2023-12-31", Refusal("ZERODHA", "NSE", "EQ_MTF", "B:1@100#1", date: "2023-12-31"), StringComparison.Ordinal);
        Assert.Contains("add a row that covers the date", early, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("B:65@100")]
    [InlineData("65@100#1")]
    [InlineData("Q:65@100#1")]
    [InlineData("B:-65@100#1")]
    [InlineData("B:0@100#1")]
    [InlineData("B:1.5@100#1")]
    [InlineData("B:65@-100#1")]
    [InlineData("B:65@0#1")]
    [InlineData("B:65@1e3#1")]
    [InlineData("B:65@1,000#1")]
    [InlineData("B:65@1.0000001#1")]
    [InlineData("B:65@100#")]
    [InlineData("B:65@100#1||S:65@100#2")]
    [InlineData("B:65@100#1|S:65@100#1")]
    [InlineData("B:999999999999@999999999#1")]
    [InlineData("B:99999999999999999999@1#1")]
    [InlineData("B:65@79228162514264337593543950335#1")]
    [InlineData("B:1000000@900000#1|B:1000000@900000#2")]
    [InlineData("@:#")]
    [InlineData("B#1@5:3")]
    public void A_leg_that_is_none_is_refused(string legs)
    {
        Assert.False(TradeLeg.TryParseAll(legs, orderRequired: true, out _, out string? problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void Thousands_of_legs_are_charged_or_refused_and_never_a_crash()
    {
        string many = string.Join('|', Enumerable.Range(1, 9_999).Select(i => FormattableString.Invariant($"{(i % 3 == 0 ? 'S' : 'B')}:{i}@10#{i}")));
        Assert.True(WorkedGroup.Price(WorkedGroup.Of("2026-09-01", "ZERODHA", "NSE", "EQ_INTRADAY", many, "cnc_orders=5000")).Note.Total > Money.Zero);
        Assert.False(TradeLeg.TryParseAll(many + "|B:1@1#x|B:1@1#y", true, out _, out string? problem));
        Assert.Contains("10000 legs", problem, StringComparison.Ordinal);
        Assert.Contains("settlement=1000000000", Refusal("ZERODHA", "MCX", "COM_OPT", "X:999999999@1#1", "settlement=1000000000"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("colour=red")]
    [InlineData("etf")]
    [InlineData("etf=2")]
    [InlineData("addon=-5")]
    [InlineData("addon=abc")]
    [InlineData("cnc_orders=1.5")]
    [InlineData("cnc_orders=-1")]
    [InlineData("mixed_stamp=")]
    [InlineData("agri=1;agri=0")]
    [InlineData("tick=0")]
    [InlineData("addon=99999999999999999999999999999999")]
    public void An_option_that_is_none_is_refused(string text)
    {
        Assert.False(GroupOptions.TryParse(text, out _, out string? problem));
        Assert.NotEmpty(problem);
    }

    [Theory]
    [InlineData("addon=50;cnc_orders=1;mixed_stamp=4.5")]
    [InlineData("addon=50|cnc_orders=1|mixed_stamp=4.5")]
    [InlineData("addon=50, cnc_orders=1, mixed_stamp=4.5")]
    [InlineData(" ADDON=50 Cnc_Orders=1  mixed_stamp=4.5 ;")]
    public void Options_are_parted_in_any_usual_way(string text)
    {
        Assert.True(GroupOptions.TryParse(text, out GroupOptions options, out string? problem), problem);
        Assert.Equal((Money.FromRupees(50), 1, Money.FromRupees(4.5m)), (options.Addon, options.DeliveryOrders, options.Stamp));
    }

    [Theory]
    [InlineData("SENSEX option", "EQ_OPT:SENSEX_BANKEX")]
    [InlineData("SENSEX26NOV85000CE", "EQ_OPT:SENSEX_BANKEX")]
    [InlineData("bankex put", "EQ_OPT:SENSEX_BANKEX")]
    [InlineData("SENSEX 50 option", "EQ_OPT:OTHER")]
    [InlineData("SENSEX50", "EQ_OPT:OTHER")]
    [InlineData("SENSEX 50 26NOV 27000 CE", "EQ_OPT:OTHER")]
    [InlineData("SENSEX50 26NOV 27000 CE", "EQ_OPT:OTHER")]
    [InlineData("S&P BSE SENSEX_50", "EQ_OPT:OTHER")]
    [InlineData("SENSEX 50000 CE", "EQ_OPT:SENSEX_BANKEX")]
    [InlineData("SENSEX 26NOV 82000 CE", "EQ_OPT:SENSEX_BANKEX")]
    [InlineData("RELIANCE option", "EQ_OPT:OTHER")]
    [InlineData("BSE Focused IT option", "EQ_OPT:FOCUSED_IT")]
    [InlineData("", "EQ_OPT:SENSEX_BANKEX")]
    public void Bse_options_find_their_group_by_name(string instrument, string row) =>
        Assert.Equal(row, WorkedGroup.Price(WorkedGroup.Of("2026-09-01", "ZERODHA", "BSE", "EQ_OPT", "B:10@100#1", instrument: instrument)).Rates.Class.ExchangeSegment);

    [Theory]
    [InlineData("SENSEX5026N0682000CE")]
    [InlineData("sensex50000ce")]
    [InlineData("SENSEX 5026N0682000CE")]
    public void A_name_that_may_be_sensex_or_sensex_50_is_asked_about(string instrument)
    {
        List<GroupProblem> problems = [];
        Assert.False(WorkedGroup.Pricer.TryPrice(WorkedGroup.Of("2026-09-01", "ZERODHA", "BSE", "EQ_OPT", "B:10@100#1", instrument: instrument), problems, out _));
        GroupProblem problem = Assert.Single(problems);
        Assert.Equal("instrument", problem.Column);
        Assert.Contains("exch_seg=OTHER", problem.Text, StringComparison.Ordinal);
        Assert.Equal("EQ_OPT:OTHER", WorkedGroup.Price(WorkedGroup.Of("2026-09-01", "ZERODHA", "BSE", "EQ_OPT", "B:10@100#1", "exch_seg=OTHER", instrument: instrument)).Rates.Class.ExchangeSegment);
    }

    [Fact]
    public void An_agricultural_option_pays_ctt_and_the_lower_sebi_fee()
    {
        GroupCosts plain = WorkedGroup.Price(WorkedGroup.Of("2026-09-01", "ZERODHA", "MCX", "COM_OPT", "S:1000@1000#1"));
        GroupCosts agricultural = WorkedGroup.Price(WorkedGroup.Of("2026-09-01", "ZERODHA", "MCX", "COM_OPT", "S:1000@1000#1", "agri=1"));
        Assert.Equal((500m, 500m), (plain.Estimate.TransactionTax.ToDecimal(), agricultural.Estimate.TransactionTax.ToDecimal()));
        Assert.Equal((1m, 0.1m), (plain.Estimate.Sebi.ToDecimal(), agricultural.Estimate.Sebi.ToDecimal()));
        Assert.Equal(Money.Zero, WorkedGroup.Price(WorkedGroup.Of("2026-09-01", "ZERODHA", "MCX", "COM_FUT", "S:1000@1000#1", "agri=1")).Estimate.TransactionTax);
    }

    [Fact]
    public void Dhan_bills_what_it_squares_off()
    {
        GroupCosts costs = WorkedGroup.Price(WorkedGroup.Of("2026-09-01", "DHAN", "NSE", "EQ_OPT", "B:65@100#1", "addon=CALL_AND_TRADE"));
        Assert.Equal(40m, costs.Note.Brokerage.ToDecimal());
    }

    [Fact]
    public void Delivery_orders_are_those_that_make_the_net_position_the_latest_first()
    {
        Assert.Equal([false, false, true], Chosen("B:500@1#1|S:500@1#2|B:200@1#3", 1));
        Assert.Equal([false, false, true], Chosen("B:200@1#1|S:200@1#2|B:200@1#3", 1));
        Assert.Equal([true, false, false, true], Chosen("B:300@1#1|B:200@1#2|S:200@1#3|S:100@1#4", 2));
        Assert.Equal([false, true], Chosen("B:500@1#1|S:400@1#2", 1));
        Assert.Equal([false, false], Chosen("B:500@1#1|S:400@1#2", 0));

        static bool[] Chosen(string legs, int count)
        {
            Assert.True(TradeLeg.TryParseAll(legs, true, out IReadOnlyList<TradeLeg> parsed, out _));
            return OrderTotal.Delivered(OrderTotal.Of(parsed), count);
        }
    }

    [Fact]
    public void A_broker_without_a_depository_row_is_charged_nothing_and_it_is_said()
    {
        GroupCosts costs = WorkedGroup.Price(WorkedGroup.Of("2026-09-01", "KOTAK_TRADE_FREE", "NSE", "EQ_DELIVERY", "S:10@100#1"));
        Assert.Equal(Money.Zero, costs.Depository);
        Assert.Contains("no row for KOTAK_TRADE_FREE", costs.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_of_ones_own_is_a_file()
    {
        ChargeBook own = ChargeBook.Parse(Books.ChargesText, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "custom-plan.csv")), Books.RulesText);
        GroupPricer pricer = new(own, Books.Depository);
        Assert.Equal(["CUSTOM"], own.Brokers);
        Assert.Equal(30m, Brokerage("2025-12-31", "EQ_OPT", "B:65@100#1|S:65@100#2"));
        Assert.Equal(25m, Brokerage("2026-01-01", "EQ_OPT", "B:65@100#1|S:65@100#2"));
        Assert.Equal(37.5m, Brokerage("2026-01-01", "EQ_OPT", "B:65@100#1|X:65@100#2"));
        Assert.Equal(12.5m + 30m, Brokerage("2026-01-01", "EQ_OPT", "B:65@100#1", "addon=CALL_AND_TRADE"));
        Assert.Equal(1m, Brokerage("2026-01-01", "EQ_FUT", "B:1@100#1"));
        Assert.Equal(100m, Brokerage("2026-01-01", "EQ_DELIVERY", "B:100@1000#1"));

        decimal Brokerage(string date, string segment, string legs, string options = "") =>
            WorkedGroup.Price(WorkedGroup.Of(date, "custom", "NSE", segment, legs, options), pricer).Note.Brokerage.ToDecimal();
    }
}
