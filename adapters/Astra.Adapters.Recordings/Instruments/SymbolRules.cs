using System.Globalization;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>What a symbol's letters tell: its underlying, its market, its expiry and an option's strike.</summary>
internal static class SymbolRules
{
    private static readonly string[] Indices =
        ["NIFTY", "BANKNIFTY", "FINNIFTY", "MIDCPNIFTY", "NIFTYNXT50", "INDIAVIX", "SENSEX", "SENSEX50", "BANKEX"];
    private static readonly string[] BseIndices = ["SENSEX50", "SENSEX", "BANKEX"];
    private static readonly string[] Currencies = ["USDINR", "EURINR", "GBPINR", "JPYINR"];
    private static readonly string[] Commodities =
    [
        "GOLDGUINEA", "GOLDPETAL", "GOLDTEN", "GOLDM", "GOLD", "SILVERMIC", "SILVER100", "SILVERM", "SILVER", "CRUDEOILM", "CRUDEOIL",
        "NATURALGAS", "NATGASMINI", "COPPER", "ZINC", "LEAD", "ALUMINIUM",
    ];

    private const int ExpiryLength = 7;

    public static bool IsIndex(string symbol) => Array.IndexOf(Indices, symbol) >= 0;

    public static bool IsBse(string symbol) => StartsWithAny(symbol, BseIndices) is not null;

    public static bool IsCommodity(string symbol) => StartsWithAny(symbol, Commodities) is not null;

    public static bool IsCurrency(string symbol) => StartsWithAny(symbol, Currencies) is not null;

    /// <summary>Digits, then CE or PE.</summary>
    public static bool IsOption(string symbol) => symbol.Length > 2 && symbol[^2..] is "CE" or "PE" && char.IsAsciiDigit(symbol[^3]);

    /// <summary>GOLD of GOLD05FEB25FUT, RELIANCE of RELIANCE-FUT; the whole symbol of anything that is no derivative.</summary>
    public static string Underlying(string symbol)
    {
        if ((StartsWithAny(symbol, Commodities) ?? StartsWithAny(symbol, Currencies) ?? StartsWithAny(symbol, Indices)) is { } known) return known;
        int end = symbol.IndexOfAny(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        return end > 0 ? symbol[..end] : symbol;
    }

    /// <summary>The date written as DDMMMYY behind the underlying; null when there is none.</summary>
    public static DateOnly? Expiry(string symbol)
    {
        string rest = symbol[Math.Min(symbol.Length, Underlying(symbol).Length)..];
        return rest.Length >= ExpiryLength
            && DateOnly.TryParseExact(rest[..ExpiryLength], "ddMMMyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly expiry)
            ? expiry
            : null;
    }

    /// <summary>The digits between the expiry and CE or PE, in rupees; zero when the symbol has no expiry to tell them from.</summary>
    public static Price Strike(string symbol)
    {
        int start = Underlying(symbol).Length + ExpiryLength;
        return IsOption(symbol) && Expiry(symbol) is not null
            && decimal.TryParse(symbol.AsSpan(start, symbol.Length - 2 - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal strike)
            && strike is > 0 and < 100_000_000 && decimal.Round(strike, 4) == strike
            ? Price.FromRupees(strike)
            : Price.Zero;
    }

    public static OptionRight Right(string symbol) =>
        !IsOption(symbol) ? OptionRight.None : symbol.EndsWith("CE", StringComparison.Ordinal) ? OptionRight.Call : OptionRight.Put;

    /// <summary>The name must end there: a digit, a dash or FUT follows, or nothing.</summary>
    private static string? StartsWithAny(string symbol, string[] names)
    {
        foreach (string name in names)
        {
            if (!symbol.StartsWith(name, StringComparison.Ordinal)) continue;
            string rest = symbol[name.Length..];
            if (rest.Length == 0 || rest[0] == '-' || char.IsAsciiDigit(rest[0]) || rest.StartsWith("FUT", StringComparison.Ordinal)) return name;
        }
        return null;
    }
}
