using Astra.Markets;

namespace Astra.Research;

/// <summary>What every set of a sweep reads and none changes: one series as columns, with what is computed of it once.</summary>
internal sealed class SweepData
{
    /// <summary>Room behind the last bar, so that a vector may be loaded whole.</summary>
    public const int Slack = 8;

    /// <summary>The usual convention; Indian exchanges have 245 to 250.</summary>
    private const double DaysPerYear = 252;

    private readonly Lazy<(double[] Rounded, long[] Exact)> _sums;

    /// <param name="gates">What each bar's place in its session asks; empty: nothing anywhere.</param>
    public SweepData(BarSeries series, BarGate[]? gates)
    {
        Series = series;
        Count = series.Count;
        Opens = new long[Count];
        Closes = new long[Count];
        Rupees = new double[Count + Slack];
        Units = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            ref readonly Bar bar = ref series[i];
            (Opens[i], Closes[i], Rupees[i], Units[i]) = (bar.Open.Units, bar.Close.Units, bar.Close.Rupees, bar.Close.Units);
            HighestClose = Math.Max(HighestClose, Closes[i]);
        }
        BarsPerYear = DaysPerYear * Count / Math.Max(1, DaysOf(series));
        Gates = gates ?? [];
        LeaveBits = Gates.Length == 0 ? [] : new ulong[(Count + 63) / 64];
        for (int i = 0; i < Gates.Length; i++)
            if ((Gates[i] & (BarGate.LeaveAtOpen | BarGate.LeaveAtClose)) != 0) LeaveBits[i / 64] |= 1ul << (i % 64);
        _sums = new(() => SumsOf(Closes));
    }

    public BarSeries Series { get; }

    public int Count { get; }

    /// <summary>Price units.</summary>
    public long[] Opens { get; }

    public long[] Closes { get; }

    /// <summary>Closes in rupees, with <see cref="Slack"/> zeros behind.</summary>
    public double[] Rupees { get; }

    /// <summary>Closes in price units, as what averages are made of.</summary>
    public double[] Units { get; }

    public double BarsPerYear { get; }

    public long HighestClose { get; }

    /// <summary>Empty when no bar asks anything.</summary>
    public BarGate[] Gates { get; }

    /// <summary>One bit a bar: a position leaves there. Empty when no bar asks anything.</summary>
    public ulong[] LeaveBits { get; }

    /// <summary>Sum of the first n closes at n, price units; exact as long as <see cref="LastSum"/> is under 2^53.</summary>
    public double[] Sums => _sums.Value.Rounded;

    public long[] UnitSums => _sums.Value.Exact;

    public double LastSum => UnitSums[^1];

    private static int DaysOf(BarSeries series)
    {
        (int days, int last) = (0, int.MinValue);
        foreach (ref readonly Bar bar in series.Bars)
        {
            // A bar that ends at midnight belongs to the day that it covers.
            int day = Ist.DayOf(bar.End + -1);
            if (day != last) days++;
            last = day;
        }
        return days;
    }

    private static (double[], long[]) SumsOf(long[] closes)
    {
        long[] exact = new long[closes.Length + 1];
        double[] rounded = new double[closes.Length + 1];
        for (int i = 0; i < closes.Length; i++)
        {
            exact[i + 1] = checked(exact[i] + closes[i]);
            rounded[i + 1] = exact[i + 1];
        }
        return (rounded, exact);
    }
}
