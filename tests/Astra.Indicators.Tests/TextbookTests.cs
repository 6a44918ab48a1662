using Astra.Markets;
using CsCheck;

namespace Astra.Indicators.Tests;

/// <summary>
/// Indicators without a column in the reference, against their definitions written out plainly: whole windows, doubles, one bar at a
/// time over random series.
/// </summary>
public class TextbookTests
{
    private static readonly Dictionary<string, Func<Bar[], int, double?>> Definitions = new()
    {
        ["dema_5"] = (b, i) => Nested(b, 5, i) is [var e1, var e2, _] && i >= 8 ? 2 * e1 - e2 : null,
        ["tema_4"] = (b, i) => i >= 9 && Nested(b, 4, i) is [var e1, var e2, var e3] ? 3 * e1 - 3 * e2 + e3 : null,
        ["hma_9"] = (b, i) => i < 10 ? null : Wma(i - 2, i, j => 2 * Wma(j - 3, j, k => C(b, k)) - Wma(j - 8, j, k => C(b, k))),
        ["kama_4_2_9"] = (b, i) => i < 4 ? null : Kama(b, i, 4, 2, 9),
        ["linreg_slope_7"] = (b, i) => i < 6 ? null : Line(b, i, 7).Slope,
        ["linreg_start_7"] = (b, i) => i < 6 ? null : Line(b, i, 7).Start,
        ["linreg_r2_7"] = (b, i) => i < 6 ? null : Line(b, i, 7).R2,
        ["smadiff_3_7"] = (b, i) => i < 6 ? null : Last(i, 3).Average(j => C(b, j)) - Last(i, 7).Average(j => C(b, j)),
        ["stochrsi_k_4_5_2_3"] = (b, i) => i < 9 ? null : StochRsi(b, i, 4, 5, 2),
        ["stochrsi_d_4_5_2_3"] = (b, i) => i < 11 ? null : Last(i, 3).Average(j => StochRsi(b, j, 4, 5, 2)),
        ["trix_3"] = (b, i) => i < 7 ? null : 100 * (Nested(b, 3, i)[2] / Nested(b, 3, i - 1)[2] - 1),
        ["tsi_5_4_3"] = (b, i) => i < 8 ? null : Tsi(b, i),
        ["tsi_signal_5_4_3"] = (b, i) => i < 10 ? null : Ema(Enumerable.Range(8, i - 7).Select(j => Tsi(b, j)), 3)[^1],
        ["ultimate_2_4_9"] = (b, i) => i < 9 ? null : 100 * (4 * Pressure(b, i, 2) + 2 * Pressure(b, i, 4) + Pressure(b, i, 9)) / 7,
        ["natr_6"] = (b, i) => i < 6 ? null : 100 * Wilder(Enumerable.Range(1, i).Select(j => Range(b, j)), 6) / C(b, i),
        ["zscore_6"] = (b, i) => i < 5 ? null : Ratio(C(b, i) - Last(i, 6).Average(j => C(b, j)), Deviation(b, i, 6)),
        ["chop_6"] = (b, i) => i < 6 ? null : High(b, i, 6) == Low(b, i, 6) ? 0 : 100 * Math.Log10(Last(i, 6).Sum(j => Range(b, j)) / (High(b, i, 6) - Low(b, i, 6))) / Math.Log10(6),
        ["vortex_plus_5"] = (b, i) => i < 5 ? null : Ratio(Last(i, 5).Sum(j => Math.Abs(H(b, j) - L(b, j - 1))), Last(i, 5).Sum(j => Range(b, j))),
        ["vortex_minus_5"] = (b, i) => i < 5 ? null : Ratio(Last(i, 5).Sum(j => Math.Abs(L(b, j) - H(b, j - 1))), Last(i, 5).Sum(j => Range(b, j))),
        ["ichimoku_tenkan_3_6_11"] = (b, i) => i < 2 ? null : Middle(b, i, 3),
        ["ichimoku_kijun_3_6_11"] = (b, i) => i < 5 ? null : Middle(b, i, 6),
        ["ichimoku_a_3_6_11"] = (b, i) => i < 11 ? null : (Middle(b, i - 6, 3) + Middle(b, i - 6, 6)) / 2,
        ["ichimoku_b_3_6_11"] = (b, i) => i < 16 ? null : Middle(b, i - 6, 11),
        ["aroon_osc_5"] = (b, i) => i < 5 ? null : 20.0 * (Enumerable.Range(i - 5, 6).Reverse().MinBy(j => L(b, j)) is var l && Enumerable.Range(i - 5, 6).Reverse().MaxBy(j => H(b, j)) is var h ? h - l : 0),
        ["cmf_6"] = (b, i) => i < 5 ? null : Ratio(Last(i, 6).Sum(j => Flow(b, j)), Last(i, 6).Sum(j => (double)b[j].Volume)),
        ["adl"] = (b, i) => Last(i, i + 1).Sum(j => Flow(b, j)),
        ["force_4"] = (b, i) => i < 4 ? null : Ema(Enumerable.Range(1, i).Select(j => (C(b, j) - C(b, j - 1)) * b[j].Volume), 4)[^1],
        ["vwap_mid_2"] = (b, i) => Vwap(b, i, Session(b, i))?.Mean,
        ["vwap_upper_1.5"] = (b, i) => Vwap(b, i, Session(b, i)) is { } v ? v.Mean + 1.5 * v.Deviation : null,
        ["vwap_lower_1.5"] = (b, i) => Vwap(b, i, Session(b, i)) is { } v ? v.Mean - 1.5 * v.Deviation : null,
        ["avwap_3"] = (b, i) => Vwap(b, i, 3)?.Mean,
        ["avwap_dev_3"] = (b, i) => Vwap(b, i, 3)?.Deviation,
        ["twap_session"] = (b, i) => Enumerable.Range(Session(b, i), i - Session(b, i) + 1).Average(j => (H(b, j) + L(b, j) + C(b, j)) / 3),
        ["rv_close_6"] = (b, i) => i < 6 ? null : Math.Sqrt(Variance(Last(i, 6).Select(j => Math.Log(C(b, j) / C(b, j - 1))))),
        ["rv_parkinson_6"] = (b, i) => i < 5 ? null : Math.Sqrt(Last(i, 6).Sum(j => Square(Math.Log(H(b, j) / L(b, j)))) / (4 * 6 * Math.Log(2))),
        ["rv_gk_6"] = (b, i) => i < 5 ? null : Math.Sqrt(Last(i, 6).Average(j => Square(Math.Log(H(b, j) / L(b, j))) / 2 - (2 * Math.Log(2) - 1) * Square(Math.Log(C(b, j) / O(b, j))))),
        ["rv_yz_6"] = (b, i) => i < 6 ? null : YangZhang(b, i, 6),
        ["hurst_18"] = (b, i) => i < 17 ? null : HurstOf(b, i, 18),
        ["pivot_p"] = (b, i) => Pivot(b, i, (h, l, c) => (h + l + c) / 3),
        ["pivot_r1"] = (b, i) => Pivot(b, i, (h, l, c) => 2 * (h + l + c) / 3 - l),
        ["pivot_s3"] = (b, i) => Pivot(b, i, (h, l, c) => l - 2 * (h - (h + l + c) / 3)),
        ["pivot_fib_r2"] = (b, i) => Pivot(b, i, (h, l, c) => (h + l + c) / 3 + 0.618 * (h - l)),
        ["pivot_cam_s1"] = (b, i) => Pivot(b, i, (h, l, c) => c - (h - l) * 1.1 / 12),
    };

