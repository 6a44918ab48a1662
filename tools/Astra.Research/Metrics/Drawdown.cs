using Astra.Markets;

namespace Astra.Research;

/// <summary>A fall of equity from a high until that high is seen again. Measured at bars' closes; the capital counts as the first high.</summary>
/// <param name="Depth">Share of the high that was lost, 0 to 1, more when equity fell below zero.</param>
/// <param name="Rupees">The same in rupees.</param>
/// <param name="Start">Time of the high; the first bar's when it was the capital.</param>
/// <param name="Recovery">First close at or above the high again; null while it lasts.</param>
/// <param name="Bars">Closes below the high.</param>
public sealed record Drawdown(double Depth, double Rupees, Timestamp Start, Timestamp Trough, Timestamp? Recovery, Timestamp End, int Bars)
{
    /// <summary>Calendar days from the high to the recovery, or to the last bar.</summary>
    public double Days => (End - Start) / (double)Timestamp.NanosPerDay;
}

/// <summary>All drawdowns of a run.</summary>
public sealed class DrawdownSeries
{
    public DrawdownSeries(RunRecord run)
    {
        Depths = new double[run.Equity.Length];
        double high = run.Capital, squares = 0;
        int highAt = 0;
        Drawdown? open = null;
        List<Drawdown> all = [];
        for (int i = 0; i < run.Equity.Length; i++)
        {
            double equity = run.Equity[i];
            if (equity >= high)
            {
                if (open is not null) all.Add(open with { Recovery = run.Times[i], End = run.Times[i] });
                (open, high, highAt) = (null, equity, i);
                continue;
            }
            double depth = (high - equity) / high;
            Depths[i] = depth;
            squares += depth * depth;
            MostRupees = Math.Max(MostRupees, high - equity);
            open = open is null
                ? new Drawdown(depth, high - equity, run.Times[highAt], run.Times[i], null, run.Times[i], 1)
                : open with { End = run.Times[i], Bars = open.Bars + 1 };
            if (depth > open.Depth) open = open with { Depth = depth, Rupees = high - equity, Trough = run.Times[i] };
        }
        if (open is not null) all.Add(open);
        All = all;
        foreach (Drawdown drawdown in all)
        {
            if (Deepest is null || drawdown.Depth > Deepest.Depth) Deepest = drawdown;
            if (Longest is null || drawdown.Days > Longest.Days) Longest = drawdown;
        }
        Ulcer = run.Equity.Length == 0 ? null : Math.Sqrt(squares / run.Equity.Length);
    }

    /// <summary>At each bar, share below the high so far; 0 at a high.</summary>
    public double[] Depths { get; }

    public IReadOnlyList<Drawdown> All { get; }

    /// <summary>Null when equity never fell.</summary>
    public Drawdown? Deepest { get; }

    public Drawdown? Longest { get; }

    /// <summary>Largest fall in rupees; not always the deepest one by share.</summary>
    public double MostRupees { get; }

    /// <summary>Ulcer index (Martin): root of the mean of the squared depths, as a share.</summary>
    public double? Ulcer { get; }
}
