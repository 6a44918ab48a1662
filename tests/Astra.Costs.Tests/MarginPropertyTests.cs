using Astra.Markets;
using CsCheck;
using static Astra.Costs.Tests.MarginBooks;

namespace Astra.Costs.Tests;

public sealed class MarginPropertyTests
{
    private static readonly Instrument[] Contracts =
    [
        Share(), Future("NIFTY", 65), Future("RELIANCE", 500), Option("NIFTY", OptionRight.Call, 25_000m), Option("NIFTY", OptionRight.Put, 25_000m),
        Option("RELIANCE", OptionRight.Put, 1_300m, 500), Future("USDINR", 1, null, Segment.Currency, 1000), Future("GOLD", 1, null, Segment.Commodity, 100),
    ];

    private static readonly Gen<Instrument> AnyContract = Gen.Int[0, Contracts.Length - 1].Select(i => Contracts[i]);
    private static readonly Gen<Price> AnyPrice = Gen.OneOf(Gen.Long[0, 400_000_000], Gen.Long[0, 100_000_000_000], Gen.Long[0, long.MaxValue]).Select(u => new Price(u));
    private static readonly Gen<long> AnyQuantity = Gen.OneOf(Gen.Long[0, 100_000], Gen.Long[0, int.MaxValue], Gen.Long[0, long.MaxValue]);

    private static readonly Gen<PositionLine> NearLine = Lines(Gen.Const(false));
    private static readonly Gen<PositionLine> AnyLine = Lines(Gen.Bool);

    private static Gen<PositionLine> Lines(Gen<bool> months) =>
        from strike in Gen.Int[200, 300]
        from kind in Gen.Int[0, 2]
        from far in months
        from lots in Gen.Int[-20, 20]
        from time in Gen.Int[0, 400]
        let expiry = far ? NextMonthEnd : MonthEnd
        let contract = kind == 0 ? Future("NIFTY", 65, expiry) : Option("NIFTY", kind == 1 ? OptionRight.Call : OptionRight.Put, strike * 100m, 65, expiry)
        let intrinsic = kind == 0 ? 25_000m : Math.Max(0, kind == 1 ? 25_000m - strike * 100m : strike * 100m - 25_000m)
        select Line(contract, lots * 65L, kind == 0 ? intrinsic : intrinsic + time);

    [Fact]
    public void No_margin_is_negative_or_falls_when_the_quantity_grows_even_at_the_ends_of_the_integers() =>
        Gen.Select(AnyContract, AnyQuantity, AnyQuantity, AnyPrice, AnyPrice, Gen.Bool).Sample((contract, a, b, last, spot, buy) =>
        {
            MarginTerms terms = Shipped.Terms(contract);
            (long less, long more) = (Math.Min(a, b), Math.Max(a, b));
            Money small = terms.Required(buy ? less : -less, last, spot), large = terms.Required(buy ? more : -more, last, spot);
            Assert.True(small.Micros >= 0);
            Assert.True(large >= small);
        });

    [Fact]
    public void The_ends_of_the_integers_are_held_at_the_largest_amount()
    {
        MarginTerms future = Shipped.Terms(Future("NIFTY", 65)), option = Shipped.Terms(Option("NIFTY", OptionRight.Call, 25_000m));
        foreach (long quantity in (long[])[long.MinValue, long.MaxValue])
        {
            Assert.Equal(new Money(long.MaxValue), future.Required(quantity, new Price(long.MaxValue), Price.Zero));
            Assert.Equal(new Money(long.MaxValue), option.Required(quantity, new Price(long.MaxValue), new Price(long.MaxValue)));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => future.Required(1, new Price(-1), Price.Zero));
    }

    [Fact]
    public void A_future_at_the_engines_bounds_is_exact()
    {
        // One crore a unit, 100,000 units a lot, the most that the core admits.
        Instrument lot = Future("NIFTY", 100_000);
        Assert.Equal(Rupees(130_000_000_000m), Shipped.Terms(lot).Required(100_000, Rs(10_000_000m), Price.Zero));
    }

    [Fact]
    public void A_book_asks_never_less_than_nothing_nor_more_than_its_parts() =>
        AnyLine.Array[0, 8].Sample(lines =>
        {
            PortfolioEstimate book = PortfolioMargin.Approximate(lines, Rs(25_000m));
            Assert.True(book.Scan.Micros >= 0 && book.Exposure.Micros >= 0 && book.CalendarSpread.Micros >= 0);
            Assert.True(book.Total <= book.Unhedged);
            long alone = lines.Sum(l => l.Terms.Required(l.SignedQuantity, l.Last, Rs(25_000m)).Micros);
            Assert.Equal(alone, book.Unhedged.Micros);
        });

    [Fact]
    public void The_order_of_a_book_does_not_matter() =>
        Gen.Select(AnyLine.Array[2, 6], Gen.Int[0, 5]).Sample((lines, turn) =>
        {
            PositionLine[] turned = [.. lines.Skip(turn % lines.Length), .. lines.Take(turn % lines.Length)];
            Assert.Equal(PortfolioMargin.Approximate(lines, Rs(25_000m)), PortfolioMargin.Approximate(turned, Rs(25_000m)));
        });

    [Fact]
    public void Buying_an_option_of_the_same_expiry_adds_at_most_its_premium() =>
        Gen.Select(NearLine.Array[0, 5], Gen.Int[200, 300], Gen.Int[1, 20], Gen.Bool).Sample((book, strike, lots, call) =>
        {
            decimal k = strike * 100m, premium = Math.Max(0, call ? 25_000m - k : k - 25_000m) + 50m;
            PositionLine hedge = Line(Option("NIFTY", call ? OptionRight.Call : OptionRight.Put, k), lots * 65L, premium);
            Money before = PortfolioMargin.Approximate(book, Rs(25_000m)).Total;
            Money after = PortfolioMargin.Approximate([.. book, hedge], Rs(25_000m)).Total;
            Assert.True(after <= before + Rupees(premium * lots * 65), $"{before} {after}");
        });

    [Fact]
    public void No_book_overflows() =>
        Gen.Select(AnyContract, Gen.Long[long.MinValue, long.MaxValue], AnyPrice, AnyPrice).Array[0, 6].Sample(lines =>
        {
            PositionLine[] book = [.. lines.Select(l => new PositionLine(Shipped.Terms(l.Item1), l.Item2, l.Item3))];
            Price spot = lines.Length == 0 ? Price.Zero : lines[0].Item4;
            PortfolioEstimate estimate = PortfolioMargin.Approximate(book, spot);
            Assert.True(estimate.Total.Micros >= 0 && estimate.Total <= estimate.Unhedged);
        });

    [Fact]
    public void Nothing_is_allocated_once_resolved()
    {
        MarginTerms terms = Shipped.Terms(Option("NIFTY", OptionRight.Call, 25_000m));
        PositionLine[] book = [Line(Option("NIFTY", OptionRight.Call, 25_000m), -65, 220m), Line(Option("NIFTY", OptionRight.Call, 25_300m, 65, NextMonthEnd), 65, 110m)];
        long sum = 0;
        for (int i = 0; i < 2; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int n = 0; n < 1000; n++)
                sum += terms.Required(-65 * n, Rs1, Rs2).Micros / 1000 + PortfolioMargin.Approximate(book, Rs2).Total.Micros / 1000;
            if (i > 0) Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.True(sum > 0);
    }

    private static readonly Price Rs1 = Rs(220m);
    private static readonly Price Rs2 = Rs(25_000m);
}
