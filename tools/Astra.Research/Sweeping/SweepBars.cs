using Astra.Indicators;
using Astra.Markets;

namespace Astra.Research;

/// <summary>The bars that strategies see: the candles themselves, or the bars of a chart style with the candle that completed each of them.</summary>
internal sealed class SweepBars
{
    private readonly BarSeries _candles;
    private readonly Bar[]? _bars;
    private readonly int[]? _candle;

    private SweepBars(BarSeries candles, Bar[]? bars, int[]? candle) => (_candles, _bars, _candle) = (candles, bars, candle);

    public int Count => _bars?.Length ?? _candles.Count;

    public ref readonly Bar this[int index] => ref _bars is null ? ref _candles[index] : ref _bars[index];

    /// <summary>The candle at whose close this bar was known.</summary>
    public int CandleOf(int index) => _candle is null ? index : _candle[index];

    public static SweepBars Of(BarSeries candles, ChartStyle style, Price size)
    {
        if (style == ChartStyle.Candle) return new SweepBars(candles, null, null);
        ChartBuilder chart = new(style, size);
        List<Bar> bars = new(candles.Count);
        List<int> candle = new(candles.Count);
        for (int i = 0; i < candles.Count; i++)
        {
            chart.Push(in candles[i]);
            while (chart.TryNext(out Bar bar))
            {
                bars.Add(bar);
                candle.Add(i);
            }
        }
        return new SweepBars(candles, [.. bars], [.. candle]);
    }
}
