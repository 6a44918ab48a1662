using System.Text;

namespace Astra.Markets.Tests;

/// <summary>What the brokers' hosts have delivered beside the expected.</summary>
public class MasterDialectTests
{
    private const string CashHeader = "Exchange,Token,LotSize,Symbol,TradingSymbol,Instrument,TickSize,\n";
    private const string CashRow = "NSE,3045,1,SBIN,SBIN-EQ,EQ,0.05,\n";
    private const string DerivativeHeader = "Exchange,Token,LotSize,Symbol,TradingSymbol,Expiry,Instrument,OptionType,StrikePrice,TickSize,\n";
    private const string McxHeader = "Exchange,Token,LotSize,GNGD,Symbol,TradingSymbol,Expiry,Instrument,OptionType,StrikePrice,TickSize,\n";
    private const string AngelRow = """{"token":"3045","symbol":"SBIN-EQ","name":"SBIN","expiry":"","strike":"-1.000000","lotsize":"1","instrumenttype":"","exch_seg":"NSE","tick_size":"5.000000"}""";

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void A_byte_order_mark_and_line_ends_of_both_kinds_are_read(string mark)
    {
        foreach (string end in (string[])["\n", "\r\n"])
        {
            InstrumentMaster master = Masters.Load(mark + (CashHeader + CashRow).Replace("\n", end, StringComparison.Ordinal), out MasterFileReport report);
            Assert.Equal((1, 1, "Shoonya"), (report.Rows, report.Accepted, report.Format));
            Assert.Equal("SBIN-EQ", master.Symbol(0));
            Masters.Load(mark + "[" + AngelRow.Replace(",", "," + end, StringComparison.Ordinal) + "]" + end, out report);
            Assert.Equal((1, 1, "Angel One"), (report.Rows, report.Accepted, report.Format));
        }
    }

    [Fact]
    public void Columns_go_by_their_names_quotes_and_blanks_are_taken_off()
    {
        InstrumentMaster master = Masters.Load("TickSize,Instrument,TradingSymbol,Symbol,LotSize,Token,Extra,Exchange\n".Insert(0, "Exchange,")
            .Replace(",Exchange\n", "\n", StringComparison.Ordinal) + "NSE,\"0.05\", EQ ,\"SBIN-EQ\",SBIN,\"1\",3045,x\n", out MasterFileReport report);
        Assert.Equal(1, report.Accepted);
        Assert.Equal(("SBIN", 1, new Price(500)), (master.ToInstrument(0, 0).Symbol, master[0].LotSize, master[0].TickSize));
    }

