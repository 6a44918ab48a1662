using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>What a price's text came to.</summary>
internal enum PriceReading
{
    Absent,
    Read,
    /// <summary>Finer than the instrument's decimals, or below zero.</summary>
    Bad,
}

/// <summary>Prices from decimal text, exact.</summary>
internal static class PriceText
{
    /// <summary>Decimals of <see cref="Price"/>.</summary>
    public const int MostDecimals = 4;

    /// <summary>Above it there is no price: the vendor writes 2^32-1 hundredths for "none".</summary>
    private const long MostUnits = 42_949_672 * Price.UnitsPerRupee;

    private static readonly long[] Scale = [10_000, 1_000, 100, 10, 1];

    /// <param name="text">Empty, or a number.</param>
    /// <param name="decimals">Places of the instrument's prices, 0 to 4.</param>
    public static PriceReading Read(ReadOnlySpan<byte> text, int decimals, out Price price)
    {
        price = Price.Zero;
        if (text.IsEmpty || DecimalText.IsZero(text)) return PriceReading.Absent;
        if (text[0] == '-') return PriceReading.Bad;
        if (DecimalText.Compare(text, "42949672"u8) > 0) return PriceReading.Absent;
        if (!DecimalText.TryUnits(text, decimals, out long units)) return PriceReading.Bad;
        price = new Price(units * Scale[decimals]);
        return price.Units > MostUnits ? PriceReading.Absent : PriceReading.Read;
    }

    /// <summary>Decimals by the state's <c>pp</c>, or by the exchange's habit where it has none.</summary>
    public static int DecimalsOf(ShoonyaState state, int usual) =>
        state.Has(FieldNames.Pp) && DecimalText.TryWhole(state[FieldNames.Pp], out long decimals) && decimals >= 0 ? (int)Math.Min(decimals, MostDecimals) : usual;
}
