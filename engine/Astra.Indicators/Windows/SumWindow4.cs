using System.Runtime.Intrinsics;
using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Four <see cref="SumWindow"/>s of one length side by side, to the bit what they are one by one.</summary>
internal struct SumWindow4(int length)
{
    private readonly Vector256<double>[] _slots = new Vector256<double>[length];
    private int _next;
    private int _count;
    private Vector256<double> _block;

    public readonly bool IsFull => _count == _slots.Length;

    public readonly Vector256<double> Sum => _block + _slots[_next];

    public void Push(Vector256<double> value)
    {
        Vector256<double>[] slots = _slots;
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
        Vector256<double>[] slots = _slots;
        Vector256<double> sum = Vector256<double>.Zero;
        for (int i = slots.Length - 1; i >= 0; i--) slots[i] = sum += slots[i];
        _next = 0;
        _block = Vector256<double>.Zero;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<Vector256<double>>(_slots);
        writer.Write(_next);
        writer.Write(_count);
        writer.Write(_block);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<Vector256<double>>(_slots);
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        _block = reader.Read<Vector256<double>>();
        Length.CheckState(_next, _count, _slots.Length);
    }
}