    [Fact]
    public void Angel_values_may_be_numbers_escaped_unknown_or_missing()
    {
        InstrumentMaster master = Masters.Load("""
            [ {"token":3045,"symbol":"M\u0026M-EQ","name":"M\u0026M","expiry":null,"strike":-1,"lotsize":1,"instrumenttype":"","exch_seg":"NSE","tick_size":10.0,"new":{"a":[1]}},
              {"token": "2", "symbol": "TCS-EQ", "name": "TCS", "lotsize": "1", "exch_seg": "NSE", "tick_size": 10, "is_cas_enabled": "true"},
              5, [1,2], {"token":["3"],"symbol":"X-EQ"}, {}, ]
            """, out MasterFileReport report);
        Assert.Null(report.Problem);
        Assert.Equal((6, 2, 3, 1), (report.Rows, report.Accepted, report.CountOf(MasterReject.BadRow), report.CountOf(MasterReject.BadToken)));
        Assert.Equal(("M&M-EQ", new Price(1000)), (master.Symbol(0), master[0].TickSize));
        Assert.True(master[1].ClosingAuction);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\uFEFF \n", "empty")]
    [InlineData("null", "neither")]
    [InlineData("<html><body>Access denied</body></html>", "neither")]
    [InlineData("""{"status":false,"message":"exceeding access rate"}""", "neither")]
    [InlineData("[]", "no rows")]
    [InlineData(CashHeader, "no rows")]
    [InlineData("Exchange,Token,LotSize,Symbol,Instrument,TickSize,\nNSE,1,1,A,EQ,0.05,\n", "TradingSymbol is missing")]
    [InlineData("Exchange,Token,Token,LotSize,Symbol,TradingSymbol,Instrument,TickSize,\n", "twice")]
    public void A_file_that_is_no_master_is_refused(string text, string says)
    {
        var error = Assert.Throws<MasterFormatException>(() => Masters.Load(text, out _));
        Assert.Equal(("master", 1), (error.File, error.Line));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_breaks_off_keeps_the_rows_before_and_says_where()
    {
        string text = "[" + AngelRow + "," + AngelRow.Replace("3045", "3046", StringComparison.Ordinal);
        for (int length = AngelRow.Length + 1; length < text.Length + 1; length++)
        {
            InstrumentMaster master = Masters.Load(text[..length], out MasterFileReport report);
            Assert.Equal(length > text.Length - 1 ? 2 : 1, master.Count);
            Assert.NotNull(report.Problem);
        }
        Masters.Load("[" + AngelRow + "]]", out MasterFileReport behind);
        Assert.Contains("behind the end", behind.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_of_the_same_exchange_is_a_duplicate_and_the_first_row_holds()
    {
        InstrumentMaster master = Masters.Load(CashHeader + CashRow + "NSE,3045,1,OTHER,OTHER-EQ,EQ,0.05,\nBSE,3045,1,THIRD,THIRD,A,0.05,\n", out MasterFileReport report);
        Assert.Equal((2, 1), (report.Accepted, report.CountOf(MasterReject.DuplicateToken)));
        Assert.Equal(["SBIN-EQ", "THIRD"], [master.Symbol(master.Find(MasterExchange.Nse, "3045")), master.Symbol(master.Find(MasterExchange.Bse, "3045"))]);
        Assert.Equal(new MasterBadRow(MasterReject.DuplicateToken, 3, "NSE|3045 OTHER-EQ"), Assert.Single(report.Named));
        Assert.Equal(InstrumentMaster.NotFound, master.Find(MasterExchange.Nfo, "3045"));
        Assert.Equal(InstrumentMaster.NotFound, master.FindSymbol("OTHER-EQ"));
    }

    [Theory]
    [InlineData(CashHeader, "NSE,,1,A,A-EQ,EQ,0.05,", MasterReject.BadToken)]
    [InlineData(CashHeader, "NSE,1,1,,,EQ,0.05,", MasterReject.Placeholder)]
    [InlineData(CashHeader, "NSE,1,1,Ä,Ä-EQ,EQ,0.05,", MasterReject.BadName)]
    [InlineData(CashHeader, "NSE,1,1,071NSETEST,071NSETEST-EQ,EQ,0.05,", MasterReject.TestContract)]
    [InlineData(CashHeader, "NCX,1,1,A,A-EQ,EQ,0.05,", MasterReject.UnknownExchange)]
    [InlineData(CashHeader, "NSE,1,1,A,A-GS,GS,0.05,", MasterReject.UntradedSeries)]
    [InlineData(CashHeader, "NSE,1,0,A,A-EQ,EQ,0.05,", MasterReject.BadLot)]
    [InlineData(CashHeader, "NSE,1,1.5,A,A-EQ,EQ,0.05,", MasterReject.BadLot)]
    [InlineData(CashHeader, "NSE,1,99999999999,A,A-EQ,EQ,0.05,", MasterReject.BadLot)]
    [InlineData(CashHeader, "NSE,1,1,A,A-EQ,EQ,0,", MasterReject.BadTick)]
    [InlineData(CashHeader, "NSE,1,1,A,A-EQ,EQ,0.0005,", MasterReject.BadTick)] // divided by 100
    [InlineData(CashHeader, "NSE,1,1,A,A-EQ,EQ,50,", MasterReject.BadTick)]
    [InlineData(CashHeader, "NSE,1,1,A,A-EQ,EQ", MasterReject.BadRow)]
    [InlineData(CashHeader, "NSE,1,1,A,A-EQ,EQ,0.05,,", MasterReject.BadRow)]
    [InlineData(DerivativeHeader, "NFO,1,65,NIFTY,N,31-FEB-2026,FUTIDX,XX,0,0.1,", MasterReject.BadExpiry)]
    [InlineData(DerivativeHeader, "NFO,1,65,NIFTY,N,,FUTIDX,XX,0,0.1,", MasterReject.BadExpiry)]
    [InlineData(DerivativeHeader, "NFO,1,65,NIFTY,N,24-NOV-2026,OPTIDX,XX,25000,0.05,", MasterReject.BadRight)]
    [InlineData(DerivativeHeader, "NFO,1,65,NIFTY,N,24-NOV-2026,OPTIDX,CE,0,0.05,", MasterReject.BadStrike)]
    [InlineData(DerivativeHeader, "NFO,1,65,NIFTY,N,24-NOV-2026,OPTIDX,CE,2.50001,0.05,", MasterReject.BadStrike)]
    [InlineData(DerivativeHeader, "NFO,1,65,NIFTY,N,24-NOV-2026,OPTXYZ,CE,25000,0.05,", MasterReject.UnknownInstrument)]
    [InlineData(DerivativeHeader, "CDS,1,1,EURUSD,N,24-NOV-2026,FUTCUR,XX,0,0.0001,", MasterReject.NotInRupees)]
    [InlineData(McxHeader, "MCX,1,100,0.001,GOLDM,N,05-DEC-2026,FUTCOM,XX,0,1,", MasterReject.BadMultiplier)]
    [InlineData(McxHeader, "MCX,1,100,-1,GOLDM,N,05-DEC-2026,FUTCOM,XX,0,1,", MasterReject.BadMultiplier)]
    public void A_bad_row_is_counted_by_its_reason(string header, string row, MasterReject reason)
    {
        Masters.Load(header + row + "\n", out MasterFileReport report);
        Assert.Equal((1, 0, 1), (report.Rows, report.Accepted, report.CountOf(reason)));
        Assert.Equal((reason, 2), (Assert.Single(report.Named).Reason, report.Named[0].Line));
    }

    [Fact]
    public void An_expiry_is_read_even_when_its_hash_is_that_of_the_row_before()
    {
        (string day, string text) = Collision();
        string row = $"1,65,NIFTY,N,{day},FUTIDX,XX,0,0.1,\nNFO,2,65,NIFTY,M,{text},FUTIDX,XX,0,0.1,\n";
        Masters.Load(DerivativeHeader + "NFO," + row, out MasterFileReport report);
        Assert.Equal((2, 1, 1), (report.Rows, report.Accepted, report.CountOf(MasterReject.BadExpiry)));
    }

    /// <summary>A day and a text that is none, of one hash: found among a century of days within some hundred thousand texts.</summary>
    private static (string Day, string Text) Collision()
    {
        SortedDictionary<uint, string> days = [];
        for (var day = new DateOnly(2000, 1, 1); day.Year < 2100; day = day.AddDays(1))
        {
            string written = day.ToString("dd-MMM-yyyy", System.Globalization.CultureInfo.InvariantCulture).ToUpperInvariant();
            days[TextIndex.Hash(Encoding.ASCII.GetBytes(written))] = written;
        }
        for (int i = 0; ; i++)
        {
            string text = FormattableString.Invariant($"X{i}");
            if (days.TryGetValue(TextIndex.Hash(Encoding.ASCII.GetBytes(text)), out string? day)) return (day, text);
        }
    }

    [Theory]
    [InlineData("0.250000", "832500000.000000", 25, 832_500)] // hundredths of a rupee
    [InlineData("25000.000000", "832500000.000000", 25, 832_500)] // ten-millionths
    public void Angel_currency_is_read_in_both_scales(string tick, string strike, int tickUnits, long strikeUnits)
    {
        InstrumentMaster master = Masters.Load(AngelContract("CDS", "USDINR", "USDINR26JAN8325CE", "OPTCUR", "28JAN2026", strike, tick), out _);
        Instrument option = master.ToInstrument(0, 0);
        Assert.Equal((new Price(tickUnits), new Price(strikeUnits), 1, 1000), (option.TickSize, option.Strike, option.LotSize, option.Multiplier));
        Masters.Load(AngelContract("CDS", "USDINR", "USDINR26JAN8325CE", "OPTCUR", "28JAN2026", strike, "3.7"), out MasterFileReport report);
        Assert.Equal(1, report.CountOf(MasterReject.BadTick));
    }

    [Theory]
    [InlineData("1", "1000", 1_000)]
    [InlineData("1000", "1", 1_000)]
    [InlineData("1000", "1000", 1_000)] // the size of the contract written twice
    [InlineData("2", "1000", 2_000)]
    public void Shoonya_currency_counts_the_size_of_a_contract_once(string lot, string ratio, int multiplier)
    {
        const string Header = "Exchange,Token,LotSize,Precision,Multiplier,Symbol,TradingSymbol,Expiry,Instrument,OptionType,StrikePrice,TickSize,\n";
        Instrument future = Masters.Load($"{Header}CDS,1,{lot},4,{ratio},USDINR,USDINR28JAN26F,28-JAN-2026,FUTCUR,XX,-0.01,0.0025,\n", out _).ToInstrument(0, 0);
        Assert.Equal((1, multiplier), (future.LotSize, future.Multiplier));
    }

    [Fact]
    public void Angel_commodities_take_their_multiplier_from_the_contract_facts()
    {
        Instrument gold = Masters.Load(AngelContract("MCX", "GOLDM", "GOLDM05FEB26FUT", "FUTCOM", "05feb2026", "0.000000", "100.000000"), out _).ToInstrument(0, 0);
        Assert.Equal((1, 10, Price.FromRupees(1), SettlementStyle.Physical), (gold.LotSize, gold.Multiplier, gold.TickSize, gold.Settlement));
        Instrument cotton = Masters.Load(McxHeader + "MCX,1,25,1,COTTON,COTTON30JAN26,30-JAN-2026,FUTCOM,XX,0,10,\n", out _).ToInstrument(0, 0);
        Assert.Equal((ChargeGroup.Agricultural, 25), (cotton.Group, cotton.Multiplier));
        Masters.Load(AngelContract("MCX", "NEWMETAL", "NEWMETAL05FEB26FUT", "FUTCOM", "05FEB2026", "0.000000", "100.000000"), out MasterFileReport report);
        Assert.Equal(1, report.CountOf(MasterReject.BadMultiplier));
    }

    [Fact]
    public void A_share_with_derivatives_in_the_same_masters_trades_in_the_closing_auction()
    {
        var builder = new MasterBuilder(ProjectFacts.Specs, ProjectFacts.Lists, new DateOnly(2026, 8, 3));
        builder.Read("NSE", Encoding.UTF8.GetBytes(CashHeader + CashRow + "NSE,7,1,SMALL,SMALL-EQ,EQ,0.05,\n"));
        builder.Read("NFO", Encoding.UTF8.GetBytes(DerivativeHeader + "NFO,9,750,SBIN,SBIN25AUG26F,25-AUG-2026,FUTSTK,XX,-0.01,0.05,\n"));
        InstrumentMaster master = builder.Build();
        Assert.Equal((true, false), (master.ToInstrument(0, 0).ClosingAuction, master.ToInstrument(1, 1).ClosingAuction));
    }

    private static string AngelContract(string exchange, string name, string symbol, string kind, string expiry, string strike, string tick) =>
        $$"""[{"token":"1","symbol":"{{symbol}}","name":"{{name}}","expiry":"{{expiry}}","strike":"{{strike}}","lotsize":"1","instrumenttype":"{{kind}}","exch_seg":"{{exchange}}","tick_size":"{{tick}}"}]""";
}
