using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Kalman's filter for a hedge ratio that wanders: y = alpha + beta (x - centre) + noise, with alpha and beta each a random walk (the
/// dynamic regression of Harvey, "Forecasting, Structural Time Series Models and the Kalman Filter", 1989). It starts from a least-squares
/// fit, whose uncertainties also set the scale of both walks, so nothing in it depends on the price level:
/// unlike <c>KalmanHedge</c> of the indicators, which works on rupees, it takes log prices and is ready at once.
/// </summary>
internal struct HedgeFilter
{
    private double _centre, _alpha, _beta;
    private double _p00, _p01, _p11;
    private double _walk0, _walk1, _noise;
    private bool _started;

    public readonly bool IsStarted => _started;

    public readonly double Beta => _beta;

    /// <summary>What the last observation was above its forecast.</summary>
    public double Innovation { get; private set; }

    /// <summary>The innovation in its own standard deviations, observation noise and uncertainty of the state together.</summary>
    public double Score { get; private set; }

    /// <summary>Starts from a fit of n rows.</summary>
    /// <param name="wander">Variance that each state gains in one step, as a share of its variance in the fit.</param>
    public void Start(in Cointegration fit, int rows, double wander)
    {
        _centre = fit.MeanX;
        _beta = fit.Beta;
        _alpha = fit.Alpha + fit.Beta * fit.MeanX;
        _noise = fit.Variance;
        (_p00, _p01, _p11) = (fit.Variance / rows, 0, fit.Variance / (rows * fit.VarianceX));
        (_walk0, _walk1) = (wander * _p00, wander * _p11);
        _started = true;
    }

    /// <summary>A newer estimate of the observation noise, so that a score stays one standard deviation.</summary>
    public void Rescale(double variance) => _noise = variance;

    public void Update(double x, double y)
    {
        double at = x - _centre;
        double p00 = _p00 + _walk0, p01 = _p01, p11 = _p11 + _walk1;
        double g0 = p00 + p01 * at, g1 = p01 + p11 * at;
        double variance = g0 + g1 * at + _noise;
        Innovation = y - (_alpha + _beta * at);
        Score = Innovation / Math.Sqrt(variance);
        double k0 = g0 / variance, k1 = g1 / variance;
        _alpha += k0 * Innovation;
        _beta += k1 * Innovation;
        (_p00, _p01, _p11) = (p00 - k0 * g0, p01 - k0 * g1, p11 - k1 * g1);
    }

    public readonly void Save(StateWriter writer)
    {
        writer.Write(_started);
        writer.WriteSpan<double>([_centre, _alpha, _beta, _p00, _p01, _p11, _walk0, _walk1, _noise, Innovation, Score]);
    }

    public void Load(StateReader reader)
    {
        _started = reader.Read<bool>();
        Span<double> v = stackalloc double[11];
        reader.ReadInto(v);
        (_centre, _alpha, _beta) = (v[0], v[1], v[2]);
        (_p00, _p01, _p11) = (v[3], v[4], v[5]);
        (_walk0, _walk1, _noise) = (v[6], v[7], v[8]);
        (Innovation, Score) = (v[9], v[10]);
    }
}
