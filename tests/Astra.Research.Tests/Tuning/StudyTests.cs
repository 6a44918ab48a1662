using Astra.Research.Tuning;
using CsCheck;
using Microsoft.Data.Sqlite;

namespace Astra.Research.Tests;

/// <summary>Ask, tell, prune, keep, resume; fronts and folds by hand.</summary>
public sealed class StudyTests : IDisposable
{
    private static readonly SearchSpace Space = new(SearchParameter.Number("x", -5, 5), SearchParameter.Choice("c", "a", "b"));
    private static readonly StudyObjective[] Low = [new("loss")];

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"astra-study-{Guid.NewGuid():N}.db");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_resumed_study_goes_on_as_if_it_had_never_stopped()
    {
        Study whole = new(Space, new TpeSampler(7), Low);
        Run(whole, 40);
        for (int part = 0; part < 4; part++)
        {
            using StudyStore store = StudyStore.Create(_file, Space, Low, "w");
            Run(new Study(Space, new TpeSampler(7), Low, store: store), 10);
        }
        using StudyStore kept = StudyStore.OpenRead(_file);
        Assert.Equal(whole.Trials.Select(t => (t.Number, t["x"], t.Choice("c"), t.Values[0])), kept.Load(Space).Select(t => (t.Number, t["x"], t.Choice("c"), t.Values[0])));
    }

    [Fact]
    public void Trials_are_told_in_any_order_and_once()
    {
        Study study = new(Space, new TpeSampler(1), [new("gain", Maximise: true)]);
        StudyTrial[] asked = [study.Ask(), study.Ask(), study.Ask()];
        study.Tell(asked[2], [1]);
        study.Tell(asked[0], [5]);
        study.TellFailed(asked[1], "no trades");
        Assert.Same(asked[0], study.Best);
        Assert.Throws<StudyException>(() => study.Tell(asked[0], [9]));
        Assert.Equal(TrialState.Failed, asked[1].State);
    }

    [Fact]
    public void Another_space_a_second_writer_and_a_foreign_file_are_refused_in_words()
    {
        using (StudyStore.Create(_file, Space, Low, "w"))
            Assert.Contains("another process", Assert.Throws<StudyException>(() => StudyStore.Create(_file, Space, Low, "w")).Message, StringComparison.Ordinal);
        SearchSpace other = new(SearchParameter.Number("x", -5, 6));
        Assert.Contains("another search space", Assert.Throws<StudyException>(() => StudyStore.Create(_file, other, Low, "w")).Message, StringComparison.Ordinal);
        Assert.Contains("objectives", Assert.Throws<StudyException>(() => StudyStore.Create(_file, Space, [new("gain", true)], "w")).Message, StringComparison.Ordinal);
        Assert.Contains("data", Assert.Throws<StudyException>(() => StudyStore.Create(_file, Space, Low, "v")).Message, StringComparison.Ordinal);
        File.WriteAllText(_file, new string('x', 5000));
        Assert.Contains("no SQLite file", Assert.Throws<StudyException>(() => StudyStore.OpenRead(_file)).Message, StringComparison.Ordinal);
        File.Delete(_file);
        Assert.Contains("no such study", Assert.Throws<StudyException>(() => StudyStore.OpenRead(_file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_whose_writer_was_killed_within_a_batch_is_read_without_it()
    {
        string killed = _file + ".killed";
        using (StudyStore store = StudyStore.Create(_file, Space, Low, "w")) Run(new Study(Space, new TpeSampler(7), Low, store: store), 6);
        try
        {
            using (SqliteConnection half = new($"Data Source={_file};Pooling=False"))
            {
                half.Open();
                using SqliteCommand command = half.CreateCommand();
                // A cache of one page, so that what is not yet settled reaches the file as it does in a long batch.
                command.CommandText = "PRAGMA cache_size = 1; BEGIN; UPDATE trial SET note = hex(zeroblob(20000)), state = 3;";
                command.ExecuteNonQuery();
                File.Copy(_file, killed);
                File.Copy(_file + "-journal", killed + "-journal");
            }
            using StudyStore left = StudyStore.OpenRead(killed);
            Assert.All(left.Load(Space), trial => Assert.Equal((TrialState.Finished, ""), (trial.State, trial.Note)));
            Assert.Equal(6, left.Load(Space).Count);
        }
        finally
        {
            File.Delete(killed);
            File.Delete(killed + "-journal");
        }
    }

    [Fact]
    public void The_median_gives_up_what_is_worse_than_half_of_the_others()
    {
        StepValue[][] others = [.. new double[] { 1, 2, 3, 4, 5 }.Select(v => new[] { new StepValue(1, v) })];
        MedianPruner pruner = new();
        Assert.True(pruner.ShouldPrune(others, [new(1, 3.5)]));
        Assert.False(pruner.ShouldPrune(others, [new(1, 3)]));
        Assert.False(pruner.ShouldPrune(others[..4], [new(1, 99)]));
        Assert.False(pruner.ShouldPrune(others, [new(0, 2), new(1, 99)]));
        Assert.False(new MedianPruner(warmupSteps: 2).ShouldPrune(others, [new(1, 99)]));
    }

    [Fact]
    public void Halving_keeps_a_third_at_each_rung()
    {
        StepValue[][] others = [.. new double[] { 1, 2, 3, 4, 5 }.Select(v => new[] { new StepValue(1, v), new StepValue(3, v) })];
        HalvingPruner pruner = new();
        Assert.False(pruner.ShouldPrune(others, [new(1, 1.5)]));
        Assert.True(pruner.ShouldPrune(others, [new(1, 2.5)]));
        Assert.False(pruner.ShouldPrune(others, [new(1, 0), new(2, 99)]));
        Assert.True(pruner.ShouldPrune(others, [new(1, 0), new(3, 99)]));
        Assert.False(pruner.ShouldPrune([], [new(1, 99)]));
    }

    [Fact]
    public void A_trial_asks_whether_to_go_on_in_the_objectives_sense()
    {
        Study study = new(Space, new RandomSampler(1), [new("gain", Maximise: true)], new MedianPruner());
        for (int i = 0; i < 5; i++)
        {
            StudyTrial trial = study.Ask();
            trial.Report(0, i);
            study.Tell(trial, [i]);
        }
        StudyTrial poor = study.Ask(), fine = study.Ask();
        poor.Report(0, 1);
        fine.Report(0, 3);
        Assert.True(poor.ShouldPrune);
        Assert.False(fine.ShouldPrune);
        Assert.Throws<ArgumentException>(() => fine.Report(0, 4));
    }

    [Fact]
    public void Fronts_are_those_of_brute_force() =>
        Gen.Int[0, 6].Array[3].Array[1, 25].Sample(rows =>
        {
            double[][] points = [.. rows.Select(row => row.Select(v => (double)v).ToArray())];
            int[] fronts = Pareto.Fronts(points);
            List<int> left = [.. Enumerable.Range(0, points.Length)];
            for (int level = 0; left.Count > 0; level++)
            {
                int[] best = [.. left.Where(i => !left.Any(j => points[j].Zip(points[i]).All(p => p.First <= p.Second) && points[j].Zip(points[i]).Any(p => p.First < p.Second)))];
                Assert.All(best, i => Assert.Equal(level, fronts[i]));
                left.RemoveAll(best.Contains);
            }
        }, iter: 300);

    [Fact]
    public void Two_objectives_spread_over_the_front()
    {
        Study study = new(new SearchSpace(SearchParameter.Number("x", -10, 10), SearchParameter.Number("y", -10, 10)), new TpeSampler(2), [new("f"), new("g")]);
        for (int i = 0; i < 80; i++)
        {
            StudyTrial t = study.Ask();
            study.Tell(t, [t["x"] * t["x"] + t["y"] * t["y"], (t["x"] - 2) * (t["x"] - 2) + t["y"] * t["y"]]);
        }
        Assert.True(study.Front.Count >= 8, $"{study.Front.Count}");
        Assert.True(study.Front.Min(t => t.Values[0]) < 1 && study.Front.Min(t => t.Values[1]) < 1);
    }

    [Fact]
    public void Purged_folds_leave_gaps_and_walk_forward_never_looks_ahead()
    {
        IReadOnlyList<Fold> purged = Validation.Purged(100, 4, purge: 3, embargo: 5);
        Assert.Equal(new BarRange(25, 50), purged[1].Test);
        Assert.Equal([new BarRange(0, 22), new BarRange(58, 100)], purged[1].Train);
        Assert.Equal([new BarRange(33, 100)], purged[0].Train);
        Assert.Equal([new BarRange(0, 72)], purged[3].Train);
        IReadOnlyList<Fold> rolling = Validation.WalkForward(100, 4, purge: 2), anchored = Validation.WalkForward(100, 4, anchored: true);
        Assert.Equal(new BarRange(40, 60), rolling[1].Test);
        Assert.Equal(new BarRange(20, 38), rolling[1].Train[0]);
        Assert.Equal(new BarRange(0, 80), anchored[3].Train[0]);
        Assert.Equal(new BarRange(80, 100), anchored[3].Test);
        Assert.Throws<ArgumentException>(() => Validation.WalkForward(6, 5, purge: 3));
    }

    private static void Run(Study study, int trials)
    {
        for (int i = 0; i < trials; i++)
        {
            StudyTrial trial = study.Ask();
            study.Tell(trial, [trial["x"] * trial["x"] + (trial.Choice("c") == "a" ? 1 : 0)]);
        }
    }
}
