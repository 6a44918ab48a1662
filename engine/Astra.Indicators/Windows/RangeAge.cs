using System.Runtime.Intrinsics;
using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// How many bars ago the highest high and the lowest low of the last bars came, the latest of equals. Blocks as in <see cref="RangeWindow"/>,
/// with the row of each extreme beside it.
/// </summary>
internal struct RangeAge(int length)
{
    private readonly Vector128<long>[] _slots = new Vector128<long>[length];
    private readonly Vector128<long>[] _rows = new Vector128<long>[length];
    private Vector128<long> _block = Vector128.Create(long.MinValue);
    private Vector128<long> _blockRow;
    private int _next;
    private long _row;

    public readonly bool IsFull => _row >= _slots.Length;

    /// <summary>0 for the newest bar, up to the length less one; only when full.</summary>
    public readonly (long Highest, long Lowest) Ages
    {
        get
        {
            // On a tie the present block is the later one; a block without a bar ties with nothing.
            Vector128<long> rows = Vector128.ConditionalSelect(Vector128.GreaterThanOrEqual(_block, _slots[_next]), _blockRow, _rows[_next]);
            Vector128<long> ages = Vector128.Create(_row - 1) - rows;
            return (ages.ToScalar(), ages.GetElement(1));
        }
    }

    public void Push(long high, long low)
    {
        Vector128<long> value = Vector128.Create(high, -low);
        _slots[_next] = value;
        _blockRow = Vector128.ConditionalSelect(Vector128.GreaterThanOrEqual(value, _block), Vector128.Create(_row), _blockRow);
        _block = Vector128.Max(value, _block);
        _row++;
        if (++_next == _slots.Length) EndBlock();
    }

    private void EndBlock()
    {
        (Vector128<long>[] slots, Vector128<long>[] rows) = (_slots, _rows);
        Vector128<long> extremes = Vector128.Create(long.MinValue), at = default, row = Vector128.Create(_row - 1);
        for (int i = slots.Length - 1; i >= 0; i--)
        {
            rows[i] = at = Vector128.ConditionalSelect(Vector128.GreaterThan(slots[i], extremes), row, at);
            slots[i] = extremes = Vector128.Max(slots[i], extremes);
            row -= Vector128<long>.One;
        }
        _next = 0;
        _block = Vector128.Create(long.MinValue);
    }

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<Vector128<long>>(_slots);
        writer.WriteSpan<Vector128<long>>(_rows);
        writer.Write(_block);
        writer.Write(_blockRow);
        writer.Write(_next);
        writer.Write(_row);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<Vector128<long>>(_slots);
        reader.ReadInto<Vector128<long>>(_rows);
        _block = reader.Read<Vector128<long>>();
        _blockRow = reader.Read<Vector128<long>>();
        _next = reader.Read<int>();
        _row = reader.Read<long>();
        Length.CheckState(_next, 0, _slots.Length);
    }
}
