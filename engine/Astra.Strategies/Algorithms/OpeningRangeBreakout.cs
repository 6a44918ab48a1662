using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Opening-range breakout: the session's first minutes make a range, and the first close beyond it is followed, once on each side a day.
/// The trade ends when the close falls back over the range's middle, or with the session.
/// </summary>
/// <remarks>
/// Toby Crabel (1990) measured that the day's extreme lies in its first minutes more often than chance would have it: what was learnt
/// overnight is priced there, and who is wrong must get out beyond it. The range runs from the session's start by the clock, whatever the
/// interval, and takes at least one bar. A stream that begins in mid-session waits for the next one.
/// </remarks>
internal sealed class OpeningRangeBreakout(int rangeMinutes, int lastEntryMinutes, double buffer) : IStrategy
{
    private readonly long _rangeNanos = rangeMinutes * Timestamp.NanosPerMinute;
    private readonly long _entryNanos = lastEntryMinutes * Timestamp.NanosPerMinute;
    private Range _range;
    private Excursion _breakout;
    private Stance _stance;

    public StrategyDecision OnBar(in Bar bar)
    {
        if (bar.OpensSession()) return Open(in bar);
        if (!_range.Started) return StrategyDecision.WarmingUp;
        long age = bar.End - _range.Open;
        if (age <= _rangeNanos) _range.Widen(in bar);
        return Tell(age < _rangeNanos ? StrategyAction.None : Decide(bar.Close.Units, age), in bar);
    }

    private StrategyDecision Open(in Bar bar)
    {
        _range = new Range(in bar) { Known = _range.Known };
        // Inside again, so that the first close outside counts on the new day too.
        _breakout.Update(0);
        return Tell(_stance.Leave(), in bar);
    }

    private StrategyAction Decide(long close, long age)
    {
        bool first = !_range.Known;
        _range.Known = true;
        double margin = buffer * (_range.High - _range.Low);
        int side = _breakout.Update(close > _range.High + margin ? 1 : close < _range.Low - margin ? -1 : 0);
        if (first) return StrategyAction.None;
        if (side != 0 && age <= _entryNanos && _range.Low < _range.High && _range.Take(side)) return _stance.Enter(side);
        // Twice the distance from the middle, so that it stays whole.
        long over = 2 * close - _range.High - _range.Low;
        return over * _stance.Side < 0 ? _stance.Leave() : StrategyAction.None;
    }

    private StrategyDecision Tell(StrategyAction action, in Bar bar) => !_range.Known
        ? StrategyDecision.WarmingUp
        : new StrategyDecision(action, new Price(_range.High).Rupees, new Price(_range.Low).Rupees, bar.Close.Rupees,
            (bar.End - _range.Open) / (double)Timestamp.NanosPerMinute);

    public void Save(StateWriter writer)
    {
        _range.Save(writer);
        _breakout.Save(writer);
        _stance.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _range.Load(reader);
        _breakout.Load(reader);
        _stance.Load(reader);
    }

    /// <summary>The day's range and the sides that were traded on it.</summary>
    private struct Range(in Bar first)
    {
        public readonly bool Started => High != 0;
        public Timestamp Open = first.Start;
        public long High = first.High.Units;
        public long Low = first.Low.Units;
        /// <summary>Whether there was a whole range on any day so far.</summary>
        public bool Known;
        private bool _long;
        private bool _short;

        public void Widen(in Bar bar)
        {
            High = Math.Max(High, bar.High.Units);
            Low = Math.Min(Low, bar.Low.Units);
        }

        /// <summary>Uses up a side; false when the day had it already.</summary>
        public bool Take(int side)
        {
            ref bool taken = ref side > 0 ? ref _long : ref _short;
            bool free = !taken;
            taken = true;
            return free;
        }

        public readonly void Save(StateWriter writer)
        {
            writer.Write(Open);
            writer.Write(High);
            writer.Write(Low);
            writer.Write(Known);
            writer.Write(_long);
            writer.Write(_short);
        }

        public void Load(StateReader reader)
        {
            Open = reader.Read<Timestamp>();
            High = reader.Read<long>();
            Low = reader.Read<long>();
            Known = reader.Read<bool>();
            _long = reader.Read<bool>();
            _short = reader.Read<bool>();
        }
    }
}

internal sealed class OpeningRangeBreakoutDescriptor : StrategyDescriptor
{
    private const int RangeMinutes = 0;
    private const int LastEntry = 1;

    public override string Name => "opening-range-breakout";

    public override IReadOnlyList<string> Aliases { get; } = ["orb"];

    public override string Title => "Opening-range breakout";

    public override string Summary =>
        "Enters on the first close beyond the range of the session's first minutes, once a side a day; leaves when the close is back over the range's middle.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("range-minutes", 15, 1, 180, true, "minutes from the session's start that make the range"),
        new("last-entry", 180, 5, 900, true, "minutes from the session's start after which nothing is entered; over range-minutes"),
        new("buffer", 0.1, 0, 2, false, "share of the range that the close must be beyond it"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["range-high", "range-low", "close", "minutes"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown | MarketRegimes.Volatile;

    public override IReadOnlyList<string> Indicators { get; } = ["opening-range"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) =>
        new OpeningRangeBreakout((int)values[RangeMinutes], (int)values[LastEntry], values[2]);

    protected override int FirstConflict(ReadOnlySpan<double> values) => values[RangeMinutes] >= values[LastEntry] ? RangeMinutes : -1;
}
