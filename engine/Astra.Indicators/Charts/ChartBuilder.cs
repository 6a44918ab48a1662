using Astra.Markets;

namespace Astra.Indicators;

/// <summary>
/// Turns finished candles of one interval into the bars of a chart style: one each for candles and Heikin-Ashi, any number for Renko and
/// range bars. Push a candle, then take bars until there is none. A bar made of a candle is known at that candle's end, never earlier:
/// bricks and range bars of one candle share that end, the first of them starts where the last candle's left off and carries the volume
/// since. The first bar that a session completes has <see cref="BarFlags.SessionStart"/>.
/// </summary>
public sealed class ChartBuilder : IStateful
{
    private readonly ChartStyle _style;
    private HeikinAshiBars _heikinAshi;
    private RenkoBars _renko;
    private RangeBars _range;
    private Bar _bar;
    private bool _hasBar;

    /// <param name="size">Brick or range, a positive price step; of no effect for candles and Heikin-Ashi.</param>
    public ChartBuilder(ChartStyle style, Price size)
    {
        if (style is ChartStyle.Renko or ChartStyle.Range && size.Units <= 0) throw new ArgumentOutOfRangeException(nameof(size), size, "a positive brick or range is needed");
        (_style, Size) = (style, size);
    }

    public Price Size { get; }

    public void Push(in Bar candle)
    {
        switch (_style)
        {
            case ChartStyle.Renko: _renko.Push(in candle, Size.Units); break;
            case ChartStyle.Range: _range.Push(in candle); break;
            default:
                _bar = _style == ChartStyle.HeikinAshi ? _heikinAshi.Next(in candle) : candle;
                _hasBar = true;
                break;
        }
    }

    /// <summary>The next bar that the pushed candle completed; false when there is none left.</summary>
    public bool TryNext(out Bar bar)
    {
        if (_style == ChartStyle.Renko) return _renko.TryNext(Size.Units, out bar);
        if (_style == ChartStyle.Range) return _range.TryNext(Size.Units, out bar);
        bar = _bar;
        bool has = _hasBar;
        _hasBar = false;
        return has;
    }

    public void Save(StateWriter writer)
    {
        writer.Write(_heikinAshi);
        writer.Write(_renko);
        writer.Write(_range);
        writer.Write(_bar);
        writer.Write(_hasBar);
    }

    public void Load(StateReader reader)
    {
        _heikinAshi = reader.Read<HeikinAshiBars>();
        _renko = reader.Read<RenkoBars>();
        _range = reader.Read<RangeBars>();
        _bar = reader.Read<Bar>();
        _hasBar = reader.Read<bool>();
    }
}
