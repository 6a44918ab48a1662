using Astra.Markets;

namespace Astra.Research;

/// <summary>Equity at the end of each Indian day that has a bar, and the simple returns between them; the first return is against the capital.</summary>
public sealed class DailyReturns
{
    /// <summary>Trading days counted as a year, the usual convention; Indian exchanges have 245 to 250.</summary>
    public const double DaysPerYear = 252;

    public DailyReturns(RunRecord run)
    {
        List<DateOnly> days = [];
        List<double> closes = [];
        for (int i = 0; i < run.Times.Length; i++)
        {
            // A bar that ends at midnight belongs to the day that it covers.
            DateOnly day = Ist.DateOf(run.Times[i] + -1);
            if (days.Count > 0 && days[^1] == day) closes[^1] = run.Equity[i];
            else
            {
                days.Add(day);
                closes.Add(run.Equity[i]);
            }
        }
        (Days, Closes) = ([.. days], [.. closes]);
        Values = Of(run.Capital, Closes);
    }

    public DateOnly[] Days { get; }

    public double[] Closes { get; }

    /// <summary>One for each day; empty when equity was not above zero all the time, since a return on nothing means nothing.</summary>
    public double[] Values { get; }

    /// <summary>Simple returns of a series after its start; empty when the start or anything but the last value is not above zero.</summary>
    public static double[] Of(double start, double[] values)
    {
        double[] returns = new double[values.Length];
        double before = start;
        for (int i = 0; i < values.Length; i++)
        {
            if (!(before > 0)) return [];
            returns[i] = values[i] / before - 1;
            before = values[i];
        }
        return returns;
    }
}
