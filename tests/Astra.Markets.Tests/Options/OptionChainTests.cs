namespace Astra.Markets.Tests;

public class OptionChainTests
{
    private static readonly DateOnly Expiry = new(2026, 8, 18);

    private static readonly int[] Listed = [24_000, 24_050, 24_100, 24_150, 24_200, 24_300, 24_350, 24_400, 24_500];

    /// <summary>Strikes 24000 to 24400 by 50 without 24250, then 24500; the call of 24100 is missing. Ids: 2 per strike from 0, call first.</summary>
    private static OptionChain Chain { get; } = Build();

    [Fact]
    public void Strikes_stand_in_order_with_the_options_that_exist()
    {
        Assert.Equal(9, Chain.Count);
        Assert.Equal(Listed.Select(s => Rupees(s)), Chain.Strikes.ToArray());
        Assert.Equal(Rupees(50), Chain.Step);
        int index = Chain.IndexOf(Rupees(24_100));
        Assert.Equal(OptionChain.None, Chain.IdOf(index, OptionRight.Call));
        Assert.Equal(5, Chain.IdOf(index, OptionRight.Put));
        Assert.Equal(OptionChain.None, Chain.IndexOf(Rupees(24_250)));
        Assert.Equal(OptionChain.None, Chain.IdOf(-1, OptionRight.Call));
        Assert.Equal(OptionChain.None, Chain.IdOf(9, OptionRight.Call));
    }

    [Theory]
    [InlineData(24_174, 24_150)]
    [InlineData(24_175, 24_150)] // two equally near: the lower
    [InlineData(24_176, 24_200)]
    [InlineData(24_250, 24_200)] // the strike itself is missing
    [InlineData(20_000, 24_000)]
    [InlineData(30_000, 24_500)]
    public void At_the_money_is_the_nearest_strike(int forward, int strike)
    {
        Assert.Equal(Chain.IndexOf(Rupees(strike)), Chain.AtTheMoney(Rupees(forward)));
        Assert.Equal(Chain.IndexOf(Rupees(strike)), Chain.AtTheMoney((double)forward));
    }

    [Theory]
    [InlineData(OptionRight.Call, 24_150, 1, 24_200)]
    [InlineData(OptionRight.Call, 24_150, 2, 24_300)] // over the missing strike
    [InlineData(OptionRight.Put, 24_150, 1, 24_100)]
    [InlineData(OptionRight.Call, 24_150, -1, 24_050)] // into the money, over the missing call
    [InlineData(OptionRight.Put, 24_150, -2, 24_300)]
    [InlineData(OptionRight.Put, 24_100, 0, 24_100)]
    [InlineData(OptionRight.Call, 24_100, 0, 0)]
    [InlineData(OptionRight.Call, 24_400, 2, 0)]
    [InlineData(OptionRight.Put, 24_000, 1, 0)]
    [InlineData(OptionRight.Call, 24_000, int.MinValue, 0)]
    [InlineData(OptionRight.None, 24_000, 1, 0)]
    public void Steps_out_of_the_money_count_listed_strikes(OptionRight right, int from, int steps, int expected) =>
        Assert.Equal(Chain.IndexOf(Rupees(expected)), Chain.Otm(right, Chain.IndexOf(Rupees(from)), steps));

    [Fact]
    public void Instruments_of_another_contract_are_left_alone()
    {
        Instrument option = new(0, "NIFTY2681824200CE", Segment.NseDerivatives, InstrumentKind.Option, Price.FromRupees(0.05m), 65, Expiry: Expiry)
        {
            Underlying = "NIFTY", Strike = Rupees(24_200), Right = OptionRight.Call,
        };
        Instrument[] master =
        [
            option with { Id = 0, Underlying = "BANKNIFTY" }, option with { Id = 1 }, option with { Id = 2, Expiry = Expiry.AddDays(7) },
            option with { Id = 3, Right = OptionRight.Put }, option with { Id = 4, Kind = InstrumentKind.Future }, option with { Id = 5, Segment = Segment.BseDerivatives },
        ];
        OptionChain chain = OptionChain.Of(Segment.NseDerivatives, "NIFTY", Expiry, master);
        Assert.Equal(1, chain.Count);
        Assert.Equal((1, 3), (chain.IdOf(0, OptionRight.Call), chain.IdOf(0, OptionRight.Put)));
        Assert.Equal(Price.Zero, chain.Step);
    }

