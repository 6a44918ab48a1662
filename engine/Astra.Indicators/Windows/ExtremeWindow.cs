using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// The highest of the last values; feed negated values for the lowest. Values come in blocks of the window's length (van Herk, Gil and
/// Werman): a finished block is turned into the highest from each of its places to its end, so that the answer is one comparison of
/// what is left of the last block with the highest of the present one. One pass over a block each <c>length</c> values: constant work on
/// average, without a branch that depends on prices.
/// </summary>
internal struct ExtremeWindow
{
    private readonly long[] _slots;
    private int _next;
    private int _count;
    private long _block;

    public ExtremeWindow(int length)
    {
        _slots = new long[length];
        Array.Fill(_slots, long.MinValue);
        _block = long.MinValue;
    }

    public readonly bool IsFull => _count == _slots.Length;

    /// <summary>Highest of the values held; the smallest integer while there is none.</summary>
    public readonly long Highest => Math.Max(_block, _slots[_next]);

    public void Push(long value)
    {
        long[] slots = _slots;
        slots[_next] = value;
        _block = Math.Max(_block, value);
        if (_count < slots.Length) _count++;
        if (++_next == slots.Length) EndBlock();
    }

    private void EndBlock()
    {
        long highest = long.MinValue;
        for (int i = _slots.Length - 1; i >= 0; i--) _slots[i] = highest = Math.Max(highest, _slots[i]);
        _next = 0;
        _block = long.MinValue;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<long>(_slots);
        writer.Write(_next);
        writer.Write(_count);
        writer.Write(_block);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<long>(_slots);
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        _block = reader.Read<long>();
        Length.CheckState(_next, _count, _slots.Length);
    }
}
