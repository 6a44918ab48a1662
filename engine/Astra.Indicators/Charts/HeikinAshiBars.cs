using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Turns candles into Heikin-Ashi bars: close = (O+H+L+C)/4, open = mean of the previous Heikin-Ashi open and close (the first:
/// of its candle), high and low widened to both. Carried over session boundaries. Rounded down to the price unit (0.0001 rupee).
/// </summary>
public struct HeikinAshiBars
{
    private Price _open;
    private Price _close;
    private long _started;

    public Bar Next(in Bar candle)
    {
        long close = FloorDiv(candle.Open.Units + candle.High.Units + candle.Low.Units + candle.Close.Units, 4);
        long open = _started != 0
            ? FloorDiv(_open.Units + _close.Units, 2)
            : FloorDiv(candle.Open.Units + candle.Close.Units, 2);
        (_open, _close, _started) = (new Price(open), new Price(close), 1);

        Bar bar = candle;
        bar.Style = ChartStyle.HeikinAshi;
        bar.Open = _open;
        bar.Close = _close;
        bar.High = new Price(Math.Max(candle.High.Units, Math.Max(open, close)));
        bar.Low = new Price(Math.Min(candle.Low.Units, Math.Min(open, close)));
        return bar;
    }

    private static long FloorDiv(long value, long divisor)
    {
        long quotient = value / divisor;
        return value % divisor < 0 ? quotient - 1 : quotient;
    }
}
