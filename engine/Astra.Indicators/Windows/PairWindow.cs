using Astra.Markets;

namespace Astra.Indicators;

/// <summary>The last prices of two instruments with the sums of both, of their squares and of their products: exact integers, as in <see cref="PriceWindow"/>.</summary>
internal struct PairWindow(int length)
{
    private readonly (long First, long Second)[] _units = new (long, long)[length];
    private readonly long _mostSquares = long.MaxValue / length;
    private int _next;
    private int _count;
    private long _first;
    private long _second;
    private Int128 _firstSquares;
    private Int128 _secondSquares;
    private Int128 _products;

    public readonly bool IsFull => _count == _units.Length;

    /// <summary>
    /// n² times both variances and the covariance, each rounded once. Where n times the sums of squares fit a long, as with all usual prices,
    /// all other terms do too: none is over them.
    /// </summary>
    public readonly (double First, double Second, double Together) Spreads
    {
        get
        {
            (long first, long second, int n) = ((long)_firstSquares, (long)_secondSquares, _units.Length);
            if (first == _firstSquares && second == _secondSquares && Math.Max(first, second) <= _mostSquares)
                return (first * n - _first * _first, second * n - _second * _second, (long)_products * n - _first * _second);
            return (Of(_firstSquares, _first, _first), Of(_secondSquares, _second, _second), Of(_products, _first, _second));
        }
    }

    private readonly double Of(Int128 products, long a, long b) => Exact.ToDouble(Exact.Times(products, _units.Length) - Math.BigMul(a, b));

    public void Push(long first, long second)
    {
        // Slots not filled yet are 0 and leave the sums alone.
        (long goneFirst, long goneSecond) = _units[_next];
        _first = checked(_first + (first - goneFirst));
        _second = checked(_second + (second - goneSecond));
        _firstSquares += Exact.Step(first, first, goneFirst, goneFirst);
        _secondSquares += Exact.Step(second, second, goneSecond, goneSecond);
        _products += Exact.Step(first, second, goneFirst, goneSecond);
        _units[_next] = (first, second);
        if (++_next == _units.Length) _next = 0;
        if (_count < _units.Length) _count++;
    }

    public readonly void Save(StateWriter writer)
    {
        writer.WriteSpan<(long, long)>(_units);
        writer.Write(_next);
        writer.Write(_count);
        writer.Write(_first);
        writer.Write(_second);
        writer.Write(_firstSquares);
        writer.Write(_secondSquares);
        writer.Write(_products);
    }

    public void Load(StateReader reader)
    {
        reader.ReadInto<(long, long)>(_units);
        _next = reader.Read<int>();
        _count = reader.Read<int>();
        _first = reader.Read<long>();
        _second = reader.Read<long>();
        _firstSquares = reader.Read<Int128>();
        _secondSquares = reader.Read<Int128>();
        _products = reader.Read<Int128>();
        Length.CheckState(_next, _count, _units.Length);
    }
}
