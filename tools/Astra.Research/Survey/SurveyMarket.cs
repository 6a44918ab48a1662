using Astra.Markets;

namespace Astra.Research;

/// <summary>
/// Bars of one instrument and interval, cut in two: the first part alone for choosing, and the whole for judging, with entries barred until the
/// second part begins, so that indicators are warm there and know nothing that came later.
/// </summary>
public sealed class SurveyMarket
{
    /// <summary>Days that a part needs for its figures to be worth printing.</summary>
    private const int LeastDays = 4;

    private SurveyMarket(SurveyPart choosing, SurveyPart judging, DateOnly[] days, int before) =>
        (Choosing, Judging, ChoosingDays, From, To) = (choosing, judging, before, days[before], days[^1]);

    public SurveyPart Choosing { get; }

    public SurveyPart Judging { get; }

    public int ChoosingDays { get; }

    /// <summary>First judged day.</summary>
    public DateOnly From { get; }

    public DateOnly To { get; }

    /// <summary>What holding from the last close of the first part to the end would have brought, as a share, before costs.</summary>
    public double BuyAndHold => Judging.Series[^1].Close.Rupees / Judging.Series[Judging.From - 1].Close.Rupees - 1;

    /// <exception cref="BacktestException">The split leaves too few days on one side, or the charges of a day are not known.</exception>
    public static SurveyMarket Of(SurveySource source, int interval, SurveyPlan plan)
    {
        BarSeries whole = Resampler.To(source.Series, interval, plan.Calendar);
        DateOnly[] days = DaysOf(whole);
        int before = plan.DaysBefore(days);
        if (before < LeastDays || days.Length - before < LeastDays)
            throw new BacktestException($"{source.Name}: the split leaves {before} days to choose on and {days.Length - before} to judge, and each needs {LeastDays}; give another split or more bars");
        int at = FirstOf(whole, days[before]);
        BarSeries first = new(whole.Instrument, interval, whole.Bars[..at].ToArray());
        return new SurveyMarket(new SurveyPart(first, 0, plan), new SurveyPart(whole, at, plan), days, before);
    }

    /// <summary>First bar of this day or a later one.</summary>
    public static int FirstOf(BarSeries series, DateOnly day)
    {
        Timestamp start = Ist.At(day, TimeOnly.MinValue);
        int at = 0;
        while (at < series.Count && series[at].Start < start) at++;
        return at;
    }

    private static DateOnly[] DaysOf(BarSeries series)
    {
        List<DateOnly> days = [];
        foreach (ref readonly Bar bar in series.Bars)
            if (Ist.DateOf(bar.Start) is var day && (days.Count == 0 || days[^1] != day)) days.Add(day);
        return [.. days];
    }
}
