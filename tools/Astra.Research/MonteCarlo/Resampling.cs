using System.Runtime.CompilerServices;

namespace Astra.Research;

/// <summary>How paths are drawn from a list of trade returns.</summary>
public enum ResampleMethod : byte
{
    /// <summary>Every trade drawn on its own, with replacement.</summary>
    Independent = 0,
    /// <summary>Circular blocks of consecutive trades, which keep what follows what (Politis and Romano 1992).</summary>
    Blocks = 1,
    /// <summary>Every trade once, in another order: only the way varies, not the end.</summary>
    Shuffle = 2,
}

/// <summary>Blocks of trades, of one trade too; the list is a ring.</summary>
internal struct BlockSteps(double[] growth, int block, ulong seed) : IPathSteps
{
    private Philox _random;
    private int _at;
    private int _left;

    public void Begin(long path)
    {
        _random = new Philox(seed, (ulong)path);
        _left = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Next()
    {
        if (_left == 0)
        {
            _at = _random.NextIndex(growth.Length);
            _left = block;
        }
        _left--;
        double step = growth[_at];
        if (++_at == growth.Length) _at = 0;
        return step;
    }
}

/// <summary>The whole list in a new order; the buffer belongs to the copy that begins paths.</summary>
internal struct ShuffleSteps(double[] growth, ulong seed) : IPathSteps
{
    private double[]? _order;
    private int _next;

    public void Begin(long path)
    {
        _order ??= new double[growth.Length];
        growth.CopyTo(_order, 0);
        var random = new Philox(seed, (ulong)path);
        for (int i = _order.Length - 1; i > 0; i--)
        {
            int other = random.NextIndex(i + 1);
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }
        _next = 0;
    }

    public double Next() => _order![_next++];
}
