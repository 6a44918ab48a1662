using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Astra.Research;

/// <summary>
/// Drawdown, exposure and the moments of the returns of one equity curve, bar by bar, without the curve: between two fills equity is cash plus
/// a fixed position at each close. Rupees as doubles: these are statistics, money itself stays in the ledger.
/// </summary>
internal struct EquityTally
{
    private const int Lanes = 8;

    private double _cash;
    private double _units;
    private double _last;
    private int _from;
    private double _peak;
    private Vector512<double> _sums;
    private Vector512<double> _squares;
    private double _sum;
    private double _square;

    public EquityTally(double cash) => _cash = _last = _peak = Least = cash;

    /// <summary>Lowest equity of any bar, rupees.</summary>
    public double Least { get; private set; }

    /// <summary>Largest fall from a peak, rupees.</summary>
    public double Drawdown { get; private set; }

    /// <summary>Largest fall from a peak as a share of that peak.</summary>
    public double DrawdownShare { get; private set; }

    /// <summary>Bars at whose close a position stood.</summary>
    public int BarsHeld { get; private set; }

    /// <summary>Of a bar's return (equity over that of the bar before, less 1); meaningless where <see cref="Least"/> is not above zero.</summary>
    public readonly double Sum => _sum + Vector512.Sum(_sums);

    public readonly double SumOfSquares => _square + Vector512.Sum(_squares);

    /// <summary>From this bar's close on, this cash and position.</summary>
    /// <param name="units">Signed, times the instrument's multiplier.</param>
    public void Change(double cash, double units) => (_cash, _units) = (cash, units);

    /// <summary>Counts the bars up to this one, which is not counted yet, at the cash and position set before.</summary>
    public void CountUntil(int bar, double[] closes)
    {
        if (_from >= bar) return;
        // The first bar after a change: its return holds the fill and the fee.
        double equity = _cash + _units * closes[_from];
        Fall(equity);
        double change = (equity - _last) / _last;
        _sum += change;
        _square += change * change;
        _last = equity;
        if (_units != 0)
        {
            BarsHeld += bar - _from;
            if (_from + 1 < bar) CountHeld(_from + 1, bar, closes);
        }
        _from = bar;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountHeld(int from, int bar, double[] closes)
    {
        Vector512<double> cash = Vector512.Create(_cash), units = Vector512.Create(_units), peak = Vector512.Create(_peak);
        Vector512<double> low = peak, sums = _sums, squares = _squares;
        for (int i = from; i < bar; i += Lanes)
        {
            Vector512<double> counted = Vector512.LessThan(Vector512<double>.Indices, Vector512.Create((double)(bar - i)));
            Vector512<double> before = cash + units * Vector512.LoadUnsafe(ref closes[i - 1]);
            Vector512<double> equity = cash + units * Vector512.LoadUnsafe(ref closes[i]);
            Vector512<double> change = (equity - before) / before;
            change = Vector512.ConditionalSelect(counted, change, Vector512<double>.Zero);
            sums += change;
            squares += change * change;
            equity = Vector512.ConditionalSelect(counted, equity, peak);
            if (Vector512.GreaterThanAny(equity, peak))
            {
                Fall(Lowest(low));
                for (int lane = 0; lane < Math.Min(Lanes, bar - i); lane++) Fall(equity.GetElement(lane));
                low = peak = Vector512.Create(_peak);
            }
            else low = Vector512.Min(low, equity);
        }
        Fall(Lowest(low));
        (_sums, _squares) = (sums, squares);
        _last = _cash + _units * closes[bar - 1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fall(double equity)
    {
        if (equity > _peak)
        {
            _peak = equity;
            return;
        }
        if (equity < Least) Least = equity;
        double fall = _peak - equity;
        if (fall > Drawdown) Drawdown = fall;
        if (fall > DrawdownShare * _peak) DrawdownShare = fall / _peak;
    }

    private static double Lowest(Vector512<double> values)
    {
        Vector256<double> half = Vector256.Min(values.GetLower(), values.GetUpper());
        Vector128<double> quarter = Vector128.Min(half.GetLower(), half.GetUpper());
        return Math.Min(quarter[0], quarter[1]);
    }
}