    [Fact]
    public void An_empty_chain_selects_nothing()
    {
        OptionChain empty = OptionChain.Of("NIFTY", Expiry, ReadOnlySpan<OptionRow>.Empty);
        Assert.Equal(OptionChain.None, empty.AtTheMoney(24_000.0));
        Assert.Equal(OptionChain.None, Chain.AtTheMoney(double.NaN));
        Assert.Equal(OptionChain.None, empty.Otm(OptionRight.Call, 0, 1));
        Assert.False(empty.TrySyntheticForward([], 0.01, 0, out _));
    }

    [Theory]
    [InlineData(24_000, OptionRight.Call, 9, "two, ids 1 and 9")]
    [InlineData(24_000, OptionRight.None, 9, "neither call nor put")]
    [InlineData(0, OptionRight.Put, 9, "greater than zero")]
    [InlineData(24_100, OptionRight.Put, -1, "zero or more")]
    public void Bad_rows_are_named(int strike, OptionRight right, int id, string words)
    {
        OptionRow[] rows = [new(Rupees(24_000), OptionRight.Call, 1), new(Rupees(strike), right, id)];
        ArgumentException error = Assert.Throws<ArgumentException>(() => OptionChain.Of("NIFTY", Expiry, rows));
        Assert.Contains(words, error.Message);
        Assert.Contains("NIFTY 2026-08-18", error.Message);
    }

    [Fact]
    public void A_mark_is_the_middle_or_the_last_trade_that_the_quote_allows()
    {
        Assert.Equal(10.5, Mark(10, 11, 3));
        Assert.Equal(3, Mark(0, 0, 3));
        Assert.Equal(10, Mark(10, 0, 3));
        Assert.Equal(12, Mark(10, 0, 12));
        Assert.Equal(11, Mark(0, 11, 12));
        Assert.Equal(10.7, Mark(11, 10, 10.7m)); // crossed
        Assert.Null(Mark(10, 0, 0));
        Assert.Null(Mark(0, 11, 0));
        Assert.Null(Mark(11, 10, 0));

        static double? Mark(decimal bid, decimal ask, decimal last) =>
            new OptionQuote(Price.FromRupees(bid), Price.FromRupees(ask), Price.FromRupees(last)).TryMark(out double rupees) ? rupees : null;
    }

    [Fact]
    public void The_forward_and_the_smile_come_back_from_model_quotes()
    {
        const double forward = 24_213, years = 2 / 365.0, rate = 0.065, volatility = 0.12;
        OptionQuote[] quotes = Quotes(forward, years, rate, volatility);
        Assert.True(Chain.TrySyntheticForward(quotes, years, rate, out SyntheticForward found));
        Assert.Equal(24_200, Chain.Strikes[found.Index].Rupees);
        Assert.Equal(forward, found.Forward, 2e-4);
        Assert.True(found.TwoSided);

        // Without the call at the money the next strike with both serves; with one side gone the last trade does.
        quotes[Chain.IdOf(found.Index, OptionRight.Call)] = default;
        Assert.True(Chain.TrySyntheticForward(quotes, years, rate, out SyntheticForward other, near: 24_190));
        Assert.Equal(24_150, Chain.Strikes[other.Index].Rupees);
        Assert.Equal(forward, other.Forward, 2e-4);
        int put = Chain.IdOf(other.Index, OptionRight.Put);
        quotes[put] = quotes[put] with { Ask = Price.Zero };
        Assert.True(Chain.TrySyntheticForward(quotes, years, rate, out other, near: 24_190));
        Assert.False(other.TwoSided);

        ImpliedVolatility[] smile = new ImpliedVolatility[Chain.Count];
        Chain.ImpliedVolatilities(quotes, forward, years, rate, smile);
        Assert.All(smile, v => Assert.True(v.IsOk && Math.Abs(v.Volatility - volatility) < 1e-4 + v.ErrorOf(1e-4), v.ToString()));
        quotes[Chain.IdOf(0, OptionRight.Call)] = quotes[Chain.IdOf(0, OptionRight.Put)] = default;
        Chain.ImpliedVolatilities(quotes, forward, years, rate, smile);
        Assert.Equal(ImpliedStatus.None, smile[0].Status);
    }

