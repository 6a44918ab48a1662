using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// The last prices as integer units with their running sum, and their running sum of squares when asked for. Integers make the
/// running sums exact however long they run, which doubles do not. A sum beyond a long (no market has such prices) throws
/// <see cref="OverflowException"/> and never wraps.
/// </summary>
internal struct PriceWindow(int length)
{
    private readonly long[] _units = new long[length];
    private readonly long _mostSquares = long.MaxValue / length;
    private int _next;
    private int _count;

    public readonly int Length => _units.Length;

    public readonly bool IsFull => _count == _units.Length;

    public long Sum { get; private set; }

    public Int128 SumOfSquares { get; private set; }

    /// <summary><c>n·Σx² - (Σx)²</c>: the population variance times n², exact before it is rounded once; only with <see cref="PushSquared"/>.</summary>
    public readonly double Spread
    {
        get
        {
            long squares = (long)SumOfSquares;
            // Where the first term fits a long, as with all usual prices, the second does too: it is never over it.
            if (squares == SumOfSquares && squares <= _mostSquares) return squares * Length - Sum * Sum;
            return Exact.ToDouble(Exact.Times(SumOfSquares, Length) - Math.BigMul(Sum, Sum));
        }
    }

    public void Push(long units)
    {
        // Slots not filled yet are 0 and leave the sums alone.
        Sum = checked(Sum + (units - _units[_next]));
        Place(units);
    }

    public void PushSquared(long units)
    {
        long gone = _units[_next];
        Sum = checked(Sum + (units - gone));
        SumOfSquares += Exact.Step(units, units, gone, gone);
        Place(units);
    }

    private void Place(long units)
    {
        _units[_next] = units;
        if (++_next == _units.Length) _next = 0;
        if (_count < _units.Length) _count++;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<long>(_units);
        writer.Write(_next);
        writer.Write(_count);
        writer.Write(Sum);
        writer.Write((long)(SumOfSquares >> 64));
        writer.Write((ulong)(SumOfSquares & ulong.MaxValue));
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<long>(_units);
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        Indicators.Length.CheckState(_next, _count, _units.Length);
        Sum = reader.Read<long>();
        long upper = reader.Read<long>();
        SumOfSquares = new Int128((ulong)upper, reader.Read<ulong>());
    }
}
