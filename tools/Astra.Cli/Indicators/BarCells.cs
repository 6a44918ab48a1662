using System.Globalization;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>The cells of a bar, each read or refused in words.</summary>
internal static class BarCells
{
    /// <summary>A billion rupees: sums over the longest window stay inside their integers.</summary>
    private const decimal MostRupees = 1_000_000_000m;
    private const long MostVolume = 1_000_000_000_000_000;

    private static readonly string[] TimeForms =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd"];

    /// <summary>ISO 8601; Indian where it has no offset.</summary>
    public static bool TryTime(string text, out Timestamp at)
    {
        string form = text.Length > 10 && text[10] == ' ' ? text.Replace(' ', 'T') : text;
        bool good = DateTime.TryParseExact(form, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTime time);
        at = !good ? default
            : time.Kind == DateTimeKind.Utc ? new Timestamp((time - DateTime.UnixEpoch).Ticks * 100)
            : Ist.At(DateOnly.FromDateTime(time), TimeOnly.FromDateTime(time));
        return good;
    }

    /// <summary>Null when it is a price.</summary>
    public static string? Price(string text, out long units)
    {
        units = 0;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal rupees)) return $"'{text}' is no number; give a price in rupees";
        if (rupees <= 0) return $"{text} is no price: it must be over zero; correct the row";
        if (rupees > MostRupees) return $"{text} is over a billion rupees; correct the row";
        decimal exact = rupees * Markets.Price.UnitsPerRupee;
        if (exact != decimal.Truncate(exact)) return $"{text} is finer than 0.0001 rupee; round it";
        units = (long)exact;
        return null;
    }

    /// <summary>Null when it is a volume: a whole number, not negative, at most 1e15.</summary>
    public static string? Volume(string text, out long volume)
    {
        volume = 0;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal units)) return $"'{text}' is no number, or one beyond all bounds; give units traded";
        if (units != decimal.Truncate(units)) return $"{text} is no whole number; give units traded";
        if (units is < 0 or > MostVolume) return $"{text} is out of range: 0 to 1e15; correct the row";
        volume = (long)units;
        return null;
    }
}
