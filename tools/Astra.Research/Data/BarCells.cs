using Astra.Markets;

namespace Astra.Research;

/// <summary>Reads the cells of a bar: fixed-point prices, whole volumes, and times of which most share the day of the row above.</summary>
internal struct BarCells
{
    private const long MaxPriceUnits = 100_000_000 * Markets.Price.UnitsPerRupee;
    private const int MaxVolumeDigits = 15;

    private string _day;
    private long _midnight;

    /// <summary>A positive price; <see cref="BarFault.None"/> when good.</summary>
    public static BarFault Price(ReadOnlySpan<char> text, out long units)
    {
        units = 0;
        if (text.IsEmpty) return BarFault.NotANumber;
        bool negative = text[0] == '-';
        int decimals = -1, digits = 0;
        for (int i = negative || text[0] == '+' ? 1 : 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '.' && decimals < 0)
            {
                decimals = 0;
                continue;
            }
            uint digit = (uint)(c - '0');
            if (digit > 9) return Slow(text, out units);
            digits++;
            if (decimals >= 4)
            {
                if (digit != 0) return BarFault.PriceOutOfRange;
                continue;
            }
            units = units * 10 + digit;
            if (decimals >= 0) decimals++;
            if (units > MaxPriceUnits) return BarFault.PriceOutOfRange;
        }
        if (digits == 0) return BarFault.NotANumber;
        for (int i = Math.Max(0, decimals); i < 4; i++) units *= 10;
        if (negative || units == 0) return BarFault.PriceNotPositive;
        return units >= MaxPriceUnits ? BarFault.PriceOutOfRange : BarFault.None;
    }

    /// <summary>Zero when blank; a fraction of nothing but zeros is whole.</summary>
    public static BarFault Volume(ReadOnlySpan<char> text, out long volume)
    {
        volume = 0;
        text = text.Trim();
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        if (point >= 0 && (whole.IsEmpty || text[(point + 1)..].ContainsAnyExcept('0'))) return BarFault.BadVolume;
        if (whole.Length > MaxVolumeDigits) return BarFault.BadVolume;
        foreach (char c in whole)
        {
            uint digit = (uint)(c - '0');
            if (digit > 9) return BarFault.BadVolume;
            volume = volume * 10 + digit;
        }
        return BarFault.None;
    }

    /// <summary>A date alone is the Indian midnight that begins it; a time of day needs its offset.</summary>
    public bool Time(ReadOnlySpan<char> text, out Timestamp at)
    {
        text = text.Trim();
        at = default;
        if (text.Length < 10) return false;
        if (_day is null || !text[..10].SequenceEqual(_day))
        {
            if (!DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out DateOnly date)) return false;
            (_day, _midnight) = (text[..10].ToString(), Ist.At(date, TimeOnly.MinValue).UnixNanos);
        }
        at = new Timestamp(_midnight);
        if (text.Length == 10) return true;
        if (text.Length < 17 || text[10] is not ('T' or ' ') || text[13] != ':' || !Two(text, 11, out int hour) || !Two(text, 14, out int minute) || hour > 23 || minute > 59) return false;
        int next = 16, second = 0;
        long nanos = 0;
        if (text[16] == ':')
        {
            if (text.Length < 20 || !Two(text, 17, out second) || second > 59) return false;
            next = 19;
            if (text[next] == '.')
            {
                int start = ++next;
                for (long unit = Timestamp.NanosPerSecond / 10; next < text.Length && char.IsAsciiDigit(text[next]); unit /= 10) nanos += (text[next++] - '0') * unit;
                if (next == start) return false;
            }
        }
        if (!Offset(text[next..], out int east)) return false;
        at += ((hour * 60L + minute - east) * 60 + second) * Timestamp.NanosPerSecond + nanos + Ist.OffsetNanos;
        return true;
    }

    /// <summary>Blanks around the number, an exponent, NaN or no number at all: rare, so there is time to tell them apart.</summary>
    private static BarFault Slow(ReadOnlySpan<char> text, out long units)
    {
        units = 0;
        ReadOnlySpan<char> trimmed = text.Trim();
        if (trimmed.Length < text.Length) return Price(trimmed, out units);
        if (!decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out decimal value))
            return double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out double huge) && double.IsFinite(huge) ? BarFault.PriceOutOfRange : BarFault.NotANumber;
        if (value <= 0) return BarFault.PriceNotPositive;
        if (value >= MaxPriceUnits / Markets.Price.UnitsPerRupee || decimal.Round(value, 4) != value) return BarFault.PriceOutOfRange;
        units = (long)(value * Markets.Price.UnitsPerRupee);
        return BarFault.None;
    }

    private static bool Offset(ReadOnlySpan<char> text, out int east)
    {
        east = 0;
        if (text is "Z" or "z") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':' || !Two(text, 1, out int hour) || !Two(text, 4, out int minute) || hour > 14 || minute > 59) return false;
        east = (hour * 60 + minute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Two(ReadOnlySpan<char> text, int at, out int value)
    {
        uint tens = (uint)(text[at] - '0'), ones = (uint)(text[at + 1] - '0');
        value = (int)(tens * 10 + ones);
        return tens <= 9 && ones <= 9;
    }
}
