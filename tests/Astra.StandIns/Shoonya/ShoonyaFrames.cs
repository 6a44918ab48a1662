using System.Globalization;
using System.Text;

namespace Astra.StandIns;

/// <summary>Writes touchline and depth frames: a snapshot with everything, then only what changed.</summary>
internal static class ShoonyaFrames
{
    private static readonly string[] s_touch = ["lp", "pc", "o", "h", "l", "c", "ap", "v", "oi", "bp1", "sp1", "bq1", "sq1"];
    private static readonly string[] s_depth = DepthNames();

    /// <summary>Which of the fields are prices, so have decimals.</summary>
    private static bool IsPrice(string name) =>
        name is "lp" or "o" or "h" or "l" or "c" or "ap" or "lc" or "uc" or "52h" or "52l"
        || name.StartsWith("bp", StringComparison.Ordinal) || name.StartsWith("sp", StringComparison.Ordinal);

    /// <summary>The frame, and what it leaves the client with. Empty when an update would carry nothing.</summary>
    public static byte[] Encode(SimInstrument instrument, SimState state, bool depth, long[] before, out long[] now)
    {
        string[] names = depth ? s_depth : s_touch;
        now = depth ? Depth(state) : Touch(state);
        bool snapshot = before.Length == 0;
        int places = instrument.IsCurrency ? 4 : 2;
        var text = new StringBuilder(256);
        text.Append("{\"t\":\"").Append(depth ? 'd' : 't').Append(snapshot ? 'k' : 'f')
            .Append("\",\"e\":\"").Append(instrument.Exchange).Append("\",\"tk\":\"").Append(instrument.Token).Append('"');
        if (snapshot)
        {
            text.Append(CultureInfo.InvariantCulture, $",\"ts\":\"{instrument.Symbol.Replace("&", "\\u0026", StringComparison.Ordinal)}\",\"pp\":\"{places}\"");
            text.Append(CultureInfo.InvariantCulture, $",\"ls\":\"{instrument.Lot}\",\"ti\":\"{Reply.Rupees(instrument.Tick, places)}\"");
        }

        bool any = false;
        for (int at = 0; at < names.Length; at++)
        {
            if (!Has(instrument, names[at]) || (!snapshot && before[at] == now[at])) continue;
            any = true;
            text.Append(",\"").Append(names[at]).Append("\":\"");
            if (names[at] == "pc") text.Append(CultureInfo.InvariantCulture, $"{now[at] / 100m:0.00}");
            else if (names[at] == "ltt") text.Append(MarketHours.InIndia(DateTimeOffset.FromUnixTimeSeconds(now[at])).ToString("HH:mm:ss", CultureInfo.InvariantCulture));
            else if (IsPrice(names[at])) text.Append(Reply.Rupees(now[at], places));
            else text.Append(now[at].ToString(CultureInfo.InvariantCulture));
            text.Append('"');
        }

        if (!any && !snapshot) return [];
        text.Append(CultureInfo.InvariantCulture, $",\"ft\":\"{state.TimeMs / 1000}\"}}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>An index has no volume, depth or open interest; a share no open interest.</summary>
    private static bool Has(SimInstrument instrument, string name)
    {
        if (instrument.IsIndex) return name is "lp" or "pc" or "o" or "h" or "l" or "c" or "52h" or "52l";
        return name != "oi" || instrument.IsDerivative;
    }

    private static long[] Touch(SimState s) =>
    [
        s.Last, (s.Last - s.PreviousClose) * 10_000 / s.PreviousClose, s.Open, s.High, s.Low, s.PreviousClose, s.Average, s.Volume, s.OpenInterest,
        s.BidPrice[0], s.AskPrice[0], s.BidQuantity[0], s.AskQuantity[0],
    ];

    private static long[] Depth(SimState s)
    {
        List<long> values =
        [
            s.Last, (s.Last - s.PreviousClose) * 10_000 / s.PreviousClose, s.Open, s.High, s.Low, s.PreviousClose, s.Average, s.Volume, s.OpenInterest,
            s.TimeMs / 1000, s.LastQuantity, s.TotalBuy, s.TotalSell, s.LowerCircuit, s.UpperCircuit, s.YearHigh, s.YearLow,
        ];
        for (int level = 0; level < 5; level++)
            values.AddRange([s.BidPrice[level], s.BidQuantity[level], s.BidOrders[level], s.AskPrice[level], s.AskQuantity[level], s.AskOrders[level]]);
        return [.. values];
    }

    private static string[] DepthNames()
    {
        List<string> names = ["lp", "pc", "o", "h", "l", "c", "ap", "v", "oi", "ltt", "ltq", "tbq", "tsq", "lc", "uc", "52h", "52l"];
        for (int level = 1; level <= 5; level++) names.AddRange([$"bp{level}", $"bq{level}", $"bo{level}", $"sp{level}", $"sq{level}", $"so{level}"]);
        return [.. names];
    }
}
