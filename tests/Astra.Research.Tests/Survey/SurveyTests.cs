using System.Xml.Linq;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Research.Tests;

public sealed class SurveyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("astra-survey").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Ends_with_the_honest_sentence()
    {
        SurveyResult result = Judged(Plan());
        Assert.Equal(8, result.Rows.Count);
        Assert.Equal(result.Rows.Count(row => row.Net < 0), result.LosingAfterCosts);
        // Prices are a walk without drift and each fill costs 0.2%.
        Assert.True(result.LosingAfterCosts >= 6, $"{result.LosingAfterCosts} lose");
        Assert.Equal(0, result.Convincing);
        Assert.StartsWith($"Of 8 combinations judged out of sample, {result.LosingAfterCosts} lose money after costs, {result.Rows.Count(row => row.Gross < 0)} of them before any", result.Sentence, StringComparison.Ordinal);
        Assert.Equal(result.Rows.OrderByDescending(row => row.Net).Select(row => row.Net), result.Rows.Select(row => row.Net));
        Assert.All(result.Rows, row => Assert.Equal(row.Gross - row.Costs, row.Net, 6));

        Assert.Contains("48 parameter sets", result.Sentence, StringComparison.Ordinal);
        Assert.Contains("among 48 worthless sets", result.Belief, StringComparison.Ordinal);
        Assert.All(result.Rows, row => Assert.Equal((12, 8, new DateOnly(2024, 2, 19)), (row.InSampleDays, row.Days, row.From)));

        SurveyFiles.Write(result, _folder, [("Bars from", "made <up>")]);
        Assert.Contains(result.Sentence, File.ReadAllText(Path.Combine(_folder, "survey.md")), StringComparison.Ordinal);
        Assert.Equal(result.Rows.Count, File.ReadAllLines(Path.Combine(_folder, "survey-short.md")).Count(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains(" min | s", StringComparison.Ordinal) || line.Contains(" min | m", StringComparison.Ordinal)));
        Assert.Equal(9, File.ReadAllLines(Path.Combine(_folder, "survey.csv")).Length);
        XDocument.Parse(File.ReadAllText(Path.Combine(_folder, "survey.html")).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        Assert.True(new FileInfo(Path.Combine(_folder, "survey.png")).Length > 2_000);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        string one = SurveyFiles.Csv(Judged(Plan(), "a", 1));
        Assert.Equal(one, SurveyFiles.Csv(Judged(Plan(), "b", 3)));
    }

    [Fact]
    public void Goes_on_where_it_was_interrupted()
    {
        using CancellationTokenSource cancel = new();
        SurveyResult part = Survey.Run(Plan(), _folder, new InProcessTrialRunner(1), done =>
        {
            if (done == 3) cancel.Cancel();
        }, cancel.Token);
        Assert.Equal((3, 8), (part.Rows.Count, part.Cells));
        // The end of a line that was not finished.
        string journal = Path.Combine(_folder, "survey.jsonl");
        File.AppendAllText(journal, "{\"Id\":3,\"Val");
        int ran = 0;
        SurveyResult whole = Judged(Plan(), progress: _ => ran++);
        Assert.Equal((5, 8), (ran, whole.Rows.Count));
        Assert.Equal(SurveyFiles.Csv(Judged(Plan(), "anew", 1)), SurveyFiles.Csv(whole));
        Assert.Throws<BacktestException>(() => Judged(Plan() with { Seed = 9 }));
    }

    [Fact]
    public void The_judged_part_does_not_influence_the_choice()
    {
        SurveyPlan plan = Plan();
        SurveyPlan other = plan with { Sources = [.. plan.Sources.Select(source => new SurveySource(source.Name, ChangedAfterHalf(source.Series)))] };
        SurveyResult a = Judged(plan, "a"), b = Judged(other, "b");
        foreach (SurveyRow row in a.Rows)
        {
            SurveyRow same = b.Rows.Single(r => (r.Instrument, r.IntervalMinutes, r.Strategy) == (row.Instrument, row.IntervalMinutes, row.Strategy));
            Assert.Equal(row.Values, same.Values);
            Assert.Equal(row.InSampleNet, same.InSampleNet);
            Assert.Equal(row.Overfitting, same.Overfitting);
        }
        Assert.NotEqual(a.Rows[0].Net, b.Rows[0].Net);
    }

    [Fact]
    public void Draws_begin_with_the_defaults_are_allowed_and_repeat_by_seed()
    {
        foreach (StrategyDescriptor strategy in StrategyRegistry.All)
        {
            IReadOnlyList<double[]> sets = ParameterDraws.Of(strategy, 20, 4);
            Assert.Equal(strategy.Defaults(), sets[0]);
            Assert.All(sets, set => Assert.Equal(-1, strategy.FirstInvalid(set)));
            Assert.Equal(sets, ParameterDraws.Of(strategy, 20, 4));
        }
    }

    [Fact]
    public void A_split_that_leaves_nothing_is_refused_with_the_reason()
    {
        SurveyResult result = Judged(Plan() with { SplitShare = 0.99 });
        Assert.Empty(result.Rows);
        Assert.Contains("give another split or more bars", Assert.Single(result.Failures.Take(1)), StringComparison.Ordinal);
    }

    private SurveyResult Judged(SurveyPlan plan, string folder = "", int workers = 2, Action<long>? progress = null) =>
        Survey.Run(plan, Path.Combine(_folder, folder), new InProcessTrialRunner(workers), progress, TestContext.Current.CancellationToken);

    internal static SurveyPlan Plan() => new()
    {
        Sources = [new("AAA", Walk("AAA", 1)), new("BBB", Walk("BBB", 2))],
        Intervals = [5, 15],
        Strategies = [.. StrategyRegistry.All.Where(strategy => strategy.Name is "sma-cross" or "macd-cross")],
        Trials = 6,
        Seed = 3,
        Capital = Money.FromRupees(100_000m),
        FeeRate = 2_000_000,
        Calendar = Calendars.Shipped,
    };

    /// <summary>Twenty trading days of five-minute bars.</summary>
    internal static BarSeries Walk(string symbol, int seed)
    {
        Random random = new(seed);
        List<Bar> bars = [];
        long price = 1_000_000;
        for (DateOnly day = new(2024, 2, 1); bars.Count < 20 * 75; day = day.AddDays(1))
        {
            if (!Calendars.Shipped.IsTradingDay(Segment.NseEquity, day)) continue;
            for (int i = 0; i < 75; i++)
            {
                long open = price;
                price += random.Next(-5, 6) * 500;
                Timestamp start = Ist.At(day, new TimeOnly(9, 15).AddMinutes(5 * i));
                bars.Add(new Bar
                {
                    Start = start, End = start + 5 * Timestamp.NanosPerMinute, Open = new Price(open), Close = new Price(price), High = new Price(Math.Max(open, price) + 500),
                    Low = new Price(Math.Min(open, price) - 500), IntervalMinutes = 5, Flags = i == 0 ? BarFlags.SessionStart : BarFlags.None,
                });
            }
        }
        return new BarSeries(new Instrument(0, symbol, Segment.NseEquity, InstrumentKind.Equity, new Price(500), 1), 5, [.. bars]);
    }

    private static BarSeries ChangedAfterHalf(BarSeries series)
    {
        Bar[] bars = series.Bars.ToArray();
        foreach (ref Bar bar in bars.AsSpan(12 * 75))
            (bar.Open, bar.High, bar.Low, bar.Close) = (new Price(2_200_000 - bar.Open.Units), new Price(2_200_000 - bar.Low.Units), new Price(2_200_000 - bar.High.Units), new Price(2_200_000 - bar.Close.Units));
        return new BarSeries(series.Instrument, series.IntervalMinutes, bars);
    }
}
