using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// The last values of a series. Sums are made anew from the values each time they are asked for: a few hundred additions a bar buy results
/// that neither drift nor depend on what has left the window.
/// </summary>
internal struct DoubleWindow(int length)
{
    private readonly double[] _values = new double[length];
    private int _next;
    private int _count;

    public readonly int Length => _values.Length;

    public readonly int Count => _count;

    public readonly bool IsFull => _count == _values.Length;

    public readonly double Mean
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < _count; i++) sum += _values[i];
            return _count == 0 ? 0 : sum / _count;
        }
    }

    /// <summary>Population standard deviation.</summary>
    public readonly double Deviation
    {
        get
        {
            double mean = Mean, sum = 0;
            for (int i = 0; i < _count; i++) sum += (_values[i] - mean) * (_values[i] - mean);
            return _count == 0 ? 0 : Math.Sqrt(sum / _count);
        }
    }

    public void Push(double value)
    {
        _values[_next] = value;
        if (++_next == _values.Length) _next = 0;
        if (_count < _values.Length) _count++;
    }

    /// <summary>Copies the values, oldest first.</summary>
    public readonly void CopyTo(Span<double> into)
    {
        int first = _count == _values.Length ? _next : 0;
        int tail = Math.Min(_count, _values.Length - first);
        _values.AsSpan(first, tail).CopyTo(into);
        _values.AsSpan(0, _count - tail).CopyTo(into[tail..]);
    }

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<double>(_values);
        writer.Write(_next);
        writer.Write(_count);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<double>(_values);
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        if ((uint)_next >= (uint)_values.Length || (uint)_count > (uint)_values.Length)
            throw new StateFormatException($"a window of {_values.Length} values cannot stand at {_next} with {_count} held");
    }
}
