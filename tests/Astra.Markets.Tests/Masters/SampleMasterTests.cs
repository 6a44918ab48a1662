namespace Astra.Markets.Tests;

/// <summary>The brokers' own files, every row of them; the figures were counted and read by hand.</summary>
public class SampleMasterTests
{
    private static readonly DateOnly January2024 = new(2024, 1, 4);

    [Theory]
    [InlineData("angelone_OpenAPIScripMaster_NFO_2022-05_excerpt.json", "2022-05-05", 44, 44)]
    [InlineData("angelone_OpenAPIScripMaster_NSE_2026_excerpt.json", "2026-01-02", 97, 84)]
    [InlineData("shoonya_BFO_symbols_excerpt.txt", "2024-12-02", 240, 240)]
    [InlineData("shoonya_BSE_symbols_2024-01.txt", "2024-01-04", 150, 40)]
    [InlineData("shoonya_CDS_symbols_2024-01.txt", "2024-01-04", 322, 281)]
    [InlineData("shoonya_MCX_symbols_2024-01.txt", "2024-01-04", 311, 311)]
    [InlineData("shoonya_NFO_symbols_2025-10.txt", "2025-10-24", 379, 379)]
    [InlineData("shoonya_NSE_symbols_2026-01.txt", "2026-01-02", 186, 93)]
    public void Every_row_is_an_instrument_or_counted_with_its_reason(string file, string day, int rows, int accepted)
    {
        InstrumentMaster master = Masters.Sample(file, DateOnly.ParseExact(day, "yyyy-MM-dd"), out MasterFileReport report);
        Assert.Equal((rows, accepted), (report.Rows, report.Accepted));
        Assert.Equal(accepted, master.Count);
        Assert.Null(report.Problem);
        Assert.Equal(report.Rejected, Enum.GetValues<MasterReject>().Sum(report.CountOf));
        for (int id = 0; id < master.Count; id++)
        {
            Instrument instrument = master.ToInstrument(id, id);
            Assert.True(instrument.TickSize > Price.Zero && instrument.LotSize > 0 && instrument.Multiplier > 0 && instrument.FreezeQuantity >= 0, instrument.ToString());
            Assert.True(instrument.Symbol.Length > 0 && instrument.Segment != Segment.None && instrument.Kind != InstrumentKind.None);
            bool contract = instrument.Kind is InstrumentKind.Future or InstrumentKind.Option;
            Assert.Equal(contract, instrument.Expiry is not null);
            Assert.Equal(instrument.Kind == InstrumentKind.Option, instrument.Strike > Price.Zero && instrument.Right != OptionRight.None);
            Assert.True(OrderSlices.MaxQuantity(instrument) > 0, $"no lot of {instrument} fits its largest order");
            Assert.Equal(id, master.Find(master[id].Exchange, master.Token(id)));
            Assert.Equal(master.Symbol(id), master.Symbol(master.FindSymbol(master.Symbol(id), master[id].Exchange)));
        }
    }

    [Fact]
    public void Reasons_are_told_with_the_first_rows_of_each()
    {
        Masters.Sample("shoonya_CDS_symbols_2024-01.txt", January2024, out MasterFileReport report);
        Assert.Equal((4, 36, 1), (report.CountOf(MasterReject.ReferenceOnly), report.CountOf(MasterReject.NotInRupees), report.CountOf(MasterReject.TestContract)));
        Assert.Equal(new MasterBadRow(MasterReject.ReferenceOnly, 2, "CDS|1 USDINR"), report.Named[0]);
        Assert.Equal(MasterFileReport.NamedPerReason * 2 + 1, report.Named.Count);
    }

    [Fact]
    public void Nifty_options_of_the_dialect_of_2022()
    {
        InstrumentMaster master = Masters.Sample("angelone_OpenAPIScripMaster_NFO_2022-05_excerpt.json", new DateOnly(2022, 5, 2), out _);
        int row = master.Find(MasterExchange.Nfo, "42494");
        Assert.Equal("NIFTY05MAY2216400PE", master.Symbol(row));
        Assert.Equal(
            new Instrument(7, "NIFTY05MAY2216400PE", Segment.NseDerivatives, InstrumentKind.Option, new Price(500), 50, Expiry: new DateOnly(2022, 5, 5))
            {
                Underlying = "NIFTY", Strike = Price.FromRupees(16_400), Right = OptionRight.Put,
            },
            master.ToInstrument(row, 7));
    }

