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

    private SurveyMarket(SurveyPart choosing, SurveyPart judging) => (Choosing, Judging) = (choosing, judging);

    public SurveyPart Choosing { get; }

    public SurveyPart Judging { get; }

    /// <exception cref="BacktestException">The split leaves too few days on one side, or the charges of a day are not known.</exception>
    public static SurveyMarket Of(SurveySource source, int interval, SurveyPlan plan)
    {
        BarSeries whole = Resampler.To(source.Series, interval, plan.Calendar);
        DateOnly[] days = DaysOf(whole);
        int before = plan.SplitDate is { } date ? days.Count(day => day < date) : (int)Math.Round(days.Length * plan.SplitShare);
        if (before < LeastDays || days.Length - before < LeastDays)
            throw new BacktestException($"{source.Name}: the split leaves {before} days to choose on and {days.Length - before} to judge, and each needs {LeastDays}; give another split or more bars");
        Timestamp split = Ist.At(days[before], TimeOnly.MinValue);
        int at = 0;
        while (whole[at].Start < split) at++;
        BarSeries first = new(whole.Instrument, interval, whole.Bars[..at].ToArray());
        return new SurveyMarket(PartOf(first, 0, plan), PartOf(whole, at, plan));
    }

    private static SurveyPart PartOf(BarSeries series, int from, SurveyPlan plan)
    {
        LedgerRules rules = new()
        {
            // Room for any loss: the size is fixed by the capital, and the ledger itself asks for no margin.
            Cash = plan.Capital,
            Sides = TradeSides.Reverse,
            Quantity = QuantityOf(series, from, plan),
            SlippageTicks = plan.SlippageTicks,
            // Carries the gates; without intraday rules they only bar the first part.
            Intraday = true,
        };
        BarGate[] gates = plan.Intraday ? SessionGates.Of(series, plan.Calendar) : new BarGate[series.Count];
        for (int i = 0; i < from; i++) gates[i] |= BarGate.NoEntry | BarGate.LeaveAtOpen;
        if (from > 0) gates[from] |= BarGate.NoEntry;
        if (plan.Charges is not { } book) return new SurveyPart(NextOpenRunner.WithFlatFees(series, rules, plan.FeeRate, gates), from, rules.Quantity);
        Product product = plan.Intraday ? Product.Intraday : series.Instrument.Kind == InstrumentKind.Equity ? Product.Delivery : Product.Carry;
        FeeSpan<IndianFees>[] spans = IndianFeeSpans.Of(series, book, plan.Broker, product, plan.ChargesAsOf);
        return new SurveyPart(NextOpenRunner.WithIndianFees(series, rules, spans, gates), from, rules.Quantity);
    }

    private static int QuantityOf(BarSeries series, int from, SurveyPlan plan)
    {
        Instrument instrument = series.Instrument;
        Int128 lot = Amount.OfPrice(series[from].Close.Units, (long)instrument.LotSize * instrument.Multiplier).Units;
        return (int)Int128.Clamp(Amount.OfMoney(plan.Capital).Units / lot, 1, int.MaxValue / instrument.LotSize) * instrument.LotSize;
    }

    private static DateOnly[] DaysOf(BarSeries series)
    {
        List<DateOnly> days = [];
        foreach (ref readonly Bar bar in series.Bars)
            if (Ist.DateOf(bar.Start) is var day && (days.Count == 0 || days[^1] != day)) days.Add(day);
        return [.. days];
    }
}

/// <param name="From">First bar that counts.</param>
public sealed record SurveyPart(NextOpenRunner Runner, int From, int Quantity)
{
    public BarSeries Series => Runner.Series;

    /// <summary>Runs and keeps what counts: equity and trades from <see cref="From"/> on.</summary>
    public RunRecord Run(BacktestSpec spec, bool detailed)
    {
        BacktestResult result = Runner.Run(spec);
        RunRecord record = RunRecords.Of(result, detailed);
        double scale = record.Benchmark is { Length: > 0 } held ? record.Capital / held[From == 0 ? 0 : From - 1] : 1;
        return record with { Times = record.Times[From..], Equity = record.Equity[From..], Benchmark = record.Benchmark is { } b ? [.. b[From..].Select(value => value * scale)] : null };
    }

    /// <summary>Daily profit over the capital: sizes do not grow, so neither does what they are measured by.</summary>
    public static double[] Returns(RunRecord run)
    {
        double[] closes = new DailyReturns(run).Closes, returns = new double[closes.Length];
        for (int i = 0; i < closes.Length; i++) returns[i] = (closes[i] - (i == 0 ? run.Capital : closes[i - 1])) / run.Capital;
        return returns;
    }
}
