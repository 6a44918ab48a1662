namespace Astra.Costs;

/// <summary>
/// A fraction of a trade's value in units of 1e-12, between 0 and 1. Published rates have at most nine decimals, so the product of a
/// rate with a GST rate is still exact here.
/// </summary>
internal readonly record struct Rate(long Trillionths)
{
    public const long One = 1_000_000_000_000;
    private const ulong Million = 1_000_000;

    public decimal ToDecimal() => Trillionths / (decimal)One;

    /// <summary>
    /// The fraction of an amount, to the nearest micro-rupee, halves away from zero. The 128-bit product is never formed: both factors
    /// are cut in two at a million, which leaves four small products and divisions by a constant.
    /// </summary>
    /// <param name="micros">Amount in micro-rupees, zero or more.</param>
    public long Of(long micros)
    {
        ulong high = (ulong)micros / Million;
        ulong low = (ulong)micros - high * Million;
        ulong rateHigh = (ulong)Trillionths / Million;
        ulong rateLow = (ulong)Trillionths - rateHigh * Million;
        ulong middle = high * rateLow + low * rateHigh + (low * rateLow + (ulong)(One / 2)) / Million;
        return (long)(high * rateHigh + middle / Million);
    }

    public static Rate operator +(Rate a, Rate b) => new(a.Trillionths + b.Trillionths);

    /// <summary>Product of two rates; exact when their decimals together are at most twelve.</summary>
    public static Rate operator *(Rate a, Rate b) => new((long)((Int128)a.Trillionths * b.Trillionths / One));

    /// <summary>The smallest amount in micro-rupees whose fraction reaches <paramref name="target"/> micro-rupees; the largest long when none does.</summary>
    public long ReachedAt(long target)
    {
        if (Trillionths == 0) return long.MaxValue;
        Int128 amount = ((Int128)target * One + Trillionths - 1) / Trillionths;
        return amount > long.MaxValue ? long.MaxValue : (long)amount;
    }
}
