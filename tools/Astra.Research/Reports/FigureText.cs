using System.Globalization;
using Astra.Markets;

namespace Astra.Research;

/// <summary>Figures in words and digits; an en dash where there is none.</summary>
internal static class FigureText
{
    public const string None = "–";

    public static string Rupees(double? value) => value is { } v ? (Rounded(v, 0) < 0 ? "-₹" : "₹") + Math.Abs(v).ToString("N0", CultureInfo.InvariantCulture) : None;

    public static string Percent(double? value, int digits = 2) => value is { } v ? Number(100 * v, digits) + "%" : None;

    public static string Ratio(double? value) => Number(value, 2);

    public static string Days(double? value) => value is { } v ? v < 1 ? Minutes(v * 24 * 60) : $"{Number(v, v < 10 ? 1 : 0)} days" : None;

    public static string Minutes(double? value) => value switch
    {
        null => None,
        < 90 => $"{Number(value, 0)} min",
        < 48 * 60 => $"{Number(value / 60, 1)} h",
        _ => $"{Number(value / 60 / 24, 1)} days",
    };

    public static string Date(Timestamp? at) => at is { } t ? string.Create(CultureInfo.InvariantCulture, $"{Ist.DateOf(t):yyyy-MM-dd} {Ist.TimeOf(t):HH\\:mm}") : None;

    public static string Number(double? value, int digits) =>
        value is { } v ? Rounded(v, digits).ToString("N" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : None;

    /// <summary>Without the minus of a negative zero.</summary>
    private static double Rounded(double value, int digits) => Math.Round(value, digits, MidpointRounding.AwayFromZero) + 0.0;
}
