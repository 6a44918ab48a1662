using System.Globalization;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Dates and times as users write them, in Indian Standard Time unless an offset says otherwise.</summary>
internal static class Dates
{
    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    public static DateOnly Parse(string text, string option) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw new UsageException($"{option}: '{text}' is no date; write it as 2026-11-18");

    /// <summary>A date and time, or with <paramref name="day"/> a time of that day alone.</summary>
    public static Timestamp ParseTime(string text, string option, DateOnly? day = null)
    {
        string plain = text.Replace(' ', 'T');
        if (day is { } date && TimeOnly.TryParse(plain, CultureInfo.InvariantCulture, out TimeOnly clock)) return Ist.At(date, clock);
        if (DateTime.TryParseExact(plain, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local))
            return Ist.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        bool offset = plain.EndsWith('Z') || plain.LastIndexOfAny(['+', '-']) > plain.IndexOf('T', StringComparison.Ordinal);
        if (offset && plain.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant))
            return new Timestamp((instant - DateTimeOffset.UnixEpoch).Ticks * 100);
        throw new UsageException($"{option}: '{text}' is no time; write it as 2026-11-18T15:20:00 (Indian time), with an offset such as +05:30 or Z, or as 15:20:00 of the journal's first day");
    }
}
