using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Trend following: a close over the highest high of the bars before it is bought, when it also stands over a long EMA; the other way
/// round it is sold. The trade ends when the close passes the far side of a shorter channel.
/// </summary>
/// <remarks>
/// The idea is Richard Donchian's channel with the two lengths that the Turtle traders of 1983 made known: a long one to enter, a short one
/// to leave, so that a trend has room and its end costs little. The EMA keeps it from buying rallies in a falling market. Most breakouts fail;
/// the few that run pay for them.
/// </remarks>
internal sealed class EmaDonchian(int emaLength, int entryLength, int exitLength) : IStrategy
{
    private readonly Ema _ema = new(emaLength);
    private readonly ChannelBreak _entry = new(entryLength);
    private readonly ChannelBreak _exit = new(exitLength);
    private Excursion _breakout;
    private Stance _stance;

    public StrategyDecision OnBar(in Bar bar)
    {
        bool ready = _entry.IsReady && _exit.IsReady;
        // What this close has to pass: the channels are those of the bars before it.
        (double upper, double lower) = (_entry.Upper.Rupees, _entry.Lower.Rupees);
        double exit = (_stance.Side < 0 ? _exit.Upper : _exit.Lower).Rupees;
        _ema.Update(in bar);
        int breakout = _entry.Update(in bar);
        int end = _exit.Update(in bar);
        if (!ready || !_ema.IsReady) return StrategyDecision.WarmingUp;

        breakout = _breakout.Update(breakout);
        bool enters = breakout != 0 && !bar.OpensSession() && (bar.Close.Rupees - _ema.Value) * breakout > 0;
        StrategyAction action = enters ? _stance.Enter(breakout) : end * _stance.Side < 0 ? _stance.Leave() : StrategyAction.None;
        return new StrategyDecision(action, upper, lower, _ema.Value, exit);
    }

    public void Save(StateWriter writer)
    {
        _ema.Save(writer);
        _entry.Save(writer);
        _exit.Save(writer);
        _breakout.Save(writer);
        _stance.Save(writer);
    }

    public void Load(StateReader reader)
    {
        _ema.Load(reader);
        _entry.Load(reader);
        _exit.Load(reader);
        _breakout.Load(reader);
        _stance.Load(reader);
    }
}

internal sealed class EmaDonchianDescriptor : StrategyDescriptor
{
    private const int Entry = 1;
    private const int Exit = 2;

    public override string Name => "ema-donchian";

    public override string Title => "Donchian breakout with the trend";

    public override string Summary =>
        "Enters on a close outside the channel of the bars before, on the trend's side of a long EMA; leaves at the far side of a shorter channel.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("ema", 50, 2, 1_000, true, "EMA that tells the trend, bars"),
        new("entry", 20, 2, 500, true, "bars of the channel to break for an entry"),
        new("exit", 10, 1, 500, true, "bars of the channel to break for the end; not over entry"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["upper", "lower", "ema", "exit"];

    public override MarketRegimes Suits => MarketRegimes.TrendingUp | MarketRegimes.TrendingDown;

    public override IReadOnlyList<string> Indicators { get; } = ["ema", "donchian"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) =>
        new EmaDonchian((int)values[0], (int)values[Entry], (int)values[Exit]);

    protected override int FirstConflict(ReadOnlySpan<double> values) => values[Exit] > values[Entry] ? Exit : -1;
}
