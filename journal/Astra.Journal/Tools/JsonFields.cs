using System.Text.Json;
using Astra.Markets;

namespace Astra.Journal;

/// <summary>How values look in a dump: rupees, IST, names in camel case.</summary>
internal static class JsonFields
{
    public static void Price(this Utf8JsonWriter json, string name, Price price) => json.WriteNumber(name, price.ToDecimal());

    public static void Money(this Utf8JsonWriter json, string name, Money money) => json.WriteNumber(name, money.ToDecimal());

    // Any 64-bit value is an instant; only those of the calendar have a date.
    public static void Time(this Utf8JsonWriter json, string name, Timestamp time)
    {
        if (time == Timestamp.Zero) json.WriteNull(name);
        else json.WriteString(name, time.ToString());
    }

    public static void Name<T>(this Utf8JsonWriter json, string name, T value) where T : struct, Enum => json.WriteString(name, NameOf(value));

    /// <summary>A measured figure; JSON has no word for what is not a number.</summary>
    public static void Figure(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    public static string NameOf<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
