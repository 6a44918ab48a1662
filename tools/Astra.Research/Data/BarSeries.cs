using Astra.Markets;

namespace Astra.Research;

/// <summary>
/// Finished bars of one instrument and interval in memory, in time order, one chart style. The same array is read by every trial of a sweep;
/// nobody changes it.
/// </summary>
public sealed class BarSeries
{
    private readonly Bar[] _bars;

    /// <param name="bars">In order of time, without duplicates; session starts are flagged.</param>
    public BarSeries(Instrument instrument, int intervalMinutes, Bar[] bars)
    {
        for (int i = 1; i < bars.Length; i++)
            if (bars[i].End < bars[i - 1].End)
                throw new ArgumentException($"bar {i} of {instrument.Symbol} ends before the one ahead of it", nameof(bars));
        (Instrument, IntervalMinutes, _bars) = (instrument, intervalMinutes, bars);
    }

    public Instrument Instrument { get; }

    /// <summary>Of the candles that the bars are, or are made of.</summary>
    public int IntervalMinutes { get; }

    public int Count => _bars.Length;

    public ReadOnlySpan<Bar> Bars => _bars;

    public ref readonly Bar this[int index] => ref _bars[index];
}