    public static TheoryData<string> Columns => [.. Definitions.Keys];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Agrees_with_its_definition(string name) =>
        Bars.Any.Array[1, 60].Sample(bars =>
        {
            IndicatorColumn column = IndicatorCatalogue.Parse(name);
            IIndicator indicator = (IIndicator)column.Create();
            for (int i = 0; i < bars.Length; i++)
            {
                indicator.Update(in bars[i]);
                double? expected = Definitions[name](bars, i);
                Assert.True(expected is not null == column.Output.IsDefined(indicator), $"{name} row {i}: defined {column.Output.IsDefined(indicator)}");
                double actual = column.Output.Value(indicator);
                if (expected is { } e) Assert.True(Math.Abs(actual - e) <= 1e-7 * Math.Max(1, Math.Abs(e)), $"{name} row {i}: {actual:R} instead of {e:R}");
            }
        }, iter: 30);

    private static double O(Bar[] b, int i) => b[i].Open.Rupees;
    private static double H(Bar[] b, int i) => b[i].High.Rupees;
    private static double L(Bar[] b, int i) => b[i].Low.Rupees;
    private static double C(Bar[] b, int i) => b[i].Close.Rupees;
    private static double Square(double x) => x * x;
    private static double Ratio(double a, double b) => b > 1e-12 ? a / b : 0;
    private static IEnumerable<int> Last(int i, int n) => Enumerable.Range(i - n + 1, n);
    private static double High(Bar[] b, int i, int n) => Last(i, n).Max(j => H(b, j));
    private static double Low(Bar[] b, int i, int n) => Last(i, n).Min(j => L(b, j));
    private static double Middle(Bar[] b, int i, int n) => (High(b, i, n) + Low(b, i, n)) / 2;
    private static double Range(Bar[] b, int i) => Math.Max(H(b, i), C(b, i - 1)) - Math.Min(L(b, i), C(b, i - 1));
    /// <summary>In whole units: a close in the very middle must be no flow at all, however large the volume.</summary>
    private static double Flow(Bar[] b, int i) =>
        b[i].High > b[i].Low ? (2 * b[i].Close.Units - b[i].High.Units - b[i].Low.Units) / (double)(b[i].High.Units - b[i].Low.Units) * b[i].Volume : 0;

