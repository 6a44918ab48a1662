using Astra.Costs;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>A stretch of one instrument's bars under the survey's rules, filled at the next open.</summary>
public sealed class SurveyPart
{
    private readonly NextOpenRunner _runner;
    private readonly LedgerRules _rules;
    private readonly BarGate[] _gates;
    private readonly FeeSpan<IndianFees>[]? _charges;
    private readonly SurveyPlan _plan;

    public SurveyPart(BarSeries series, int from, SurveyPlan plan)
    {
        (Series, From, _plan) = (series, from, plan);
        _rules = new LedgerRules
        {
            // Room for any loss: the size is fixed by the capital, and the ledger itself asks for no margin.
            Cash = plan.Capital,
            Sides = TradeSides.Reverse,
            Quantity = QuantityOf(series, from, plan.Capital),
            SlippageTicks = plan.TicksOf(series, from),
            // Carries the gates; without intraday rules they only bar the first part.
            Intraday = true,
        };
        _gates = plan.Intraday ? Gates(series, plan.Calendar) : new BarGate[series.Count];
        for (int i = 0; i < from; i++) _gates[i] |= BarGate.NoEntry | BarGate.LeaveAtOpen;
        if (from > 0) _gates[from] |= BarGate.NoEntry;
        Product product = plan.Intraday ? Product.Intraday : series.Instrument.Kind == InstrumentKind.Equity ? Product.Delivery : Product.Carry;
        _charges = plan.Charges is { } book ? IndianFeeSpans.Of(series, book, plan.Broker, product, plan.ChargesAsOf) : null;
        _runner = _charges is null ? NextOpenRunner.WithFlatFees(series, _rules, plan.FeeRate, _gates) : NextOpenRunner.WithIndianFees(series, _rules, _charges, _gates);
    }

    public BarSeries Series { get; }

    /// <summary>First bar that counts.</summary>
    public int From { get; }

    public int Quantity => _rules.Quantity;

    /// <summary>The most whole lots that the capital pays for at the part's first close, and at least one.</summary>
    public static int QuantityOf(BarSeries series, int from, Money capital)
    {
        Instrument instrument = series.Instrument;
        Int128 lot = Amount.OfPrice(series[from].Close.Units, (long)instrument.LotSize * instrument.Multiplier).Units;
        return (int)Int128.Clamp(Amount.OfMoney(capital).Units / lot, 1, int.MaxValue / instrument.LotSize) * instrument.LotSize;
    }

    /// <summary>
    /// A bar in which the square-off time lies is left at its open: on bars of 15 minutes and more its close comes after a broker has closed the position himself.
    /// </summary>
    private static BarGate[] Gates(BarSeries series, SessionCalendar calendar)
    {
        BarGate[] gates = SessionGates.Of(series, calendar);
        SessionFrames frames = new(calendar, series.Instrument);
        for (int i = 0; i < gates.Length; i++)
            if (frames.At(series[i].Start) is { } session && series[i].End > frames.SquareOffOf(session)) gates[i] = BarGate.NoEntry | BarGate.LeaveAtOpen;
        return gates;
    }

    /// <summary>Runs and keeps what counts: equity and trades from <see cref="From"/> on.</summary>
    public RunRecord Run(StrategyDescriptor strategy, double[] values, bool detailed)
    {
        RunRecord record = RunRecords.Of(Play(strategy, values), detailed);
        double scale = record.Benchmark is { Length: > 0 } held ? record.Capital / held[From == 0 ? 0 : From - 1] : 1;
        return record with { Times = record.Times[From..], Equity = record.Equity[From..], Benchmark = record.Benchmark is { } b ? [.. b[From..].Select(value => value * scale)] : null };
    }

    private BacktestResult Play(StrategyDescriptor strategy, double[] values)
    {
        BacktestSpec spec = new(strategy, values);
        if (SurveyWays.Members(strategy).Length == 0) return _runner.Run(spec);
        // A hybrid can hand on scores and positions, should a member read them; the members of those that come here do not.
        ChartDecider decider = new(strategy.Create(values, new StrategyMarket(Series.Instrument, [], Series.IntervalMinutes)), ChartStyle.Candle, default);
        return _runner.Run(ref decider);
    }

    /// <summary>
    /// Profits by day and closed trades of many sets, in their order. Where everything is closed each day, the sweep's kernels do it and each trade's
    /// profit is its day's; otherwise the runner marks positions overnight.
    /// </summary>
    public IEnumerable<(double[] Values, double[] Returns, int Trades)> Try(StrategyDescriptor strategy, IReadOnlyList<double[]> sets)
    {
        if (!_plan.Intraday || From > 0 || strategy.Parameters.Count == 0 || SurveyWays.Members(strategy).Length > 0)
        {
            foreach (double[] values in sets)
            {
                RunRecord run = Run(strategy, values, detailed: false);
                yield return (values, Returns(run), run.Trades.Count);
            }
            yield break;
        }
        var sweep = (ISweepTrades)new SweepWork(new SweepQuestion(Series, strategy, _rules) { FeeRate = _plan.FeeRate, IndianFees = _charges, Gates = _gates }).CreateEvaluator();
        int[] days = DayOfBar();
        foreach (double[] values in sets)
        {
            List<LedgerTrade> trades = sweep.Trades(values);
            double[] returns = new double[days.Length == 0 ? 0 : days[^1] + 1];
            foreach (LedgerTrade trade in trades) returns[days[trade.ExitBar]] += trade.Profit.Rupees / _plan.Capital.Rupees;
            yield return (values, returns, trades.Count);
        }
    }

    private int[] DayOfBar()
    {
        int[] days = new int[Series.Count];
        for (int i = 1; i < days.Length; i++) days[i] = days[i - 1] + (Ist.DateOf(Series[i].Start) == Ist.DateOf(Series[i - 1].Start) ? 0 : 1);
        return days;
    }

    /// <summary>Daily profit over the capital: sizes do not grow, so neither does what they are measured by.</summary>
    public static double[] Returns(RunRecord run)
    {
        double[] closes = new DailyReturns(run).Closes, returns = new double[closes.Length];
        for (int i = 0; i < closes.Length; i++) returns[i] = (closes[i] - (i == 0 ? run.Capital : closes[i - 1])) / run.Capital;
        return returns;
    }
}