    [Fact]
    public void Shares_and_indices_of_the_dialect_of_2026()
    {
        InstrumentMaster master = Masters.Sample("angelone_OpenAPIScripMaster_NSE_2026_excerpt.json", new DateOnly(2026, 1, 2), out _);
        Instrument share = master.ToInstrument(master.FindSymbol("BPCL-EQ"), 0);
        Assert.Equal(("BPCL", Segment.NseEquity, InstrumentKind.Equity, 1), (share.Symbol, share.Segment, share.Kind, share.LotSize));
        Assert.Equal((Price.FromRupees(0.05m), 321_049, true), (share.TickSize, share.FreezeQuantity, share.ClosingAuction));
        Assert.False(master.ToInstrument(master.FindSymbol("KOTHARIPRO-EQ"), 0).ClosingAuction);

        Instrument index = master.ToInstrument(master.Find(MasterExchange.Nse, "99926000"), 1);
        Assert.Equal(("NIFTY", Segment.NseDerivatives, InstrumentKind.Index, true), (index.Symbol, index.Segment, index.Kind, index.IndexTradedAsFuture));
        Assert.Equal((65, 1800), (index.LotSize, index.FreezeQuantity));
        Assert.False(master.ToInstrument(master.FindSymbol("Nifty IT"), 2).Tradable);
    }

    [Fact]
    public void Commodity_multipliers_of_every_row_agree_with_the_contract_facts()
    {
        InstrumentMaster master = Masters.Sample("shoonya_MCX_symbols_2024-01.txt", January2024, out _);
        for (int id = 0; id < master.Count; id++)
        {
            Instrument instrument = master.ToInstrument(id, id);
            Assert.Equal((1, ProjectFacts.Specs.Multiplier(instrument.Underlying, January2024)), (instrument.LotSize, instrument.Multiplier));
            Price tick = instrument.Kind == InstrumentKind.Option
                ? ProjectFacts.Specs.OptionTick(instrument.Underlying, UnderlyingClass.Commodity, January2024, instrument.Strike)
                : ProjectFacts.Specs.FutureTick(instrument.Underlying, UnderlyingClass.Commodity, January2024, Price.Zero);
            Assert.Equal(tick, instrument.TickSize);
        }
        Assert.Equal(10, master[master.FindSymbol("GOLDM24NOV23C56400")].Multiplier);
        Assert.Equal(SettlementStyle.Cash, master.ToInstrument(master.NearestFuture("CRUDEOIL", default), 0).Settlement);
        Assert.Equal(SettlementStyle.Physical, master.ToInstrument(master.NearestFuture("GOLD", default), 0).Settlement);
    }

    [Fact]
    public void Currency_rows_count_lots_of_a_thousand()
    {
        InstrumentMaster master = Masters.Sample("shoonya_CDS_symbols_2024-01.txt", January2024, out _);
        Instrument option = master.ToInstrument(master.FindSymbol("USDINR13OCT23P86.5"), 0);
        Assert.Equal((1, 1000, Price.FromRupees(86.5m), Price.FromRupees(0.0025m)), (option.LotSize, option.Multiplier, option.Strike, option.TickSize));
        Assert.Equal((10_000, SettlementStyle.Cash, "USDINR"), (option.FreezeQuantity, option.Settlement, option.Underlying));
    }

    [Fact]
    public void Bse_contracts_are_named_by_what_they_are_on()
    {
        InstrumentMaster master = Masters.Sample("shoonya_BFO_symbols_excerpt.txt", new DateOnly(2024, 12, 2), out _);
        Instrument share = master.ToInstrument(master.FindSymbol("WIPRO25FEBFUT"), 0);
        Assert.Equal(("WIPRO", SettlementStyle.Physical, 3000), (share.Underlying, share.Settlement, share.LotSize));
        Assert.Equal("ULTRACEMCO", master.Name(master.FindSymbol("ULTRACEMCO24DECFUT")));
        Instrument option = master.ToInstrument(master.FindSymbol("SENSEX24D1380700CE"), 0);
        Assert.Equal(("SENSEX", SettlementStyle.Cash, ChargeGroup.Common), (option.Underlying, option.Settlement, option.Group));
        // Later contracts of this file were still of the old size: they changed over some weeks after it.
        for (int id = 0; id < master.Count; id++)
            if (master.Name(id) == "SENSEX" && master[id].Expiry <= new DateOnly(2025, 2, 28)) Assert.Equal(ProjectFacts.Specs.Lot("SENSEX", master[id].Expiry!.Value), master[id].LotSize);
    }

