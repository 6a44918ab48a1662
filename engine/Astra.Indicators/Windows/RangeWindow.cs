using System.Runtime.Intrinsics;
using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// The highest and the lowest of the last values in one pass. Values come in blocks of the window's length (van Herk, Gil and Werman): a
/// finished block is turned into the extremes from each of its places to its end, so that the answer is one comparison of what is left of the
/// last block with the extremes of the present one. One pass over a block each <c>length</c> values: constant work on average, without a
/// branch that depends on prices. The lowest is kept as the highest of negated values, beside the other in one vector.
/// </summary>
internal struct RangeWindow
{
    private readonly Vector128<long>[] _slots;
    private int _next;
    private int _count;
    private Vector128<long> _block;

    public RangeWindow(int length)
    {
        _block = Vector128.Create(long.MinValue);
        _slots = new Vector128<long>[length];
        Array.Fill(_slots, _block);
    }

    public readonly bool IsFull => _count == _slots.Length;

    /// <summary>Only once there is a value.</summary>
    public readonly (long Highest, long Lowest) Bounds
    {
        get
        {
            Vector128<long> bounds = Vector128.Max(_block, _slots[_next]);
            return (bounds.ToScalar(), -bounds.GetElement(1));
        }
    }

    public void Push(long high, long low)
    {
        Vector128<long>[] slots = _slots;
        Vector128<long> value = Vector128.Create(high, -low);
        slots[_next] = value;
        _block = Vector128.Max(_block, value);
        if (_count < slots.Length) _count++;
        if (++_next == slots.Length) EndBlock();
    }

    private void EndBlock()
    {
        Vector128<long>[] slots = _slots;
        Vector128<long> none = Vector128.Create(long.MinValue), extremes = none;
        for (int i = slots.Length - 1; i >= 0; i--) slots[i] = extremes = Vector128.Max(extremes, slots[i]);
        _next = 0;
        _block = none;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<Vector128<long>>(_slots);
        writer.Write(_next);
        writer.Write(_count);
        writer.Write(_block);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<Vector128<long>>(_slots);
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        _block = reader.Read<Vector128<long>>();
        Length.CheckState(_next, _count, _slots.Length);
    }
}
