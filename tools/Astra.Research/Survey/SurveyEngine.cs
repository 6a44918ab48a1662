using Astra.Core;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// The engine for strategies that quote, hold sizes of their own or watch companions: fixed sizes, no stops, no margins, each order with its own charges.
/// The judged run goes over all bars, and only trades entered from the split on count: nothing is held overnight and sizes do not grow, so what
/// came before does not reach into them.
/// </summary>
internal sealed class SurveyEngine
{
    /// <summary>The engine's limits are shares of its capital; this many times the survey's keeps them out of the way of a fixed size.</summary>
    private const int Headroom = 100;

    private readonly SurveyPlan _plan;
    private readonly StrategyDescriptor _strategy;
    private readonly BarSeries[] _series;
    private readonly DateOnly? _from;

    /// <param name="series">The traded one and its companions.</param>
    /// <param name="from">First day that counts; null counts all.</param>
    public SurveyEngine(SurveyPlan plan, StrategyDescriptor strategy, IEnumerable<BarSeries> series, DateOnly? from)
    {
        (_plan, _strategy, _from) = (plan, strategy, from);
        _series = [.. series.Select((s, i) => new BarSeries(s.Instrument with { Id = i }, s.IntervalMinutes, s.Bars.ToArray()))];
        int start = from is { } day ? SurveyMarket.FirstOf(_series[0], day) : 0;
        // A pair has two legs, and quotes are held up to three times their size on either side: all stay within the capital.
        int parts = IsPair ? 2 : strategy.Peers.Least == 0 ? 3 : 1, lot = _series[0].Instrument.LotSize;
        Quantity = Math.Max(lot, SurveyPart.QuantityOf(_series[0], start, plan.Capital) / parts / lot * lot);
        SlippageTicks = _series.Max(s => plan.TicksOf(s, Math.Min(start, s.Count - 1)));
    }

    public BarSeries Series => _series[0];

    /// <summary>Units of an entry, of a quote, or of a pair's explained leg.</summary>
    public int Quantity { get; }

    private int SlippageTicks { get; }

    private bool IsPair => _strategy.IndexOf("role") >= 0;

    /// <summary>The same values with the sizes that the capital asks for.</summary>
    public double[] Sized(double[] values)
    {
        double[] sized = [.. values];
        foreach (string name in (string[])["unit", "units"])
            if (_strategy.IndexOf(name) is >= 0 and var at) sized[at] = Quantity;
        if (IsPair) sized[_strategy.IndexOf("role")] = 0;
        return sized;
    }

    /// <exception cref="BacktestException">The engine refuses the plan.</exception>
    public RunRecord Run(double[] values, bool detailed)
    {
        BarEvents events = new(_series, _plan.Calendar);
        EngineSettings settings = _plan.Engine! with
        {
            Capital = new Money(checked(_plan.Capital.Micros * Headroom)),
            Broker = _plan.Broker,
            Ghost = _plan.Engine.Ghost with { SlippageTicks = SlippageTicks, AssumedHalfSpreadTicks = 0 },
            NoteRules = "",
            DepositoryCharges = "",
            MarginRates = "",
            CapitalRules = "",
        };
        BacktestResult result = EngineRunner.Run(new EngineRequest
        {
            Settings = settings,
            Instruments = [.. _series.Select(s => s.Instrument)],
            Plans = [.. Plans(values)],
            Events = events.TryNext,
            Start = events.Start,
        });
        return Counted(RunRecords.Of(result, detailed));
    }

    private RunRecord Counted(RunRecord whole)
    {
        int first = 0;
        Timestamp split = _from is { } day ? Ist.At(day, TimeOnly.MinValue) : default;
        while (_from is not null && first < whole.Times.Length && whole.Times[first] <= split) first++;
        double capital = _plan.Capital.Rupees, before = first == 0 ? whole.Capital : whole.Equity[first - 1];
        RunTrade[] trades = [.. whole.Trades.Where(trade => _from is null || trade.Entry >= split)];
        return new RunRecord(capital, whole.Times[first..], [.. whole.Equity[first..].Select(equity => equity - before + capital)], trades) { Fees = trades.Sum(trade => trade.Fees) };
    }

    private IEnumerable<Plan> Plans(double[] values)
    {
        yield return PlanOf(0, [.. Enumerable.Range(1, _series.Length - 1)], values);
        if (!IsPair) yield break;
        double[] other = [.. values];
        other[_strategy.IndexOf("role")] = 1;
        yield return PlanOf(1, [0], other);
    }

    private Plan PlanOf(int instrument, int[] peers, double[] values) => new()
    {
        Id = instrument + 1,
        Instrument = instrument,
        Algorithm = _strategy.Name,
        Parameters = [.. _strategy.Parameters.Select((parameter, i) => new PlanParameter(parameter.Name, values[i]))],
        IntervalMinutes = _series[0].IntervalMinutes,
        Peers = peers,
        Product = Product.Intraday,
        Sizing = PlanSizing.Fixed,
        // The second leg's size is the hedge's own; its plan only bounds it.
        Quantity = instrument == 0 ? Quantity : SurveyPart.QuantityOf(_series[instrument], 0, _plan.Capital),
        Stops = new StopPolicy { StopAtr = 0, TargetR = 0, BreakevenR = 0, TrailAtr = 0 },
        Source = "survey",
        Reason = "a survey by the engine",
    };
}