    [Fact]
    public void Funds_and_bse_groups_decide_the_charge_group()
    {
        InstrumentMaster nse = Masters.Sample("shoonya_NSE_symbols_2026-01.txt", new DateOnly(2026, 1, 2), out MasterFileReport report);
        Assert.Equal((InstrumentKind.Etf, ChargeGroup.OtherFund), Of(nse, "GOLDBEES-EQ"));
        Assert.Equal((InstrumentKind.Etf, ChargeGroup.Common), Of(nse, "NIFTYBEES-EQ"));
        Assert.Equal((InstrumentKind.Equity, ChargeGroup.Common), Of(nse, "M&M-EQ"));
        Assert.True(report.CountOf(MasterReject.UntradedSeries) > 80);
        InstrumentMaster bse = Masters.Sample("shoonya_BSE_symbols_2024-01.txt", January2024, out _);
        Assert.Equal((InstrumentKind.Etf, ChargeGroup.OtherFund), Of(bse, "GOLDBEES"));
        Assert.Equal((InstrumentKind.Equity, ChargeGroup.BseExclusive), Of(bse, "ASCENSIVE"));
        Assert.Equal((InstrumentKind.Equity, ChargeGroup.Common), Of(bse, "RELIANCE"));

        static (InstrumentKind, ChargeGroup) Of(InstrumentMaster master, string symbol)
        {
            Instrument instrument = master.ToInstrument(master.FindSymbol(symbol), 0);
            return (instrument.Kind, instrument.Group);
        }
    }

    [Fact]
    public void A_chain_is_sorted_and_its_future_found()
    {
        var day = new DateOnly(2025, 10, 24);
        InstrumentMaster master = Masters.Sample("shoonya_NFO_symbols_2025-10.txt", day, out _);
        var october = new DateOnly(2025, 10, 28);
        Assert.Equal([october, new DateOnly(2025, 11, 4)], master.Expiries("NIFTY", InstrumentKind.Option, day));
        Assert.Equal([october, new DateOnly(2025, 11, 25), new DateOnly(2025, 12, 30)], master.Expiries("BANKNIFTY", InstrumentKind.Future, day));
        ReadOnlySpan<int> chain = master.Options("BANKNIFTY", october);
        Assert.Equal(62, chain.Length);
        for (int i = 1; i < chain.Length; i++)
            Assert.True((master[chain[i - 1]].Strike, (int)master[chain[i - 1]].Right).CompareTo((master[chain[i]].Strike, (int)master[chain[i]].Right)) < 0);
        Assert.Equal("NIFTY25NOV25F", master.Symbol(master.NearestFuture("NIFTY", october.AddDays(1))));
        Assert.Equal("NIFTY04NOV25P24800", master.Symbol(master.Option("NIFTY", new DateOnly(2025, 11, 4), Price.FromRupees(24_800), OptionRight.Put)));
        Assert.Equal(InstrumentMaster.NotFound, master.Option("NIFTY", october, Price.FromRupees(1), OptionRight.Put));
        Assert.Empty(master.Expiries("RELIANCE", InstrumentKind.Option, october.AddDays(1)));
        Instrument option = master.ToInstrument(master.FindSymbol("RELIANCE28OCT25P1500"), 0);
        Assert.Equal((500, SettlementStyle.Physical, "RELIANCE"), (option.LotSize, option.Settlement, option.Underlying));
        Assert.Equal(["NIFTY25NOV25F"], master.Search("nov f nifty25", 10).Select(master.Symbol).Where(s => s == "NIFTY25NOV25F"));
    }
}
