namespace Astra.Research;

/// <summary>
/// Returns that switch between regimes: a hidden Markov chain, each of whose states has normal returns. Fitted by expectation and maximisation (Baum
/// and Welch, scaled as Rabiner 1989 has it) from a start that depends on the data alone, so that a fit is the same every time.
/// </summary>
/// <param name="Start">Probability of each state at the first step.</param>
/// <param name="Transition">Row: from; column: to.</param>
/// <param name="Mean">Of a step's return.</param>
/// <param name="Deviation">Of a step's return.</param>
/// <param name="LogLikelihood">Of the returns that it was fitted to.</param>
public sealed record RegimeModel(double[] Start, double[][] Transition, double[] Mean, double[] Deviation, double LogLikelihood)
{
    private const int MostIterations = 500;
    private const double Tolerance = 1e-9;

    public int States => Start.Length;

    /// <param name="states">2 to 5, and at least ten returns for each.</param>
    public static RegimeModel Fit(ReadOnlySpan<double> returns, int states)
    {
        if (states is < 2 or > 5) throw new ArgumentOutOfRangeException(nameof(states), states, "2 to 5 regimes are fitted");
        if (returns.Length < 10 * states) throw new ArgumentException($"{returns.Length} returns are too few for {states} regimes; give at least {10 * states}", nameof(returns));
        RegimeModel model = Guess(returns, states);
        var fit = new RegimeFit(returns.ToArray(), states);
        for (int i = 0; i < MostIterations; i++)
        {
            RegimeModel next = fit.Improve(model);
            // The likelihood told is that of the model before the step.
            bool settled = i > 0 && next.LogLikelihood - model.LogLikelihood < Tolerance * Math.Abs(model.LogLikelihood);
            model = next;
            if (settled) break;
        }
        return model;
    }

    /// <summary>States apart by the size of moves: quiet first. Equal parts of the returns ranked by how far they are from their middle.</summary>
    private static RegimeModel Guess(ReadOnlySpan<double> returns, int states)
    {
        double[] sorted = returns.ToArray();
        double mean = MathNet.Numerics.Statistics.ArrayStatistics.Mean(sorted);
        Array.Sort(sorted, (a, b) => Math.Abs(a - mean).CompareTo(Math.Abs(b - mean)));
        var means = new double[states];
        var deviations = new double[states];
        for (int state = 0; state < states; state++)
        {
            double[] part = sorted[(state * sorted.Length / states)..((state + 1) * sorted.Length / states)];
            means[state] = MathNet.Numerics.Statistics.ArrayStatistics.Mean(part);
            deviations[state] = Math.Max(MathNet.Numerics.Statistics.ArrayStatistics.StandardDeviation(part), 1e-9);
        }
        double[][] transition = [.. Enumerable.Range(0, states).Select(from => Enumerable.Range(0, states).Select(to => from == to ? 0.9 : 0.1 / (states - 1)).ToArray())];
        return new RegimeModel([.. Enumerable.Repeat(1.0 / states, states)], transition, means, deviations, double.NegativeInfinity);
    }
}
