namespace Astra.Markets;

/// <summary>
/// Rounding of prices to a tick. Negative prices are rounded on the same grid (down is towards minus infinity).
/// A tick is greater than zero; anything else is a defect and throws <see cref="DivideByZeroException"/>, or rounds by its magnitude.
/// A result that would leave the range of <see cref="Price"/> throws <see cref="OverflowException"/>.
/// </summary>
public static class TickGrid
{
    public static bool IsOn(Price price, Price tick) => price.Units % tick.Units == 0;

    /// <summary>The highest price on the grid that is not above.</summary>
    public static Price Down(Price price, Price tick) => new(checked(price.Units - Above(price, tick)));

    /// <summary>The lowest price on the grid that is not below.</summary>
    public static Price Up(Price price, Price tick)
    {
        long above = Above(price, tick);
        return above == 0 ? price : new Price(checked(price.Units - above + Math.Abs(tick.Units)));
    }

    /// <summary>The closest price on the grid; exactly between two it is the higher one.</summary>
    public static Price Nearest(Price price, Price tick)
    {
        long above = Above(price, tick);
        return above >= Math.Abs(tick.Units) - above ? Up(price, tick) : Down(price, tick);
    }

    /// <summary>How far the price stands above the grid, from 0 to less than a tick.</summary>
    private static long Above(Price price, Price tick)
    {
        long remainder = price.Units % tick.Units;
        return remainder < 0 ? remainder + Math.Abs(tick.Units) : remainder;
    }
}
