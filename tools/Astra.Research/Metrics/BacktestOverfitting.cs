namespace Astra.Research;

/// <summary>
/// Probability of backtest overfitting by combinatorially symmetric cross-validation: D. H. Bailey, J. Borwein, M. López de Prado, Q. J. Zhu,
/// "The Probability of Backtest Overfitting", Journal of Computational Finance (2015). Time is cut into S blocks; for each choice of half of
/// them the trial with the best Sharpe ratio there is ranked among all trials in the other half.
/// </summary>
/// <param name="Probability">Share of splits in which the best of one half is at or below the median of the other (logit at or below zero).</param>
/// <param name="ProbabilityOfLoss">Share of splits in which it has a negative mean return in the other half.</param>
/// <param name="Splits">C(S, S/2).</param>
/// <param name="MedianLogit">Of the relative ranks; above zero is good.</param>
/// <param name="Slope">Of the other half's Sharpe ratio over the first half's, least squares; below zero, more in sample means less outside. Null when they do not vary.</param>
public sealed record BacktestOverfitting(double Probability, double ProbabilityOfLoss, int Splits, double MedianLogit, double? Slope)
{
    /// <param name="returns">By trial: returns at the same times, all of one length.</param>
    /// <param name="blocks">S, even, 2 to 20; rows beyond a multiple of it are left out at the front.</param>
    /// <returns>Null with fewer than two trials, or fewer than two returns in a block.</returns>
    public static BacktestOverfitting? Of(IReadOnlyList<double[]> returns, int blocks = 16)
    {
        if (blocks < 2 || blocks > 20 || blocks % 2 != 0) throw new ArgumentOutOfRangeException(nameof(blocks), blocks, "an even number from 2 to 20 is needed");
        if (returns.Count < 2 || returns[0].Length / blocks < 2) return null;
        if (returns.Any(r => r.Length != returns[0].Length)) throw new ArgumentException("trials must have returns at the same times", nameof(returns));

        Halves halves = new(returns, blocks);
        List<double> logits = [], inside = [], outside = [];
        int low = 0, loss = 0;
        for (uint mask = (1u << (blocks / 2)) - 1; mask < 1u << blocks; mask = Next(mask))
        {
            halves.Split(mask);
            double logit = halves.Logit;
            logits.Add(logit);
            inside.Add(halves.Inside[halves.Best]);
            outside.Add(halves.Outside[halves.Best]);
            if (logit <= 0) low++;
            if (halves.Outside[halves.Best] < 0) loss++;
        }
        return new(low / (double)logits.Count, loss / (double)logits.Count, logits.Count, Moments.Quantile([.. logits], 0.5)!.Value, SlopeOf(inside, outside));
    }

    /// <summary>The next number with as many bits set.</summary>
    private static uint Next(uint mask)
    {
        uint lowest = mask & (~mask + 1), ripple = mask + lowest;
        return ripple | ((mask ^ ripple) >> 2) / lowest;
    }

    private static double? SlopeOf(List<double> x, List<double> y)
    {
        double meanX = x.Average(), meanY = y.Average(), xx = 0, xy = 0;
        for (int i = 0; i < x.Count; i++)
        {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        return xx > 0 ? xy / xx : null;
    }

    /// <summary>Sharpe ratios of all trials in two halves, from sums of the blocks.</summary>
    private sealed class Halves
    {
        private readonly double[][] _sums, _squares;
        private readonly double[] _allSum, _allSquare;
        private readonly int _half;

        public Halves(IReadOnlyList<double[]> returns, int blocks)
        {
            int trials = returns.Count, length = returns[0].Length / blocks, front = returns[0].Length - length * blocks;
            (_sums, _squares, _half) = (new double[blocks][], new double[blocks][], length * blocks / 2);
            (_allSum, _allSquare, Inside, Outside) = (new double[trials], new double[trials], new double[trials], new double[trials]);
            for (int b = 0; b < blocks; b++)
            {
                (_sums[b], _squares[b]) = (new double[trials], new double[trials]);
                for (int t = 0; t < trials; t++)
                {
                    foreach (double r in returns[t].AsSpan(front + b * length, length))
                    {
                        _sums[b][t] += r;
                        _squares[b][t] += r * r;
                    }
                    _allSum[t] += _sums[b][t];
                    _allSquare[t] += _squares[b][t];
                }
            }
        }

        public double[] Inside { get; }

        public double[] Outside { get; }

        public int Best { get; private set; }

        /// <summary>Of the relative rank of the best among the outside, ties in the middle.</summary>
        public double Logit
        {
            get
            {
                double mine = Outside[Best], rank = 1;
                for (int t = 0; t < Outside.Length; t++)
                    if (t != Best) rank += Outside[t] < mine ? 1 : Outside[t] == mine ? 0.5 : 0;
                double relative = rank / (Outside.Length + 1);
                return Math.Log(relative / (1 - relative));
            }
        }

        public void Split(uint mask)
        {
            Best = 0;
            for (int t = 0; t < Inside.Length; t++)
            {
                double sum = 0, square = 0;
                for (int b = 0; b < _sums.Length; b++)
                {
                    if ((mask >> b & 1) == 0) continue;
                    sum += _sums[b][t];
                    square += _squares[b][t];
                }
                Inside[t] = Ratio(sum, square);
                Outside[t] = Ratio(_allSum[t] - sum, _allSquare[t] - square);
                if (Inside[t] > Inside[Best]) Best = t;
            }
        }

        /// <summary>A trial that never traded has the ratio 0.</summary>
        private double Ratio(double sum, double square)
        {
            double mean = sum / _half, variance = square / _half - mean * mean;
            return variance > 1e-18 * (1 + square) ? mean / Math.Sqrt(variance) : 0;
        }
    }
}
