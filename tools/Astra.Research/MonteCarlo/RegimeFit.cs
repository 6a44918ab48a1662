namespace Astra.Research;

/// <summary>One step of expectation and maximisation at a time; buffers are kept between steps.</summary>
internal sealed class RegimeFit
{
    private readonly double[] _returns;
    private readonly int _states;
    /// <summary>By step and state: forward and backward probabilities, scaled, and the densities of the return.</summary>
    private readonly double[] _forward, _backward, _density;
    private readonly double[] _scale;

    public RegimeFit(double[] returns, int states)
    {
        (_returns, _states) = (returns, states);
        (_forward, _backward, _density) = (new double[returns.Length * states], new double[returns.Length * states], new double[returns.Length * states]);
        _scale = new double[returns.Length];
    }

    /// <summary>The improved model; its likelihood is that of the given one.</summary>
    public RegimeModel Improve(RegimeModel model)
    {
        double logLikelihood = Forward(model);
        Backward(model);
        return Maximise(model, logLikelihood);
    }

    private double Forward(RegimeModel model)
    {
        double logLikelihood = 0;
        for (int t = 0; t < _returns.Length; t++)
        {
            // The largest density of a step is taken out, so that an outlier far from every state does not vanish.
            double largest = double.NegativeInfinity;
            for (int s = 0; s < _states; s++)
            {
                double z = (_returns[t] - model.Mean[s]) / model.Deviation[s];
                double log = -0.5 * z * z - Math.Log(model.Deviation[s] * Math.Sqrt(2 * Math.PI));
                _density[t * _states + s] = log;
                largest = Math.Max(largest, log);
            }
            double total = 0;
            for (int s = 0; s < _states; s++)
            {
                double density = _density[t * _states + s] = Math.Exp(_density[t * _states + s] - largest);
                double arrived = t == 0 ? model.Start[s] : Arrived(model, t, s);
                total += _forward[t * _states + s] = arrived * density;
            }
            for (int s = 0; s < _states; s++) _forward[t * _states + s] /= total;
            _scale[t] = total;
            logLikelihood += Math.Log(total) + largest;
        }
        return logLikelihood;
    }

    private double Arrived(RegimeModel model, int t, int state)
    {
        double sum = 0;
        for (int from = 0; from < _states; from++) sum += _forward[(t - 1) * _states + from] * model.Transition[from][state];
        return sum;
    }

    private void Backward(RegimeModel model)
    {
        int last = _returns.Length - 1;
        for (int s = 0; s < _states; s++) _backward[last * _states + s] = 1;
        for (int t = last - 1; t >= 0; t--)
            for (int s = 0; s < _states; s++)
            {
                double sum = 0;
                for (int to = 0; to < _states; to++)
                    sum += model.Transition[s][to] * _density[(t + 1) * _states + to] * _backward[(t + 1) * _states + to];
                _backward[t * _states + s] = sum / _scale[t + 1];
            }
    }

    private RegimeModel Maximise(RegimeModel model, double logLikelihood)
    {
        int steps = _returns.Length;
        var weight = new double[_states];
        var left = new double[_states];
        var sum = new double[_states];
        var squares = new double[_states];
        double[][] moves = [.. Enumerable.Range(0, _states).Select(_ => new double[_states])];
        for (int t = 0; t < steps; t++)
            for (int s = 0; s < _states; s++)
            {
                double share = _forward[t * _states + s] * _backward[t * _states + s];
                weight[s] += share;
                sum[s] += share * _returns[t];
                if (t == steps - 1) continue;
                left[s] += share;
                for (int to = 0; to < _states; to++)
                    moves[s][to] += _forward[t * _states + s] * model.Transition[s][to] * _density[(t + 1) * _states + to]
                        * _backward[(t + 1) * _states + to] / _scale[t + 1];
            }
        double[] means = [.. Enumerable.Range(0, _states).Select(s => weight[s] > 0 ? sum[s] / weight[s] : model.Mean[s])];
        for (int t = 0; t < steps; t++)
            for (int s = 0; s < _states; s++)
                squares[s] += _forward[t * _states + s] * _backward[t * _states + s] * (_returns[t] - means[s]) * (_returns[t] - means[s]);
        return new RegimeModel(
            [.. Enumerable.Range(0, _states).Select(s => _forward[s] * _backward[s])],
            [.. moves.Select((row, s) => left[s] > 0 ? Array.ConvertAll(row, move => move / left[s]) : model.Transition[s])],
            means,
            // A state that settles on one return alone would have an endless density.
            [.. Enumerable.Range(0, _states).Select(s => Math.Max(weight[s] > 0 ? Math.Sqrt(squares[s] / weight[s]) : model.Deviation[s], 1e-9))],
            logLikelihood);
    }
}
