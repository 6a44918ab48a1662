using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// How many values ago the highest of the last values came, the latest of equals. Blocks as in <see cref="ExtremeWindow"/>, with the
/// row of each highest beside it.
/// </summary>
internal struct ExtremeAge(int length)
{
    private readonly (long Value, long Row)[] _slots = new (long, long)[length];
    private (long Value, long Row) _block;
    private int _next;
    private long _row;
    private int _blockHas;

    public readonly bool IsFull => _row >= _slots.Length;

    /// <summary>0 for the newest value, up to the length less one; only when full.</summary>
    public readonly long Age
    {
        get
        {
            (long value, long row) = _slots[_next];
            // On a tie the present block is the later one.
            return _row - 1 - (_blockHas != 0 && _block.Value >= value ? _block.Row : row);
        }
    }

    public void Push(long value)
    {
        _slots[_next] = (value, _row);
        if (_blockHas == 0 || value >= _block.Value) _block = (value, _row);
        _blockHas = 1;
        _row++;
        if (++_next == _slots.Length) EndBlock();
    }

    private void EndBlock()
    {
        for (int i = _slots.Length - 2; i >= 0; i--)
            if (_slots[i].Value <= _slots[i + 1].Value) _slots[i] = _slots[i + 1];
        _next = 0;
        _blockHas = 0;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<(long, long)>(_slots);
        writer.Write(_block);
        writer.Write(_next);
        writer.Write(_blockHas);
        writer.Write(_row);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<(long, long)>(_slots);
        _block = reader.Read<(long, long)>();
        _next = reader.Read<int>();
        _blockHas = reader.Read<int>();
        _row = reader.Read<long>();
        Length.CheckState(_next, 0, _slots.Length);
    }
}
