using System.Globalization;
using System.Text;

namespace Astra.Perf.Scenario.Instruments;

/// <summary>Masters of the brokers' layouts with any number of rows: index and share options, a share every tenth row.</summary>
internal static class SyntheticMaster
{
    private const int OptionsPerUnderlying = 400;

    public static byte[] Shoonya(int rows)
    {
        var text = new StringBuilder("Exchange,Token,LotSize,Symbol,TradingSymbol,Expiry,Instrument,OptionType,StrikePrice,TickSize,\n", rows * 80);
        for (int i = 0; i < rows; i++)
        {
            (string name, string day, int strike, bool call) = Contract(i);
            text.Append(CultureInfo.InvariantCulture, $"NFO,{100_000 + i},75,{name},{name}{day[..2]}{day[3..6]}26{(call ? 'C' : 'P')}{strike},{day},OPTIDX,{(call ? "CE" : "PE")},{strike},0.05,\n");
        }
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    public static byte[] Angel(int rows)
    {
        using var bytes = new MemoryStream(rows * 220);
        using (var writer = new StreamWriter(bytes, new UTF8Encoding(false), 1 << 16, leaveOpen: true))
        {
            writer.Write('[');
            for (int i = 0; i < rows; i++)
            {
                (string name, string day, int strike, bool call) = Contract(i);
                string expiry = day.Replace("-", "", StringComparison.Ordinal);
                writer.Write(i == 0 ? "" : ",");
                writer.Write(i % 10 == 9
                    ? $"{{\"token\":\"{i}\",\"symbol\":\"SHARE{i}-EQ\",\"name\":\"SHARE{i}\",\"expiry\":\"\",\"strike\":\"-1.000000\",\"lotsize\":\"1\",\"instrumenttype\":\"\",\"exch_seg\":\"NSE\",\"tick_size\":\"5.000000\",\"freeze_qty\":\"321049\",\"is_cas_enabled\":false}}"
                    : $"{{\"token\":\"{i}\",\"symbol\":\"{name}{expiry[..5]}26{strike}{(call ? "CE" : "PE")}\",\"name\":\"{name}\",\"expiry\":\"{expiry}\",\"strike\":\"{strike}00.000000\",\"lotsize\":\"65\",\"instrumenttype\":\"OPTIDX\",\"exch_seg\":\"NFO\",\"tick_size\":\"5.000000\",\"freeze_qty\":\"1800\",\"is_cas_enabled\":false}}");
            }
            writer.Write(']');
        }
        return bytes.ToArray();
    }

    private static (string Name, string Expiry, int Strike, bool Call) Contract(int row)
    {
        int underlying = row / OptionsPerUnderlying;
        string expiry = (row / 80 % 5) switch { 0 => "27-OCT-2026", 1 => "03-NOV-2026", 2 => "10-NOV-2026", 3 => "24-NOV-2026", _ => "29-DEC-2026" };
        return ($"NAME{(char)('A' + underlying % 26)}{underlying / 26}", expiry, 1000 + row % 80 / 2 * 50, row % 2 == 0);
    }
}
