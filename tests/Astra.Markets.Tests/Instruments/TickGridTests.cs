using CsCheck;

namespace Astra.Markets.Tests;

public class TickGridTests
{
    [Theory]
    [InlineData(102.37, 0.05, 102.35, 102.40, 102.35)]
    [InlineData(102.375, 0.05, 102.35, 102.40, 102.40)] // halfway is the higher one
    [InlineData(102.40, 0.05, 102.40, 102.40, 102.40)]
    [InlineData(83.2513, 0.0025, 83.25, 83.2525, 83.2525)]
    [InlineData(-37.63, 1, -38, -37, -38)]
    [InlineData(152_341, 5, 152_340, 152_345, 152_340)]
    public void Prices_are_rounded_to_the_tick(decimal price, decimal tick, decimal down, decimal up, decimal nearest)
    {
        (Price p, Price t) = (Price.FromRupees(price), Price.FromRupees(tick));
        Assert.Equal(
            (Price.FromRupees(down), Price.FromRupees(up), Price.FromRupees(nearest), price == down),
            (TickGrid.Down(p, t), TickGrid.Up(p, t), TickGrid.Nearest(p, t), TickGrid.IsOn(p, t)));
    }

    [Fact]
    public void Down_and_up_are_the_neighbours_on_the_grid() =>
        Gen.Select(Gen.Long[-1_000_000_000, 1_000_000_000], Gen.Long[1, 100_000]).Sample((units, step) =>
        {
            (Price price, Price tick) = (new Price(units), new Price(step));
            (Price down, Price up, Price nearest) = (TickGrid.Down(price, tick), TickGrid.Up(price, tick), TickGrid.Nearest(price, tick));
            Assert.True(TickGrid.IsOn(down, tick) && TickGrid.IsOn(up, tick) && down <= price && up >= price);
            Assert.Equal(TickGrid.IsOn(price, tick) ? Price.Zero : tick, up - down);
            Assert.True(nearest == down || nearest == up);
            Assert.True(Math.Abs((nearest - price).Units) * 2 <= step);
        });

    [Fact]
    public void The_ends_of_the_range_are_refused_and_not_wrapped()
    {
        Assert.Throws<OverflowException>(() => TickGrid.Up(new Price(long.MaxValue), new Price(1000)));
        Assert.Throws<OverflowException>(() => TickGrid.Down(new Price(long.MinValue), new Price(1000)));
        Assert.Throws<DivideByZeroException>(() => TickGrid.IsOn(new Price(1), Price.Zero));
    }
}
