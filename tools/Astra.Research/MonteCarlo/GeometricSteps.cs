namespace Astra.Research;

/// <summary>Equal steps of a geometric Brownian motion.</summary>
/// <param name="drift">Per unit of time.</param>
/// <param name="volatility">Per square root of the unit of time.</param>
/// <param name="step">Length of a step in units of time.</param>
internal struct GeometricSteps(double drift, double volatility, double step, ulong seed) : IPathSteps
{
    private readonly double _mean = (drift - volatility * volatility / 2) * step;
    private readonly double _deviation = volatility * Math.Sqrt(step);
    private Philox _random;

    public void Begin(long path) => _random = new Philox(seed, (ulong)path);

    public double Next() => Math.Exp(_mean + _deviation * _random.NextNormal());
}
