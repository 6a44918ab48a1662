using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Astra.StandIns;

/// <summary>The instrument masters: one zipped CSV an exchange, columns that differ, and a comma behind every line.</summary>
internal static class ShoonyaMaster
{
    public const int Placeholders = 18;

    private static readonly string[] s_exchanges = ["NSE", "BSE", "NFO", "BFO", "CDS", "MCX", "NCX"];

    /// <summary>The exchange of an address like <c>/NSE_symbols.txt.zip</c>; empty for others.</summary>
    public static string ExchangeOf(string path) => Array.Find(s_exchanges, e => path == $"/{e}_symbols.txt.zip") ?? "";

    public static byte[] Zip(string exchange, IReadOnlyList<SimInstrument> instruments, MasterFault fault)
    {
        var rows = instruments.Where(i => i.Exchange == exchange).ToList();
        if (fault == MasterFault.Empty) rows = [];
        if (fault == MasterFault.Shrunken) rows = rows[..(rows.Count / 3)];
        string text = fault switch { MasterFault.Null => "", MasterFault.Html => FaultAnswer.Page, _ => Write(exchange, rows) };
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using Stream file = zip.CreateEntry($"{exchange}_symbols.txt").Open();
            file.Write(Encoding.UTF8.GetBytes(text));
        }

        byte[] whole = bytes.ToArray();
        return fault == MasterFault.Truncated ? whole[..(whole.Length * 2 / 3)] : whole;
    }

    private static string Write(string exchange, List<SimInstrument> rows)
    {
        var text = new StringBuilder();
        bool cash = exchange is "NSE" or "BSE";
        string extra = exchange switch { "CDS" => "Precision,Multiplier,", "MCX" => "GNGD,", _ => "" };
        text.Append(cash
            ? "Exchange,Token,LotSize,Symbol,TradingSymbol,Instrument,TickSize,"
            : $"Exchange,Token,LotSize,{extra}Symbol,TradingSymbol,Expiry,Instrument,OptionType,StrikePrice,TickSize,").Append('\n');
        if (exchange == "NFO")
        {
            for (int at = 0; at < Placeholders; at++) text.Append(CultureInfo.InvariantCulture, $"NFO,{900_000 + at},0,,,,,XX,-0.01,0.05,\n");
        }

        foreach (SimInstrument row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{exchange},{row.Token},{row.Lot},");
            if (cash)
            {
                string type = row.IsIndex ? "INDEX" : "EQ";
                text.Append(CultureInfo.InvariantCulture, $"{(row.IsIndex ? row.Symbol : row.Name)},{row.Symbol},{type},{Reply.Rupees(row.Tick, 2)},\n");
                continue;
            }

            text.Append(exchange switch { "CDS" => "4,1000,", "MCX" => "1.00,", _ => "" });
            string expiry = row.Expiry?.ToString("dd-MMM-yyyy", CultureInfo.InvariantCulture).ToUpperInvariant() ?? "";
            string option = row.Kind switch { SimKind.Call => "CE", SimKind.Put => "PE", _ => "XX" };
            string strike = row.Strike == 0 ? "-0.01" : Reply.Rupees(row.Strike, row.IsCurrency ? 4 : 2);
            string symbol = exchange == "BFO" && row.Kind != SimKind.Future ? "BSXOPT" : exchange == "BFO" ? "BSXFUT" : row.Name;
            text.Append(CultureInfo.InvariantCulture, $"{symbol},{row.Symbol},{expiry},{Type(row)},{option},{strike},")
                .Append(CultureInfo.InvariantCulture, $"{Reply.Rupees(row.Tick, row.IsCurrency ? 4 : 2)},\n");
        }

        return text.ToString();
    }

    private static string Type(SimInstrument row)
    {
        bool option = row.Kind != SimKind.Future;
        return row.Exchange switch
        {
            "CDS" => option ? "OPTCUR" : "FUTCUR",
            "MCX" => option ? "OPTFUT" : "FUTCOM",
            _ => (option ? "OPT" : "FUT") + (row.Name is "NIFTY" or "BANKNIFTY" or "SENSEX" ? "IDX" : "STK"),
        };
    }
}
