using Astra.Markets;

namespace Astra.Costs.Tests;

public class ScheduleErrorTests
{
    private const string ChargesHeader = "levy,exchange,segment,payer,base,rate,effective_from,effective_to,source,confidence,note\n";
    private const string PlansHeader = "broker,segment,rule,pct,flat_or_cap,minimum,per,effective_from,source,confidence,note\n";

    [Theory]
    [InlineData("VAT,ALL,EQ_FUT,sell,value,0.001,2020-01-01,,s,H,", "unknown levy 'VAT'")]
    [InlineData("STT,NYSE,EQ_FUT,sell,value,0.001,2020-01-01,,s,H,", "unknown exchange 'NYSE'")]
    [InlineData("STT,ALL,EQ_FUTS,sell,value,0.001,2020-01-01,,s,H,", "unknown segment 'EQ_FUTS'")]
    [InlineData("STT,ALL,EQ_OPT:,sell,value,0.001,2020-01-01,,s,H,", "unknown segment 'EQ_OPT:'")]
    [InlineData("STT,ALL,EQ_FUT,seller,value,0.001,2020-01-01,,s,H,", "unknown payer 'seller'")]
    [InlineData("STT,ALL,EQ_FUT,sell,strike,0.001,2020-01-01,,s,H,", "unknown base 'strike'")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,0.1%,2020-01-01,,s,H,", "rate '0.1%' is not a number")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,-0.001,2020-01-01,,s,H,", "rate '-0.001' is not a number")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,1e-3,2020-01-01,,s,H,", "rate '1e-3' is not a number")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,0.5,2020-01-01,,s,H,", "rate 0.5 is over 0.1")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,0.0000000001,2020-01-01,,s,H,", "more than 9 decimals")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,0.001,01-04-2020,,s,H,", "effective_from '01-04-2020' is not a date")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,0.001,2020-04-01,2020-03-01,s,H,", "effective_to 2020-03-01 is before effective_from 2020-04-01")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,0.001,2020-04-01,,s,H", "10 cells where 11 belong")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,0.001,2020-04-01,,\"s,H,", "double quote is not closed")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,0.001,2020-04-01,,\"s\"x,H,", "'x' stands behind a closing double quote")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,0.001,2020-04-01,,\"s\" \"t\",H,", "'\"' stands behind a closing double quote")]
    [InlineData("EXCH,BSE,EQ_OPT:SENSEX_BANKX,both,premium,0.0005,2020-04-01,,s,H,", "unknown segment 'EQ_OPT:SENSEX_BANKX'")]
    [InlineData("EXCH,BSE,COM_FUT:X,both,value,0.0005,2020-04-01,,s,H,", "unknown segment 'COM_FUT:X'")]
    [InlineData("STT,ALL,EQ_FUT,sell,value,0.001,2020-04-01,,s,X,", "unknown confidence 'X'")]
    [InlineData("GST,ALL,*,both,brokerage+stt,0.18,2020-04-01,,s,H,", "unknown part 'stt' of the GST base")]
    [InlineData("GST,ALL,*,sell,brokerage,0.18,2020-04-01,,s,H,", "GST falls on both sides")]
    [InlineData("GST,ALL,*,both,brokerage,18,2020-04-01,,s,H,", "rate 18 is over 0.999")]
    public void A_bad_charge_row_is_named_by_its_line(string row, string problem)
    {
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => ChargeBook.Parse(ChargesHeader + "\n" + row, Books.PlansText));
        Assert.Equal(ScheduleFile.Charges, error.File);
        Assert.Equal(3, error.Line);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.StartsWith("charges-schedule.csv line 3: ", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Remedy);
    }

    [Theory]
    [InlineData(",EQ_FUT,FLAT,,20,,executed order,2020-01-01,s,H,", "the broker has no name")]
    [InlineData("ME,EQ_FUTURE,FLAT,,20,,executed order,2020-01-01,s,H,", "unknown segment 'EQ_FUTURE'")]
    [InlineData("ME,EQ_FUT,FREE,,20,,executed order,2020-01-01,s,H,", "unknown rule 'FREE'")]
    [InlineData("ME,EQ_FUT,FLAT,,,,executed order,2020-01-01,s,H,", "flat_or_cap '' is not a number")]
    [InlineData("ME,EQ_FUT,PCT_CAP,0.03,20.0001,,executed order,2020-01-01,s,H,", "flat_or_cap 20.0001 is not an amount per order")]
    [InlineData("ME,EQ_FUT,PCT_CAP,3,20,,executed order,2020-01-01,s,H,", "pct 3 is over 0.1")]
    [InlineData("ME,EQ_FUT,PCT_CAP_FLOOR,0.001,20,,executed order,2020-01-01,s,H,", "minimum '' is not a number")]
    [InlineData("ME,EQ_FUT,PCT_CAP_FLOOR,0.001,20,25,executed order,2020-01-01,s,H,", "minimum 25.00 is over the cap 20.00")]
    [InlineData("ME,EQ_FUT,FLAT,,20,,fill,2020-01-01,s,H,", "unknown unit 'fill'")]
    [InlineData("ME,EQ_FUT,FLAT_ADDON,,20,,executed order,2020-01-01,s,H,", "does not belong to segment EQ_FUT")]
    public void A_bad_plan_row_is_named_by_its_line(string row, string problem)
    {
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => ChargeBook.Parse(Books.ChargesText, PlansHeader + row));
        Assert.Equal(ScheduleFile.BrokeragePlans, error.File);
        Assert.Equal(2, error.Line);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2020-01-01,2022-01-01", "2022-01-01,", "overlaps line 2")]
    [InlineData("2020-01-01,", "2020-01-01,", "overlaps line 2")]
    [InlineData("2020-01-01,2021-12-30", "2022-01-01,", "leaves a gap after line 2, which ends 2021-12-30")]
    public void Overlaps_and_gaps_are_found(string first, string second, string problem)
    {
        string text = $"{ChargesHeader}STT,ALL,EQ_FUT,sell,value,0.001,{first},s,H,\nSTT,ALL,EQ_FUT,sell,value,0.002,{second},s,H,\n";
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => ChargeBook.Parse(text, Books.PlansText));
        Assert.Equal(3, error.Line);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rules_of_one_day_are_refused()
    {
        string row = "ME,EQ_FUT,FLAT,,20,,executed order,2020-01-01,s,H,\n";
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => ChargeBook.Parse(Books.ChargesText, PlansHeader + row + row));
        Assert.Equal(3, error.Line);
        Assert.Contains("already on line 2", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("levy,segment\nSTT,EQ_FUT\n")]
    public void A_file_of_another_shape_is_refused_with_the_header_to_write(string text)
    {
        ScheduleFormatException error = Assert.Throws<ScheduleFormatException>(() => ChargeBook.Parse(text, Books.PlansText));
        Assert.Equal(1, error.Line);
        Assert.Contains("levy,exchange,segment", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Windows_line_ends_a_byte_order_mark_and_comment_lines_are_taken()
    {
        string text = "\uFEFF" + Books.ChargesText.Replace("\n", "\r\n", StringComparison.Ordinal) + "# a note\r\n";
        Assert.Equal(Books.Shipped.Brokers, ChargeBook.Parse(text, Books.PlansText).Brokers);
    }

    [Theory]
    [InlineData("NOBODY", Segment.NseEquity, InstrumentKind.Equity, "2026-06-15", "no row for NOBODY in EQ_DELIVERY")]
    [InlineData("FYERS", Segment.NseDerivatives, InstrumentKind.Future, "2026-06-15", "no row for FYERS in EQ_FUT")]
    [InlineData("ANGEL", Segment.NseEquity, InstrumentKind.Equity, "2019-10-31", "starts 2019-11-01")]
    [InlineData("ZERODHA", Segment.NseDerivatives, InstrumentKind.Future, "2020-06-30", "no STAMP row for EQ_FUT on NSE that is in force on 2020-06-30")]
    [InlineData("ZERODHA", Segment.BseDerivatives, InstrumentKind.Future, "2024-09-30", "no EXCH row for EQ_FUT on BSE")]
    [InlineData("ZERODHA", Segment.Currency, InstrumentKind.Equity, "2026-06-15", "no charges are known for a trade of kind Equity in segment Currency")]
    [InlineData("ZERODHA", Segment.None, InstrumentKind.None, "2026-06-15", "correct the instrument's segment or kind")]
    public void What_is_missing_for_a_trade_is_named(string broker, Segment segment, InstrumentKind kind, string date, string problem) =>
        Assert.Contains(problem, Books.Shipped.Problem(broker, segment, kind, date), StringComparison.Ordinal);

    [Fact]
    public void Brokers_are_listed_in_order() =>
        Assert.Equal(["ANGEL", "DHAN", "FYERS", "GROWW", "KOTAK_TRADE_FREE", "SHOONYA", "UPSTOX", "ZERODHA"], Books.Shipped.Brokers);
}
