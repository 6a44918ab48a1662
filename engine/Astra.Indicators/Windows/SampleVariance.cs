using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Sample variance (over n-1) of the last numbers, for returns and their like: numbers whose mean is small beside their spread.</summary>
internal struct SampleVariance(int length)
{
    private SumWindow _values = new(length);
    private SumWindow _squares = new(length);
    private readonly double _n = length;

    public readonly bool IsFull => _values.IsFull;

    /// <summary>Never negative.</summary>
    public readonly double Variance => Of(_values.Sum, _squares.Sum, _n);

    /// <summary>That of n numbers with this sum and this sum of squares.</summary>
    public static double Of(double sum, double squares, double n) => Math.Max(0, squares - sum * sum / n) / (n - 1);

    public void Push(double value)
    {
        _values.Push(value);
        _squares.Push(value * value);
    }

    public readonly void Save(StateWriter writer)
    {
        _values.Save(writer);
        _squares.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _values.Load(reader);
        _squares.Load(reader);
    }
}
