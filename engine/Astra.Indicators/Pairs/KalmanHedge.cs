using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Hedge ratio of two instruments by a Kalman filter: <c>first = ratio·second + offset + noise</c>, where ratio and offset are a random
/// walk (Chan, Algorithmic Trading, 2013, chapter 3). It follows a drifting relation that a fixed window sees late.
/// </summary>
/// <param name="drift">How fast the relation may move, over 0 and under 1: the walk's variance is drift/(1-drift).</param>
/// <param name="noise">Variance of the observation, square rupees.</param>
/// <param name="warmUp">Bars before it is ready.</param>
public sealed class KalmanHedge(double drift = 1e-4, double noise = 1e-3, int warmUp = 20) : IPairIndicator
{
    private readonly int _warmUp = Length.Check(warmUp);
    private readonly double _walk = Length.CheckShare(drift) / (1 - drift);
    private readonly double _noise = Length.CheckFactor(noise);
    private double _ratio;
    private double _offset;
    // Covariance of ratio and offset.
    private double _p00;
    private double _p01;
    private double _p11;
    private double _error;
    private double _variance;
    private int _bars;

    public bool IsReady => _bars == _warmUp;

    /// <summary>The hedge ratio: units of the second to hold against one of the first.</summary>
    public double Value => IsReady ? _ratio : 0;

    /// <summary>Rupees.</summary>
    public double Offset => IsReady ? _offset : 0;

    /// <summary>The first price less what the relation said before this bar, rupees.</summary>
    public double Error => IsReady ? _error : 0;

    /// <summary>Standard deviation expected of <see cref="Error"/>, rupees.</summary>
    public double ErrorDeviation => IsReady ? Math.Sqrt(_variance) : 0;

    /// <summary>The error in its standard deviations: the spread that a pairs strategy trades.</summary>
    public double ZScore => IsReady && _variance > 0 ? _error / Math.Sqrt(_variance) : 0;

    public void Update(Price first, Price second)
    {
        double x = second.Rupees, r00 = _p00 + _walk, r01 = _p01, r11 = _p11 + _walk;
        double a = r00 * x + r01, b = r01 * x + r11;
        _variance = x * a + b + _noise;
        _error = first.Rupees - (_ratio * x + _offset);
        double gain0 = a / _variance, gain1 = b / _variance;
        _ratio += gain0 * _error;
        _offset += gain1 * _error;
        // A variance never falls under zero; rounding might say so where prices are huge.
        _p00 = Math.Max(0, r00 - gain0 * a);
        _p01 = r01 - gain0 * b;
        _p11 = Math.Max(0, r11 - gain1 * b);
        if (_bars < _warmUp) _bars++;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_ratio);
        writer.Write(_offset);
        writer.Write(_p00);
        writer.Write(_p01);
        writer.Write(_p11);
        writer.Write(_error);
        writer.Write(_variance);
        writer.Write(_bars);
    }

    public void Load(StateReader reader)
    {
        _ratio = reader.Read<double>();
        _offset = reader.Read<double>();
        _p00 = reader.Read<double>();
        _p01 = reader.Read<double>();
        _p11 = reader.Read<double>();
        _error = reader.Read<double>();
        _variance = reader.Read<double>();
        _bars = reader.Read<int>();
    }
}
