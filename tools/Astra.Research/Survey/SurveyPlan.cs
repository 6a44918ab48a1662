using Astra.Core;
using Astra.Costs;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// Every instrument × interval × strategy: parameters are chosen in the first part of the bars, judged in the rest. Positions are of one size, so that a
/// day's profit over the capital is its return.
/// </summary>
public sealed record SurveyPlan
{
    public required IReadOnlyList<SurveySource> Sources { get; init; }

    /// <summary>Minutes; an interval that a source's bars do not make is left out for it.</summary>
    public required IReadOnlyList<int> Intervals { get; init; }

    public required IReadOnlyList<StrategyDescriptor> Strategies { get; init; }

    /// <summary>Share of the days of each source on which parameters are chosen, between 0 and 1; of no effect with <see cref="SplitDate"/>.</summary>
    public double SplitShare { get; init; } = 0.6;

    /// <summary>First day of the part in which they are judged.</summary>
    public DateOnly? SplitDate { get; init; }

    /// <summary>Parameter sets tried for each, the defaults first.</summary>
    public int Trials { get; init; } = 50;

    public int Seed { get; init; } = 1;

    /// <summary>Rupees: each position is the most whole lots that it pays for at the part's first close, and at least one.</summary>
    public Money Capital { get; init; } = Money.FromRupees(2_000_000m);

    /// <summary>Nothing overnight, square-off by the calendar, intraday charges of shares.</summary>
    public bool Intraday { get; init; } = true;

    /// <summary>Ticks given away by each fill, at least.</summary>
    public int SlippageTicks { get; init; }

    /// <summary>Basis points of the price given away by each fill, at least: a tick of 5 paise is next to nothing on a price of thousands.</summary>
    public double SlippageBasisPoints { get; init; }

    /// <summary>Charges and fills for strategies that need the engine; null leaves those out. It charges each day by its own rates.</summary>
    public EngineSettings? Engine { get; init; }

    /// <summary>Indian charges of this book; null charges <see cref="FeeRate"/>.</summary>
    public ChargeBook? Charges { get; init; }

    public string Broker { get; init; } = "ZERODHA";

    /// <summary>Charge every day as this one; null by each day's own rates.</summary>
    public DateOnly? ChargesAsOf { get; init; }

    /// <summary>Billionths of each fill's value.</summary>
    public long FeeRate { get; init; }

    public required SessionCalendar Calendar { get; init; }

    /// <summary>All combinations that can be run, in a fixed order: the index of one is its trial's number.</summary>
    public IReadOnlyList<SurveyCell> Cells() => Combined().Cells;

    /// <summary>What is not judged, and why; each said once.</summary>
    public IReadOnlyList<SurveyGap> Gaps() => Combined().Gaps;

    /// <summary>Days on which parameters are chosen.</summary>
    internal int DaysBefore(IReadOnlyList<DateOnly> days) =>
        SplitDate is { } date ? days.Count(day => day < date) : (int)Math.Round(days.Count * SplitShare);

    /// <summary>The first judged one of these days, or a later day when there is none.</summary>
    internal DateOnly SplitOf(IReadOnlyList<DateOnly> days) => DaysBefore(days) is var before && before < days.Count ? days[before] : DateOnly.MaxValue;

    /// <summary>What a fill on these bars gives away: the worse of ticks and basis points, at the part's first close.</summary>
    internal int TicksOf(BarSeries series, int from) =>
        Math.Max(SlippageTicks, (int)Math.Ceiling(SlippageBasisPoints / 1e4 * series[from].Close.Units / series.Instrument.TickSize.Units));

    private (List<SurveyCell> Cells, List<SurveyGap> Gaps) Combined()
    {
        List<SurveyCell> cells = [];
        List<SurveyGap> gaps = [];
        foreach (StrategyDescriptor strategy in Strategies)
            if (SurveyWays.Of(strategy) is { Way: SurveyWay.None } none) gaps.Add(new SurveyGap(strategy.Name, none.Reason));
        foreach (SurveySource source in Sources)
        {
            IReadOnlyList<SurveySource> companions = SurveyCompanions.Of(source, this);
            int[] minutes = [.. Intervals.Where(interval => interval >= source.Series.IntervalMinutes && interval % source.Series.IntervalMinutes == 0)];
            foreach (int missing in Intervals.Except(minutes)) gaps.Add(new SurveyGap($"{source.Name}, {missing} min", $"its bars are of {source.Series.IntervalMinutes} minutes"));
            (StrategyDescriptor Strategy, SurveyWay Way)[] ways = [.. Strategies.Select(strategy => (strategy, SurveyWays.Of(strategy).Way))];
            foreach ((StrategyDescriptor strategy, SurveyWay way) in ways)
                if (way == SurveyWay.Engine && WhyNot(strategy, source, companions) is { } reason) gaps.Add(new SurveyGap(strategy.Name, reason));
            cells.AddRange(
                from interval in minutes
                from s in ways
                where s.Way == SurveyWay.NextOpen || s.Way == SurveyWay.Engine && WhyNot(s.Strategy, source, companions) is null
                select new SurveyCell(source, interval, s.Strategy, s.Way == SurveyWay.Engine ? [.. companions.Take(s.Strategy.Peers.Most)] : []));
        }
        return (cells, [.. gaps.Distinct()]);
    }

    private string? WhyNot(StrategyDescriptor strategy, SurveySource source, IReadOnlyList<SurveySource> companions) =>
        !Intraday ? "the engine judges it without overnight positions only"
        : Engine is null ? "it needs the engine, which charges each day by its own Indian charges"
        : companions.Count < strategy.Peers.Least ? $"it watches {strategy.Peers} others, and {source.Name} has {(companions.Count == 0 ? "none" : $"{companions.Count}")} of its kind on the same days here"
        : null;
}

/// <param name="What">A strategy, or an instrument with its interval.</param>
/// <param name="Why">In words.</param>
public sealed record SurveyGap(string What, string Why);

/// <param name="Name">The symbol; with its file's name where several files have it.</param>
/// <param name="Series">Its bars at the finest interval there is.</param>
public sealed record SurveySource(string Name, BarSeries Series);

/// <param name="Peers">Watched, and by a pair traded too; empty for most.</param>
public sealed record SurveyCell(SurveySource Source, int IntervalMinutes, StrategyDescriptor Strategy, IReadOnlyList<SurveySource> Peers)
{
    internal bool NeedsEngine => SurveyWays.Of(Strategy).Way == SurveyWay.Engine;
}
