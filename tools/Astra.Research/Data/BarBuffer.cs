using Astra.Markets;

namespace Astra.Research;

/// <summary>The bars of one symbol while its file is read.</summary>
internal sealed class BarBuffer(List<BarBuffer> all, string symbol, string segment)
{
    private Bar[] _bars = new Bar[1024];
    private Instrument? _instrument;
    private string? _session;

    public int Count { get; private set; }

    public Timestamp Latest { get; private set; } = new(long.MinValue);

    public bool IsKnown => _instrument is not null;

    public ReadOnlyMemory<Bar> Memory => _bars.AsMemory(0, Count);

    /// <summary>Makes the instrument with its first good bar; false for a symbol or segment that cannot be used.</summary>
    public bool TryName(InstrumentMaker maker, Timestamp first, Price price)
    {
        if (symbol.Length == 0) return false;
        _instrument = maker(all.Count(buffer => buffer.IsKnown), symbol, segment, Ist.DateOf(first), price);
        return IsKnown;
    }

    /// <summary>True when the session's name is another than the last row's.</summary>
    public bool BeginsSession(ReadOnlySpan<char> name)
    {
        if (_session is not null && name.SequenceEqual(_session)) return false;
        _session = name.ToString();
        return true;
    }

    public void Add(in Bar bar)
    {
        if (Count == _bars.Length) Array.Resize(ref _bars, Count * 2);
        _bars[Count++] = bar;
        Latest = bar.Start;
    }

    public BarSeries ToSeries(int minutes, SessionCalendar? calendar, bool marked)
    {
        Bar[] bars = _bars.Length == Count ? _bars : _bars[..Count];
        BarFrame.Complete(bars, minutes, _instrument!, calendar, marked);
        return new BarSeries(_instrument!, minutes, bars);
    }
}
