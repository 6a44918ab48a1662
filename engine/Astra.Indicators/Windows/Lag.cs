using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Gives back each value a number of pushes later.</summary>
internal struct Lag<T>(int length) where T : unmanaged
{
    private readonly T[] _values = new T[length];
    private int _next;
    private int _count;

    /// <summary>True once a push will return a value that was pushed, and not an empty slot.</summary>
    public readonly bool IsFull => _count == _values.Length;

    /// <summary>The value of <c>length</c> pushes ago; the type's zero while there are fewer.</summary>
    public T Push(T value)
    {
        T[] values = _values;
        T gone = values[_next];
        values[_next] = value;
        if (++_next == values.Length) _next = 0;
        if (_count < values.Length) _count++;
        return gone;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<T>(_values);
        writer.Write(_next);
        writer.Write(_count);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<T>(_values);
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        Length.CheckState(_next, _count, _values.Length);
    }
}
