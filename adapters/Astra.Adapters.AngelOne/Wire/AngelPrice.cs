using System.Globalization;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>
/// Prices of packets: paise, and ten-millionths of a rupee on the currency exchange. One scale for all price fields of a packet.
/// </summary>
public static class AngelPrice
{
    private const long UnitsPerPaisa = Price.UnitsPerRupee / 100;
    private const long WirePerUnit = 10_000_000 / Price.UnitsPerRupee;

    /// <summary>Exact rupees as text: two decimals; four to seven on the currency exchange.</summary>
    public static string Rupees(byte exchangeType, long wire) => exchangeType == AngelExchange.Currency
        ? (wire / 10_000_000m).ToString("0.0000###", CultureInfo.InvariantCulture)
        : (wire / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>False when the engine's price unit cannot hold it: finer than 0.0001 rupee, or out of range.</summary>
    public static bool TryConvert(byte exchangeType, long wire, out Price price)
    {
        if (exchangeType == AngelExchange.Currency)
        {
            long units = wire / WirePerUnit;
            price = new Price(units);
            return units * WirePerUnit == wire;
        }
        price = new Price(unchecked(wire * UnitsPerPaisa));
        return wire is >= long.MinValue / UnitsPerPaisa and <= long.MaxValue / UnitsPerPaisa;
    }
}
