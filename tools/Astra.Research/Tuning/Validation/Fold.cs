namespace Astra.Research.Tuning;

/// <summary>Bars [Begin, End).</summary>
public readonly record struct BarRange(int Begin, int End)
{
    public int Count => Math.Max(0, End - Begin);
}

/// <summary>What one fold of a validation tunes on, and what it then looks at.</summary>
public sealed record Fold(IReadOnlyList<BarRange> Train, BarRange Test)
{
    /// <summary>From the first to the last bar that the fold needs.</summary>
    public BarRange Whole => new(Math.Min(Train[0].Begin, Test.Begin), Math.Max(Train[^1].End, Test.End));
}

/// <summary>How bars are divided into what is tuned on and what is not.</summary>
public static class Validation
{
    /// <summary>The first share is tuned on, the rest is held out.</summary>
    public static IReadOnlyList<Fold> Split(int bars, double share)
    {
        if (!(share > 0 && share < 1)) throw new ArgumentException("a share is between 0 and 1", nameof(share));
        int cut = (int)(bars * share);
        return Checked([new Fold([new BarRange(0, cut)], new BarRange(cut, bars))], bars);
    }

    /// <summary>
    /// The bars in <paramref name="folds"/> + 1 blocks: each block but the first is tested once, after the block ahead of it (rolling) or all
    /// blocks ahead (anchored) were tuned on, less the last <paramref name="purge"/> bars, whose trades reach into the test.
    /// </summary>
    public static IReadOnlyList<Fold> WalkForward(int bars, int folds, bool anchored = false, int purge = 0)
    {
        Require(folds >= 1 && purge >= 0, "walk-forward needs one fold or more, and a purge of 0 bars or more");
        return Checked([.. Enumerable.Range(0, folds).Select(i =>
            new Fold([new BarRange(anchored ? 0 : At(i), At(i + 1) - purge)], new BarRange(At(i + 1), At(i + 2))))], bars);

        int At(int block) => (int)((long)bars * block / (folds + 1));
    }

    /// <summary>
    /// Cross-validation for overlapping outcomes (López de Prado: "Advances in financial machine learning", 2018, chapter 7): each block is tested
    /// once and all others are tuned on, less <paramref name="purge"/> bars on both sides of the test and <paramref name="embargo"/> more after it.
    /// </summary>
    public static IReadOnlyList<Fold> Purged(int bars, int folds, int purge = 0, int embargo = 0)
    {
        Require(folds >= 2 && purge >= 0 && embargo >= 0, "purged cross-validation needs two folds or more, and a purge and an embargo of 0 bars or more");
        return Checked([.. Enumerable.Range(0, folds).Select(i =>
        {
            BarRange test = new((int)((long)bars * i / folds), (int)((long)bars * (i + 1) / folds));
            BarRange[] train = [new BarRange(0, test.Begin - purge), new BarRange(Math.Min(bars, test.End + purge + embargo), bars)];
            return new Fold([.. train.Where(range => range.Count > 0)], test);
        })], bars);
    }

    private static Fold[] Checked(Fold[] folds, int bars)
    {
        foreach (Fold fold in folds)
            Require(fold.Test.Count > 1 && fold.Train.Count > 0 && fold.Train.All(range => range.Count > 1), $"{bars} bars are too few for {folds.Length} folds with these gaps; use fewer folds or more data");
        return folds;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds) throw new ArgumentException(otherwise);
    }
}
