namespace Astra.Markets;

/// <summary>Reading a master's cells from their bytes, without making strings of them.</summary>
internal static class MasterText
{
    /// <summary>Powers of ten that a long holds.</summary>
    private const int LongestNumber = 18;

    private const string Months = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";

    /// <summary>Printable ASCII: what exchanges name things with.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)' ', (byte)'~');

    /// <summary>The first eight letters as one number, the rest ignored: codes are shorter.</summary>
    public static ulong Pack(ReadOnlySpan<byte> code)
    {
        ulong packed = 0;
        foreach (byte letter in code.Length > sizeof(ulong) ? code[..sizeof(ulong)] : code) packed = packed << 8 | letter;
        return packed;
    }

    /// <summary>The value times ten to the <paramref name="power"/>, exact: false when it is no plain number, does not fit or leaves a remainder.</summary>
    public static bool TryScaled(ReadOnlySpan<byte> text, int power, out long scaled)
    {
        scaled = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative) text = text[1..];
        bool point = false;
        int digits = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '.' && !point)
            {
                point = true;
                continue;
            }
            int digit = text[i] - '0';
            if ((uint)digit > 9) return false;
            // Zeros behind the last digit of a fraction say nothing, and are what masters are full of.
            if (point && digit == 0 && !text[(i + 1)..].ContainsAnyExcept((byte)'0'))
            {
                digits++;
                break;
            }
            if (scaled > (long.MaxValue - 9) / 10) return false;
            scaled = scaled * 10 + digit;
            if (point) power--;
            digits++;
        }
        if (digits == 0 || Math.Abs(power) > LongestNumber) return false;
        for (; power > 0; power--)
        {
            if (scaled > long.MaxValue / 10) return false;
            scaled *= 10;
        }
        for (; power < 0; power++)
        {
            if (scaled % 10 != 0) return false;
            scaled /= 10;
        }
        if (negative) scaled = -scaled;
        return true;
    }

    /// <summary>A whole number from <paramref name="least"/> to what an int holds, also written as 50.000000.</summary>
    public static bool TryCount(ReadOnlySpan<byte> text, int least, out int count)
    {
        bool good = TryScaled(text, 0, out long value) && value >= least && value <= int.MaxValue;
        count = good ? (int)value : 0;
        return good;
    }

    /// <summary>29OCT2025 or 28-OCT-2025, letters of either case; the result is a day number.</summary>
    public static bool TryDay(ReadOnlySpan<byte> text, out int dayNumber)
    {
        dayNumber = 0;
        bool dashes = text.Length == 11 && text[2] == '-' && text[6] == '-';
        if (!dashes && text.Length != 9) return false;
        ReadOnlySpan<byte> letters = dashes ? text[3..6] : text[2..5];
        ReadOnlySpan<byte> year = text[^4..];
        int month = 0;
        for (int m = 0; m < 12 && month == 0; m++)
            if ((letters[0] & ~32) == Months[m * 3] && (letters[1] & ~32) == Months[m * 3 + 1] && (letters[2] & ~32) == Months[m * 3 + 2]) month = m + 1;
        if (month == 0 || !TryDigits(text[..2], out int day) || !TryDigits(year, out int y)) return false;
        if (y is < 1990 or > 2200 || day < 1 || day > DaysIn(y, month)) return false;
        dayNumber = new DateOnly(y, month, day).DayNumber;
        return true;
    }

    public static ReadOnlySpan<byte> MonthName(int month) => "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"u8.Slice((month - 1) * 3, 3);

    private static int DaysIn(int year, int month) => new DateOnly(year, month, 1).AddMonths(1).AddDays(-1).Day;

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte letter in text)
        {
            if (!char.IsAsciiDigit((char)letter)) return false;
            value = value * 10 + letter - '0';
        }
        return true;
    }
}
