using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Hurst exponent of the last closes, 0 to 1: over 0.5 moves go on, under it they turn back. From how the mean square of log-price
/// differences grows with their lag (1, 2, 4 … up to a quarter of the window; the exponent is half the slope on logarithms): one sum per lag,
/// so an update is O(log n). It is no rescaled-range analysis, whose figures lie higher in short windows. 0.5 where nothing moved.
/// </summary>
public sealed class Hurst : IPriceIndicator
{
    private const double Ln2 = 0.69314718055994531;

    private readonly SumWindow[] _squares;
    private readonly double[] _weights;
    private readonly double[] _logs;
    private int _next;
    private int _count;

    /// <param name="length">Closes, 16 or more.</param>
    public Hurst(int length)
    {
        Length.Check(length, 16);
        int lags = 0;
        while (1 << lags <= length / 4) lags++;
        _squares = new SumWindow[lags];
        _weights = new double[lags];
        _logs = new double[(1 << (lags - 1)) + 1];
        double middle = (lags - 1) / 2.0, spread = lags * (lags * (double)lags - 1) / 12 * Ln2;
        for (int k = 0; k < lags; k++)
        {
            _squares[k] = new SumWindow(length - (1 << k));
            _weights[k] = (k - middle) / spread;
        }
    }

    public bool IsReady => _squares[0].IsFull;

    public double Value
    {
        get
        {
            if (!IsReady) return 0;
            if (_squares[0].Sum == 0) return 0.5;
            double slope = 0;
            for (int k = 0; k < _squares.Length; k++)
            {
                double mean = _squares[k].Mean;
                // Steps that are undone exactly: the far end of turning back.
                if (mean == 0) return 0;
                slope += _weights[k] * PinnedMath.Log(mean);
            }
            return Math.Clamp(slope / 2, 0, 1);
        }
    }

    public void Update(in Bar bar) => Update(bar.Close);

    public void Update(Price price)
    {
        double log = price.Units > 0 ? PinnedMath.Log(price.Units) : 0;
        for (int k = 0; k < _squares.Length && 1 << k <= _count; k++)
        {
            int at = _next - (1 << k);
            double step = log - _logs[at < 0 ? at + _logs.Length : at];
            _squares[k].Push(step * step);
        }
        _logs[_next] = log;
        if (++_next == _logs.Length) _next = 0;
        if (_count < _logs.Length) _count++;
    }

    public void Save(StateWriter writer)
    {
        foreach (SumWindow squares in _squares) squares.Save(writer);
        writer.WriteSpan<double>(_logs);
        writer.Write(_next);
        writer.Write(_count);
    }

    public void Load(StateReader reader)
    {
        for (int k = 0; k < _squares.Length; k++) _squares[k].Load(reader);
        reader.ReadInto<double>(_logs);
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        Length.CheckState(_next, _count, _logs.Length);
    }
}
