using Astra.Research.Tuning;
using Astra.Strategies;

namespace Astra.Research.Tests;

/// <summary>Studies of backtests: what is run, what is given up, and that neither threads nor stops matter.</summary>
public sealed class TunedBacktestTests : IDisposable
{
    private static readonly LedgerRules Rules = new() { Sides = TradeSides.Reverse, Quantity = 100 };
    private static readonly BarSeries Series = Market.Minutes(3, 12);
    private static readonly IReadOnlyList<Fold> Folds = Validation.WalkForward(Series.Count, 4);
    private static readonly StudyObjective[] Sharpe = [new("sharpe", Maximise: true)];
    private static readonly StrategyDescriptor Macd = Named("macd-cross");

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"astra-tuned-{Guid.NewGuid():N}.db");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Parts_of_a_run_are_the_whole_run_to_the_bit()
    {
        FeeSpan<IndianFees>[] spans = IndianFeeSpans.Of(Series, Market.Charges, "ZERODHA", Astra.Markets.Product.Intraday);
        foreach (NextOpenRunner runner in (NextOpenRunner[])[Flat(), NextOpenRunner.WithIndianFees(Series, Rules, spans)])
        {
            double[] parts = new double[Series.Count];
            runner.RunInParts(Specs.Of("macd-cross"), parts, [1, 700, 701, 3000, Series.Count], _ => true);
            Assert.Equal(runner.Run(Specs.Of("macd-cross")).Equity, parts);
            double[] left = new double[Series.Count];
            runner.RunInParts(Specs.Of("macd-cross"), left, [700, 3000, Series.Count], part => part < 1);
            Assert.Equal(parts[..3000], left[..3000]);
            Assert.All(left[3000..], equity => Assert.Equal(0, equity));
        }
    }

    [Fact]
    public void Objectives_are_the_figures_of_the_range_as_a_run_of_its_own()
    {
        BacktestResult result = Flat().Run(Specs.Of("macd-cross"));
        RunRecord whole = RunRecords.Of(result, regimes: false);
        PerformanceFigures all = Performance.Of(whole), part = Performance.Of(new RunRecord(whole.Equity[999], whole.Times[1000..3000], whole.Equity[1000..3000], []));
        Assert.Equal([all.Sharpe!.Value, all.SharpePerBar!.Value, all.Sortino!.Value, all.Calmar!.Value, all.TotalReturn, -all.MaxDrawdown!.Depth], EquityScore.Of(EquityScore.Names, whole.Times, whole.Equity, new BarRange(0, Series.Count)));
        Assert.Equal([part.Sharpe!.Value, part.TotalReturn], EquityScore.Of(["sharpe", "return"], whole.Times, whole.Equity, new BarRange(1000, 3000)));
        double[] flat = new double[Series.Count];
        Array.Fill(flat, 5.0);
        Assert.Equal([0, 0], EquityScore.Of(["sharpe", "calmar"], whole.Times, flat, new BarRange(10, 300)));
        Assert.Equal([double.NaN], EquityScore.Of(["calmar"], whole.Times, whole.Equity, new BarRange(0, 700)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_number_of_workers_changes_nothing(bool prune)
    {
        string one = Told(Searched(1, prune, 48)), many = Told(Searched(4, prune, 48));
        Assert.Equal(one, many);
        Assert.Equal(prune, one.Contains("Pruned", StringComparison.Ordinal));
    }

    [Fact]
    public void A_study_with_pruning_that_is_stopped_goes_on_to_the_same_end()
    {
        foreach (int until in (int[])[8, 20, 48])
        {
            using StudyStore store = StudyStore.Create(_file, StrategySpace.Of(Macd), Sharpe, "w");
            Searched(2, prune: true, until, store);
        }
        using StudyStore kept = StudyStore.OpenRead(_file);
        Assert.Equal(Told(Searched(2, prune: true, 48)), Told(kept.Load(kept.Space)));
    }

    [Fact]
    public void A_pruned_trial_leaves_the_later_folds_out_and_was_worse_than_its_board()
    {
        StudyTrial[] trials = [.. Searched(2, prune: true, 48)];
        StudyTrial[] pruned = [.. trials.Where(t => t.State == TrialState.Pruned)];
        Assert.NotEmpty(pruned);
        foreach (StudyTrial trial in pruned)
        {
            int steps = trial.Steps.Count;
            Assert.InRange(steps, 1, 3);
            Assert.Equal(trial.Steps[^1].Value, trial.Values[0]);
            Assert.Equal(steps, trial.Figures.Count(value => !double.IsNaN(value)));
            // The batch is 4: what was told before it began.
            double[] before = [.. trials.Where(t => t.Number < trial.Number / 4 * 4 && t.Steps.Count >= steps).Select(t => t.Steps[steps - 1].Value).Order()];
            Assert.True(before.Length >= 5 && trial.Steps.Max(step => step.Value) < (before[(before.Length - 1) / 2] + before[before.Length / 2]) / 2);
        }
        foreach (StudyTrial trial in trials.Where(t => t.State == TrialState.Finished)) Assert.Equal([1, 2, 3, 4], trial.Steps.Select(step => step.Step));
    }

    [Fact]
    public void Pruning_is_refused_where_there_is_nothing_to_judge_by()
    {
        Assert.Throws<ArgumentException>(() => Work(Validation.Split(Series.Count, 0.7), Sharpe));
        Assert.Throws<ArgumentException>(() => Work(Validation.Purged(Series.Count, 4), Sharpe));
        Assert.Throws<ArgumentException>(() => Work(Folds, [.. Sharpe, new("return", Maximise: true)]));

        static BacktestWork Work(IReadOnlyList<Fold> folds, StudyObjective[] objectives) => new(Macd, objectives, folds, "", Flat, new MedianPruner());
    }

    [Fact]
    public void A_fold_without_the_figure_says_so()
    {
        BacktestWork work = new(Macd, [new("calmar", Maximise: true)], Validation.WalkForward(Series.Count, 11), "", Flat);
        TrialOutcome outcome = work.CreateEvaluator().Evaluate(new Trial(0, Macd.Defaults()));
        Assert.Contains("fold 1 has no calmar", outcome.Failure, StringComparison.Ordinal);
    }

    private static IEnumerable<StudyTrial> Searched(int workers, bool prune, int trials, StudyStore? store = null)
    {
        IPruner? pruner = prune ? new MedianPruner() : null;
        Study study = new(StrategySpace.Of(Macd), new TpeSampler(4), Sharpe, pruner, store);
        Assert.True(StudyRun.Run(study, new BacktestWork(Macd, Sharpe, Folds, "", Flat, pruner), new InProcessTrialRunner(workers), trials, 4));
        return study.Trials;
    }

    private static string Told(IEnumerable<StudyTrial> trials) => string.Join('\n', trials.Select(t =>
        FormattableString.Invariant($"{t.Number} {t.State} {string.Join(' ', t.Point)}: {string.Join(' ', t.Values.Concat(t.Figures).Select(BitConverter.DoubleToInt64Bits))} {string.Join(' ', t.Steps)}")));

    private static NextOpenRunner Flat() => NextOpenRunner.WithFlatFees(Series, Rules, 300_000);

    private static StrategyDescriptor Named(string name) => StrategyRegistry.TryGet(name, out StrategyDescriptor? found) ? found : throw new InvalidOperationException(name);
}