    private static int Session(Bar[] b, int i) => Enumerable.Range(0, i + 1).LastOrDefault(j => b[j].Flags == BarFlags.SessionStart);
    private static double Deviation(Bar[] b, int i, int n) => Math.Sqrt(Last(i, n).Average(j => Square(C(b, j) - Last(i, n).Average(k => C(b, k)))));

    private static double Wma(int first, int last, Func<int, double> value)
    {
        double sum = 0, weights = 0;
        for (int j = first; j <= last; j++) (sum, weights) = (sum + (j - first + 1) * value(j), weights + (j - first + 1));
        return sum / weights;
    }

    /// <summary>From the n-th value on.</summary>
    private static List<double> Ema(IEnumerable<double> values, int n)
    {
        double[] all = [.. values];
        List<double> result = [];
        if (all.Length < n) return result;
        result.Add(all[..n].Average());
        foreach (double value in all[n..]) result.Add(result[^1] + 2.0 / (n + 1) * (value - result[^1]));
        return result;
    }

    private static double Wilder(IEnumerable<double> values, int n)
    {
        double[] all = [.. values];
        return all[n..].Aggregate(all[..n].Average(), (w, x) => (w * (n - 1) + x) / n);
    }

    private static double[] Nested(Bar[] b, int n, int i)
    {
        List<double> first = Ema(Enumerable.Range(0, i + 1).Select(j => C(b, j)), n), second = Ema(first, n), third = Ema(second, n);
        return [first.LastOrDefault(), second.LastOrDefault(), third.LastOrDefault()];
    }

    private static double Kama(Bar[] b, int i, int n, int fast, int slow)
    {
        double average = C(b, n - 1);
        for (int j = n; j <= i; j++)
        {
            double path = Last(j, n).Sum(k => Math.Abs(C(b, k) - C(b, k - 1)));
            double efficiency = path > 0 ? Math.Abs(C(b, j) - C(b, j - n)) / path : 1;
            average += Square(efficiency * (2.0 / (fast + 1) - 2.0 / (slow + 1)) + 2.0 / (slow + 1)) * (C(b, j) - average);
        }
        return average;
    }

    private static (double Slope, double Start, double R2) Line(Bar[] b, int i, int n)
    {
        double x = (n - 1) / 2.0, y = Last(i, n).Average(j => C(b, j));
        double xy = Last(i, n).Sum(j => (j - (i - n + 1) - x) * (C(b, j) - y)), xx = Last(i, n).Sum(j => Square(j - (i - n + 1) - x)), yy = Last(i, n).Sum(j => Square(C(b, j) - y));
        return (xy / xx, y - xy / xx * x, yy > 1e-12 ? xy * xy / xx / yy : 0);
    }

