using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// The highest of the last values, amortised constant time: values that a newer, higher one has overtaken are dropped, so those kept
/// fall from oldest to newest and the first is the answer. Feed negated values for the lowest.
/// </summary>
internal struct HighestWindow(int length)
{
    private readonly long[] _values = new long[length];
    private readonly long[] _rows = new long[length];
    private int _first;
    private int _kept;
    private long _row;

    public readonly bool IsFull => _row >= _values.Length;

    public readonly long Highest => _values[_first];

    public void Push(long value)
    {
        int capacity = _values.Length;
        if (_kept > 0 && _rows[_first] <= _row - capacity)
        {
            _first = Wrap(_first + 1);
            _kept--;
        }
        while (_kept > 0 && _values[Wrap(_first + _kept - 1)] <= value) _kept--;
        int slot = Wrap(_first + _kept++);
        _values[slot] = value;
        _rows[slot] = _row++;
    }

    private readonly int Wrap(int slot) => slot >= _values.Length ? slot - _values.Length : slot;

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<long>(_values);
        writer.WriteSpan<long>(_rows);
        writer.Write(_first);
        writer.Write(_kept);
        writer.Write(_row);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<long>(_values);
        reader.ReadInto<long>(_rows);
        _first = reader.Read<int>();
        _kept = reader.Read<int>();
        _row = reader.Read<long>();
        if ((uint)_first >= (uint)_values.Length || (uint)_kept > (uint)_values.Length)
            throw new StateFormatException($"a window of {_values.Length} values cannot stand at {_first} with {_kept} kept");
    }
}
