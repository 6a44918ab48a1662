using System.Globalization;

namespace Astra.Indicators.Tests;

/// <summary>Makes the indicator that a column of the reference stands for.</summary>
internal sealed record ReferenceColumn(IIndicator Indicator, Func<double> Value, Func<bool> IsDefined, double Tolerance)
{
    private const double Usual = 1e-8;
    private const double Deviation = 1e-6;

    /// <summary>Null for a column of an indicator that this room does not have.</summary>
    public static ReferenceColumn? For(string column)
    {
        string[] parts = column.Split('_');
        // Words first, then parameters.
        int words = Array.FindIndex(parts, p => char.IsAsciiDigit(p[0]));
        if (words < 0) words = parts.Length;
        string name = string.Join('_', parts[..words]);
        double[] p = [.. parts[words..].Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
        switch (name)
        {
            case "sma": return Single(new Sma((int)p[0]));
            case "ema": return Single(new Ema((int)p[0]));
            case "rsi": return Single(new Rsi((int)p[0]));
            case "atr": return Single(new Atr((int)p[0]));
            case "stddev": return Single(new StdDev((int)p[0])) with { Tolerance = Deviation };
            case "vwap_session": return Single(new SessionVwap());
            case "macd" or "macd_signal" or "macd_hist":
                Macd macd = new((int)p[0], (int)p[1], (int)p[2]);
                return name switch
                {
                    "macd" => new(macd, () => macd.Value, () => macd.LineIsReady, Usual),
                    "macd_signal" => new(macd, () => macd.Signal, () => macd.IsReady, Usual),
                    _ => new(macd, () => macd.Histogram, () => macd.IsReady, Usual),
                };
            case "bb_upper" or "bb_mid" or "bb_lower":
                Bollinger bands = new((int)p[0], p[1]);
                return new(bands, name switch { "bb_upper" => () => bands.Upper, "bb_mid" => () => bands.Value, _ => () => bands.Lower },
                    () => bands.IsReady, Deviation);
            case "supertrend" or "supertrend_dir":
                SuperTrend trend = new((int)p[0], p[1]);
                return new(trend, name == "supertrend" ? () => trend.Value : () => trend.Direction, () => trend.IsReady, Usual);
            case "donchian_upper" or "donchian_mid" or "donchian_lower":
                Donchian channel = new((int)p[0]);
                return new(channel, name switch
                {
                    "donchian_upper" => () => channel.Upper,
                    "donchian_mid" => () => channel.Value,
                    _ => () => channel.Lower,
                }, () => channel.IsReady, Usual);
            default: return null;
        }
    }

    private static ReferenceColumn Single(IIndicator indicator) => new(indicator, () => indicator.Value, () => indicator.IsReady, Usual);
}
