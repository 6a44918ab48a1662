using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Sum of the last numbers without the drift of a running sum: a finished block is turned into the sums from each of its places to its
/// end, so that nothing is ever taken away again. A window of zeros sums to exactly zero whatever came before. Constant work on average.
/// </summary>
internal struct SumWindow(int length)
{
    private readonly double[] _slots = new double[length];
    private readonly double _n = length;
    private int _next;
    private int _count;
    private double _block;

    public readonly bool IsFull => _count == _slots.Length;

    public readonly double Sum => _block + _slots[_next];

    /// <summary>The sum over the window's length.</summary>
    public readonly double Mean => Sum / _n;

    public void Push(double value)
    {
        double[] slots = _slots;
        slots[_next] = value;
        if (slots.Length == 1)
        {
            // A block of one is ended as it stands.
            _count = 1;
            return;
        }
        _block += value;
        if (_count < slots.Length) _count++;
        if (++_next == slots.Length) EndBlock();
    }

    private void EndBlock()
    {
        double sum = 0;
        for (int i = _slots.Length - 1; i >= 0; i--) _slots[i] = sum += _slots[i];
        _next = 0;
        _block = 0;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<double>(_slots);
        writer.Write(_next);
        writer.Write(_count);
        writer.Write(_block);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<double>(_slots);
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        _block = reader.Read<double>();
        Length.CheckState(_next, _count, _slots.Length);
    }
}
