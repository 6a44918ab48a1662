using System.Text.Json.Serialization;

namespace Astra.Perf.Scenario.Instruments;

/// <summary>A row as the usual way reads it: an object with a string a field.</summary>
internal sealed record AngelRow(
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("symbol")] string Symbol,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("expiry")] string Expiry,
    [property: JsonPropertyName("strike")] string Strike,
    [property: JsonPropertyName("lotsize")] string LotSize,
    [property: JsonPropertyName("instrumenttype")] string InstrumentType,
    [property: JsonPropertyName("exch_seg")] string Exchange,
    [property: JsonPropertyName("tick_size")] string TickSize,
    [property: JsonPropertyName("freeze_qty")] string FreezeQuantity,
    [property: JsonPropertyName("is_cas_enabled")] bool IsCasEnabled);
