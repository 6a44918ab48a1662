using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>Reads the cells of market data without allocating: fixed-point numbers and ISO 8601 instants, invariant of any culture.</summary>
internal static class FieldParser
{
    private static readonly long[] Scales = [1, 10, 100, 1_000, 10_000];

    /// <summary>
    /// A plain decimal number as an integer of 10^-<paramref name="decimals"/> (0 to 4). Null when good; otherwise why not. No exponents.
    /// </summary>
    public static RejectReason? Number(ReadOnlySpan<char> text, int decimals, out long value)
    {
        text = text.Trim();
        value = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative) text = text[1..];
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> fraction = point < 0 ? default : text[(point + 1)..].TrimEnd('0');
        if (whole.Length + (point < 0 ? 0 : text.Length - point - 1) == 0 || whole.Length > 14) return RejectReason.BadNumber;
        foreach (char c in whole)
        {
            if (!char.IsAsciiDigit(c)) return RejectReason.BadNumber;
            value = value * 10 + (c - '0');
        }
        foreach (char c in fraction)
            if (!char.IsAsciiDigit(c)) return RejectReason.BadNumber;
        if (fraction.Length > decimals) return RejectReason.TooFine;
        value *= Scales[decimals];
        for (int i = 0; i < fraction.Length; i++) value += (fraction[i] - '0') * Scales[decimals - 1 - i];
        if (negative) value = -value;
        return null;
    }

    /// <summary>
    /// <c>2026-11-18</c> (the IST midnight that begins the date), or a date and time to the nanosecond with <c>Z</c> or an offset. A time
    /// without an offset is refused: to guess it would move the data by hours.
    /// </summary>
    public static bool Time(ReadOnlySpan<char> text, out Timestamp at)
    {
        text = text.Trim();
        at = default;
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Digits(text[..4], out int year) || !Digits(text.Slice(5, 2), out int month) || !Digits(text.Slice(8, 2), out int day)) return false;
        if (year is < 1990 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        Timestamp midnight = Ist.At(new DateOnly(year, month, day), TimeOnly.MinValue);
        if (text.Length == 10)
        {
            at = midnight;
            return true;
        }
        if (text.Length < 17 || text[10] is not ('T' or ' ') || text[13] != ':') return false;
        if (!Digits(text.Slice(11, 2), out int hour) || !Digits(text.Slice(14, 2), out int minute) || hour > 23 || minute > 59) return false;
        int next = 16, second = 0;
        long nanos = 0;
        if (text[next] == ':')
        {
            if (text.Length < next + 3 || !Digits(text.Slice(next + 1, 2), out second) || second > 59) return false;
            next += 3;
            if (next < text.Length && text[next] == '.' && !Fraction(text, ref next, out nanos)) return false;
        }
        if (!Offset(text[next..], out int offsetMinutes)) return false;
        long local = ((hour * 60L + minute - offsetMinutes) * 60 + second) * Timestamp.NanosPerSecond + nanos;
        at = midnight + Ist.OffsetNanos + local;
        return true;
    }

    private static bool Fraction(ReadOnlySpan<char> text, ref int next, out long nanos)
    {
        nanos = 0;
        int start = ++next;
        while (next < text.Length && char.IsAsciiDigit(text[next]) && next - start < 9) nanos = nanos * 10 + (text[next++] - '0');
        for (int i = next - start; i < 9; i++) nanos *= 10;
        return next > start;
    }

    private static bool Offset(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text is "Z" or "z") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':') return false;
        if (!Digits(text.Slice(1, 2), out int hour) || !Digits(text.Slice(4, 2), out int minute) || hour > 14 || minute > 59) return false;
        minutes = (hour * 60 + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            value = value * 10 + (c - '0');
        }
        return true;
    }
}
