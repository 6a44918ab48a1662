using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Astra.StandIns;

/// <summary>The instrument master: one JSON array, every value a text.</summary>
internal static class AngelMaster
{
    public static byte[] Write(IEnumerable<SimInstrument> instruments)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (SimInstrument instrument in instruments) Row(json, instrument);
            json.WriteEndArray();
        }

        return bytes.ToArray();
    }

    public static byte[] Broken(MasterFault fault, IReadOnlyList<SimInstrument> instruments) => fault switch
    {
        MasterFault.Html => Encoding.UTF8.GetBytes(FaultAnswer.Page),
        MasterFault.Empty => "[]"u8.ToArray(),
        MasterFault.Null => "null"u8.ToArray(),
        MasterFault.Shrunken => Write(instruments.Take(Math.Max(1, instruments.Count / 3))),
        MasterFault.Truncated => Write(instruments) is var whole ? whole[..(whole.Length * 2 / 3)] : [],
        _ => Write(instruments),
    };

    private static void Row(Utf8JsonWriter json, SimInstrument instrument)
    {
        json.WriteStartObject();
        json.WriteString("token", instrument.Token);
        json.WriteString("symbol", instrument.Symbol);
        json.WriteString("name", instrument.Name);
        json.WriteString("expiry", instrument.Expiry?.ToString("ddMMMyyyy", CultureInfo.InvariantCulture).ToUpperInvariant() ?? "");
        // Rupees times 100; of currency options rupees times 10^7.
        json.WriteString("strike", Six(instrument.Strike == 0 ? -1 : instrument.IsCurrency ? instrument.Strike * 1000m : instrument.Strike / 100m));
        json.WriteString("lotsize", instrument.Lot.ToString(CultureInfo.InvariantCulture));
        json.WriteString("instrumenttype", Type(instrument));
        json.WriteString("exch_seg", instrument.Exchange);
        json.WriteString("tick_size", Six(instrument.Tick / 100m));
        json.WriteEndObject();
    }

    private static string Type(SimInstrument instrument)
    {
        bool option = instrument.Kind is SimKind.Call or SimKind.Put;
        bool index = instrument.Name is "NIFTY" or "BANKNIFTY" or "FINNIFTY" or "MIDCPNIFTY" or "SENSEX";
        return (instrument.Kind, instrument.Exchange) switch
        {
            (SimKind.Equity, _) => "",
            (SimKind.Index, _) => "AMXIDX",
            (_, "CDS") => option ? "OPTCUR" : "FUTCUR",
            (_, "MCX") => option ? "OPTFUT" : "FUTCOM",
            _ => (option ? "OPT" : "FUT") + (index ? "IDX" : "STK"),
        };
    }

    private static string Six(decimal value) => value.ToString("0.000000", CultureInfo.InvariantCulture);
}
