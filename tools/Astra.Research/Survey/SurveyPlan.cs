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

    /// <summary>Ticks given away by each fill.</summary>
    public int SlippageTicks { get; init; }

    /// <summary>Indian charges of this book; null charges <see cref="FeeRate"/>.</summary>
    public ChargeBook? Charges { get; init; }

    public string Broker { get; init; } = "ZERODHA";

    /// <summary>Charge every day as this one; null by each day's own rates.</summary>
    public DateOnly? ChargesAsOf { get; init; }

    /// <summary>Billionths of each fill's value.</summary>
    public long FeeRate { get; init; }

    public required SessionCalendar Calendar { get; init; }

    /// <summary>All combinations that can be run, in a fixed order: the index of one is its trial's number.</summary>
    public IReadOnlyList<SurveyCell> Cells() =>
    [
        .. from source in Sources
           from interval in Intervals
           where interval >= source.Series.IntervalMinutes && interval % source.Series.IntervalMinutes == 0
           from strategy in Strategies
           select new SurveyCell(source, interval, strategy),
    ];
}

/// <param name="Name">The symbol; with its file's name where several files have it.</param>
/// <param name="Series">Its bars at the finest interval there is.</param>
public sealed record SurveySource(string Name, BarSeries Series);

public sealed record SurveyCell(SurveySource Source, int IntervalMinutes, StrategyDescriptor Strategy);
