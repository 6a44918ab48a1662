using System.Globalization;
using Astra.Markets;
using ScottPlot;

namespace Astra.Research;

/// <summary>A time axis that counts bars, so that nights and holidays take no room; labels are Indian dates, with times where a chart spans few days.</summary>
internal static class TimeTicks
{
    private const int Most = 9, Few = 5;

    /// <param name="times">Of the chart's bars, x = 0, 1, 2…</param>
    public static void Apply(Plot plot, IReadOnlyList<Timestamp> times)
    {
        List<int> at = Choose(times, out string format);
        plot.Axes.Bottom.SetTicks([.. at.Select(i => (double)i)], [.. at.Select(i => Local(times[i]).ToString(format, CultureInfo.InvariantCulture))]);
        plot.Axes.Bottom.Label.Text = "Indian time (IST)";
        plot.Axes.SetLimitsX(-0.5, Math.Max(1, times.Count - 0.5));
    }

    private static List<int> Choose(IReadOnlyList<Timestamp> times, out string format)
    {
        (Func<DateTime, int> Key, string Format)[] levels =
        [
            (t => (t.DayOfYear * 24 + t.Hour) * 60 + t.Minute, "HH:mm\nd MMM"), (t => t.DayOfYear * 24 + t.Hour, "HH:mm\nd MMM"), (t => t.DayOfYear, "d MMM yyyy"),
            (t => ISOWeek.GetWeekOfYear(t), "d MMM yyyy"), (t => t.Month, "MMM yyyy"), (t => t.Year * 4 + (t.Month - 1) / 3, "MMM yyyy"), (t => t.Year, "yyyy"),
        ];
        List<int> found = [];
        format = "";
        List<int> finer = [];
        string finerFormat = "";
        foreach ((Func<DateTime, int> key, string text) in levels)
        {
            (finer, finerFormat, format) = (found, format, text);
            found = [];
            for (int i = 0; i < times.Count; i++)
                if (i == 0 || key(Local(times[i])) != key(Local(times[i - 1]))) found.Add(i);
            if (found.Count <= Most) break;
        }
        if (found.Count < Few && finer.Count > 0)
        {
            int step = (finer.Count + Most - 1) / Most;
            format = finerFormat;
            found = [.. finer.Where((_, i) => i % step == 0)];
        }
        // A first period that is cut short would print its label over the next one's.
        if (found.Count > 2 && found[1] - found[0] < (found[2] - found[1]) / 2) found.RemoveAt(0);
        return found;
    }

    private static DateTime Local(Timestamp at) => Ist.DateOf(at).ToDateTime(Ist.TimeOf(at));
}
