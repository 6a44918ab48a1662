namespace Astra.Adapters.Shoonya;

/// <summary>Numbers as the wire writes them, <c>-?\d+(\.\d+)?</c>, read exactly and without a detour over binary fractions.</summary>
internal static class DecimalText
{
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        int at = text.Length > 0 && text[0] == '-' ? 1 : 0;
        int whole = Digits(text, at);
        if (whole == at) return false;
        if (whole == text.Length) return true;
        return text[whole] == '.' && whole + 1 < text.Length && Digits(text, whole + 1) == text.Length;
    }

    public static bool IsDigits(ReadOnlySpan<byte> text) => text.Length > 0 && Digits(text, 0) == text.Length;

    /// <summary>Whether a number is zero, however it is written.</summary>
    public static bool IsZero(ReadOnlySpan<byte> number) => number.IndexOfAnyInRange((byte)'1', (byte)'9') < 0;

    /// <summary>Order of two numbers of any length.</summary>
    public static int Compare(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        bool minusA = a[0] == '-' && !IsZero(a), minusB = b[0] == '-' && !IsZero(b);
        if (minusA != minusB) return minusA ? -1 : 1;
        int order = CompareSizes(a, b);
        return minusA ? -order : order;
    }

    /// <summary>The number in units of 10^-<paramref name="decimals"/>; false when it is finer than that or does not fit.</summary>
    public static bool TryUnits(ReadOnlySpan<byte> number, int decimals, out long units)
    {
        units = 0;
        bool minus = number[0] == '-';
        ReadOnlySpan<byte> digits = minus ? number[1..] : number;
        int left = decimals;
        bool fraction = false;
        foreach (byte letter in digits)
        {
            if (letter == '.')
            {
                fraction = true;
                continue;
            }
            int digit = letter - '0';
            if (fraction && left == 0)
            {
                if (digit != 0) return false;
                continue;
            }
            if (fraction) left--;
            if (!Append(ref units, digit)) return false;
        }
        for (; left > 0; left--)
            if (!Append(ref units, 0)) return false;
        if (minus) units = -units;
        return true;
    }

    /// <summary>A whole number; a fraction must be zero.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> number, out long value) => TryUnits(number, 0, out value);

    private static bool Append(ref long units, int digit)
    {
        const long Most = (long.MaxValue - 9) / 10;
        if (units > Most) return false;
        units = units * 10 + digit;
        return true;
    }

    private static int CompareSizes(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        Split(a, out ReadOnlySpan<byte> wholeA, out ReadOnlySpan<byte> fractionA);
        Split(b, out ReadOnlySpan<byte> wholeB, out ReadOnlySpan<byte> fractionB);
        if (wholeA.Length != wholeB.Length) return wholeA.Length.CompareTo(wholeB.Length);
        int order = wholeA.SequenceCompareTo(wholeB);
        return order != 0 ? order : fractionA.SequenceCompareTo(fractionB);
    }

    /// <summary>Digits before and behind the point without the zeroes that say nothing.</summary>
    private static void Split(ReadOnlySpan<byte> number, out ReadOnlySpan<byte> whole, out ReadOnlySpan<byte> fraction)
    {
        if (number[0] == '-') number = number[1..];
        int point = number.IndexOf((byte)'.');
        whole = (point < 0 ? number : number[..point]).TrimStart((byte)'0');
        fraction = point < 0 ? default : number[(point + 1)..].TrimEnd((byte)'0');
    }

    private static int Digits(ReadOnlySpan<byte> text, int at)
    {
        while (at < text.Length && (uint)(text[at] - '0') <= 9) at++;
        return at;
    }
}
