using Astra.Markets;
using MathNet.Numerics.Statistics;

namespace Astra.Research;

/// <summary>Which other instruments of a survey one can be traded against: of the same kind, on the same days.</summary>
public static class SurveyCompanions
{
    /// <summary>Share of the days of either that both need.</summary>
    private const double Shared = 0.95;

    /// <returns>The most alike first: by the correlation of daily changes before the judged part, so that nothing later is known.</returns>
    public static IReadOnlyList<SurveySource> Of(SurveySource source, SurveyPlan plan)
    {
        SortedDictionary<DateOnly, double> own = Closes(source);
        DateOnly split = plan.SplitOf([.. own.Keys]);
        List<(SurveySource Source, double Likeness)> found = [];
        foreach (SurveySource other in plan.Sources)
        {
            if (other == source || other.Series.Instrument.Symbol == source.Series.Instrument.Symbol) continue;
            if (other.Series.Instrument.Segment != source.Series.Instrument.Segment || other.Series.IntervalMinutes != source.Series.IntervalMinutes) continue;
            SortedDictionary<DateOnly, double> closes = Closes(other);
            DateOnly[] both = [.. own.Keys.Where(closes.ContainsKey)];
            if (both.Length < Shared * Math.Max(own.Count, closes.Count)) continue;
            DateOnly[] before = [.. both.Where(day => day < split)];
            double likeness = Correlation.Pearson(Changes(before, own), Changes(before, closes));
            found.Add((other, double.IsNaN(likeness) ? 0 : likeness));
        }
        return [.. found.OrderByDescending(f => f.Likeness).ThenBy(f => f.Source.Name, StringComparer.Ordinal).Select(f => f.Source)];
    }

    private static SortedDictionary<DateOnly, double> Closes(SurveySource source)
    {
        SortedDictionary<DateOnly, double> closes = [];
        foreach (ref readonly Bar bar in source.Series.Bars) closes[Ist.DateOf(bar.Start)] = bar.Close.Rupees;
        return closes;
    }

    private static IEnumerable<double> Changes(DateOnly[] days, SortedDictionary<DateOnly, double> closes) =>
        days.Skip(1).Select((day, i) => closes[day] / closes[days[i]] - 1);
}