    [Fact]
    public void Delta_and_premium_find_the_nearest_option_that_is_listed()
    {
        const double forward = 24_213, years = 2 / 365.0, rate = 0.065;
        double[] flat = [.. Enumerable.Repeat(0.12, Chain.Count)];
        foreach (OptionRight right in new[] { OptionRight.Call, OptionRight.Put })
            foreach (double target in new[] { 0.05, 0.25, -0.4, 0.5, 0.9 })
            {
                int best = Enumerable.Range(0, Chain.Count).Where(i => Chain.IdOf(i, right) != OptionChain.None)
                    .MinBy(i => Math.Abs(Math.Abs(new Black76Option(right, forward, Chain.Strikes[i].Rupees, years, rate).Value(0.12).Delta) - Math.Abs(target)));
                Assert.Equal(best, Chain.ByDelta(right, target, forward, years, rate, flat));
            }
        Array.Fill(flat, double.NaN);
        Assert.Equal(OptionChain.None, Chain.ByDelta(OptionRight.Call, 0.25, forward, years, rate, flat));

        OptionQuote[] quotes = Quotes(forward, years, rate, 0.12);
        int call = Chain.ByPremium(OptionRight.Call, 30, quotes);
        Assert.True(Chain.TryMark(quotes, call, OptionRight.Call, out double price));
        Assert.All(Enumerable.Range(0, Chain.Count), i => Assert.True(!Chain.TryMark(quotes, i, OptionRight.Call, out double p) || Math.Abs(p - 30) >= Math.Abs(price - 30)));
        Assert.Equal(OptionChain.None, Chain.ByPremium(OptionRight.Put, 30, []));
    }

    [Fact]
    public void Selecting_and_pricing_allocate_nothing()
    {
        OptionQuote[] quotes = Quotes(24_213, 0.005, 0.065, 0.12);
        ImpliedVolatility[] smile = new ImpliedVolatility[Chain.Count];
        double[] flat = [.. Enumerable.Repeat(0.12, Chain.Count)];
        int sum = Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) sum += Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.NotEqual(0, sum);

        int Run()
        {
            Chain.TrySyntheticForward(quotes, 0.005, 0.065, out SyntheticForward forward);
            Chain.ImpliedVolatilities(quotes, forward.Forward, 0.005, 0.065, smile);
            return Chain.Otm(OptionRight.Call, Chain.AtTheMoney(forward.Forward), 2) + Chain.ByPremium(OptionRight.Put, 20, quotes)
                + Chain.ByDelta(OptionRight.Call, 0.25, forward.Forward, 0.005, 0.065, flat);
        }
    }

    private static OptionChain Build()
    {
        List<OptionRow> rows = [];
        for (int i = Listed.Length - 1; i >= 0; i--)
        {
            if (Listed[i] != 24_100) rows.Add(new OptionRow(Rupees(Listed[i]), OptionRight.Call, 2 * i));
            rows.Add(new OptionRow(Rupees(Listed[i]), OptionRight.Put, 2 * i + 1));
        }
        return OptionChain.Of("NIFTY", Expiry, rows.ToArray());
    }

    private static OptionQuote[] Quotes(double forward, double years, double rate, double volatility)
    {
        OptionQuote[] quotes = new OptionQuote[2 * Listed.Length];
        for (int i = 0; i < quotes.Length; i++)
        {
            Price price = TheoreticalPrice.Round(new Black76Option(i % 2 == 0 ? OptionRight.Call : OptionRight.Put, forward, Listed[i / 2], years, rate).Price(volatility));
            quotes[i] = new OptionQuote(price - new Price(Math.Min(500, price.Units - 1)), price + new Price(Math.Min(500, price.Units - 1)), price);
        }
        return quotes;
    }

    private static Price Rupees(int rupees) => Price.FromRupees(rupees);
}