    private static double Rsi(Bar[] b, int i, int n)
    {
        double gain = Wilder(Enumerable.Range(1, i).Select(j => Math.Max(0, (double)(b[j].Close - b[j - 1].Close).Units)), n);
        double loss = Wilder(Enumerable.Range(1, i).Select(j => Math.Max(0, (double)(b[j - 1].Close - b[j].Close).Units)), n);
        return gain + loss > 0 ? 100 * gain / (gain + loss) : 0;
    }

    private static double StochRsi(Bar[] b, int i, int n, int m, int k) => Last(i, k).Average(j =>
    {
        double low = Last(j, m).Min(l => Rsi(b, l, n)), high = Last(j, m).Max(l => Rsi(b, l, n));
        return high - low > 1e-9 ? 100 * (Rsi(b, j, n) - low) / (high - low) : 0;
    });

    private static double Tsi(Bar[] b, int i)
    {
        double[] changes = [.. Enumerable.Range(1, i).Select(j => C(b, j) - C(b, j - 1))];
        return 100 * Ratio(Ema(Ema(changes, 5), 4)[^1], Ema(Ema(changes.Select(Math.Abs), 5), 4)[^1]);
    }

    private static double Pressure(Bar[] b, int i, int n) =>
        Ratio(Last(i, n).Sum(j => C(b, j) - Math.Min(L(b, j), C(b, j - 1))), Last(i, n).Sum(j => Range(b, j)));

    private static (double Mean, double Deviation)? Vwap(Bar[] b, int i, int first)
    {
        int[] rows = [.. Enumerable.Range(first, Math.Max(0, i - first + 1)).Where(j => b[j].Volume > 0)];
        if (rows.Length == 0) return null;
        double Typical(int j) => (H(b, j) + L(b, j) + C(b, j)) / 3;
        double volume = rows.Sum(j => (double)b[j].Volume), mean = rows.Sum(j => Typical(j) * b[j].Volume) / volume;
        return (mean, Math.Sqrt(rows.Sum(j => Square(Typical(j) - mean) * b[j].Volume) / volume));
    }

    private static double Variance(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average();
        return all.Sum(v => Square(v - mean)) / (all.Length - 1);
    }

    private static double YangZhang(Bar[] b, int i, int n)
    {
        double gaps = Variance(Last(i, n).Select(j => Math.Log(O(b, j) / C(b, j - 1)))), bodies = Variance(Last(i, n).Select(j => Math.Log(C(b, j) / O(b, j))));
        double ranges = Last(i, n).Average(j => Math.Log(H(b, j) / C(b, j)) * Math.Log(H(b, j) / O(b, j)) + Math.Log(L(b, j) / C(b, j)) * Math.Log(L(b, j) / O(b, j)));
        double k = 0.34 / (1.34 + (n + 1.0) / (n - 1));
        return Math.Sqrt(gaps + k * bodies + (1 - k) * ranges);
    }

    private static double HurstOf(Bar[] b, int i, int n)
    {
        List<(double X, double Y)> points = [];
        for (int lag = 1; lag <= n / 4; lag *= 2)
        {
            double mean = Last(i, n - lag).Average(j => Square(Math.Log(C(b, j)) - Math.Log(C(b, j - lag))));
            if (mean == 0) return lag == 1 ? 0.5 : 0;
            points.Add((Math.Log(lag), Math.Log(mean)));
        }
        double x = points.Average(p => p.X), y = points.Average(p => p.Y);
        return Math.Clamp(points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => Square(p.X - x)) / 2, 0, 1);
    }

    private static double? Pivot(Bar[] b, int i, Func<double, double, double, double> level)
    {
        int start = Session(b, i);
        if (start == 0) return null;
        int before = Session(b, start - 1);
        int[] rows = [.. Enumerable.Range(before, start - before)];
        return level(rows.Max(j => H(b, j)), rows.Min(j => L(b, j)), C(b, start - 1));
    }
}
