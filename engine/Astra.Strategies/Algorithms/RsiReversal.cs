using Astra.Indicators;
using Astra.Markets;

namespace Astra.Strategies;

/// <summary>
/// Reversal: RSI that was stretched and comes back is bought or sold; the trade ends when RSI has reached the middle.
/// </summary>
/// <remarks>
/// Welles Wilder (1978) read RSI under 30 as sold out and over 70 as bought out. A falling market stays under 30 for long, so the entry waits
/// for the way back over the line. An RSI of exactly 0 or 100 is not stretched but new: nothing has moved, or all one way, since the start.
/// The recovery that comes with an overnight gap is not traded.
/// </remarks>
internal sealed class RsiReversal(int length, double extreme, double exit) : IStrategy
{
    private readonly Rsi _rsi = new(length);
    private Stance _stance;
    private double _previous;

    public StrategyDecision OnBar(in Bar bar)
    {
        _rsi.Update(in bar);
        if (!_rsi.IsReady) return StrategyDecision.WarmingUp;
        double rsi = _rsi.Value;
        StrategyAction action = Decide(rsi, bar.OpensSession());
        _previous = rsi;
        return new StrategyDecision(action, rsi, extreme, 100 - extreme, bar.Close.Rupees);
    }

    private StrategyAction Decide(double rsi, bool sessionStart)
    {
        if (!sessionStart)
        {
            if (Recovers(_previous, rsi)) return _stance.Enter(1);
            if (Recovers(100 - _previous, 100 - rsi)) return _stance.Enter(-1);
        }
        bool done = _stance.Side > 0 ? rsi >= exit : 100 - rsi >= exit;
        return done ? _stance.Leave() : StrategyAction.None;
    }

    /// <summary>Whether it came up from under the extreme, and not all the way to the exit at once.</summary>
    private bool Recovers(double before, double now) => before > 0 && before < extreme && now >= extreme && now < exit;

    public void Save(StateWriter writer)
    {
        _rsi.Save(writer);
        _stance.Save(writer);
        writer.Write(_previous);
    }

    public void Load(StateReader reader)
    {
        _rsi.Load(reader);
        _stance.Load(reader);
        _previous = reader.Read<double>();
    }
}

internal sealed class RsiReversalDescriptor : StrategyDescriptor
{
    private const int Extreme = 1;
    private const int Exit = 2;

    public override string Name => "rsi-reversal";

    public override string Title => "RSI back from its extreme";

    public override string Summary => "Enters when RSI comes back from under the extreme (or from over its mirror); leaves when RSI reaches the exit level.";

    public override IReadOnlyList<StrategyParameter> Parameters { get; } =
    [
        new("length", 14, 2, 200, true, "RSI length, bars"),
        new("extreme", 30, 5, 45, false, "a long needs RSI back over this, a short back under 100 less this"),
        new("exit", 50, 30, 95, false, "a long ends at this RSI, a short at 100 less this; over extreme"),
    ];

    public override IReadOnlyList<string> FigureNames { get; } = ["rsi", "oversold", "overbought", "close"];

    public override MarketRegimes Suits => MarketRegimes.Ranging;

    public override IReadOnlyList<string> Indicators { get; } = ["rsi"];

    protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new RsiReversal((int)values[0], values[Extreme], values[Exit]);

    protected override int FirstConflict(ReadOnlySpan<double> values) => values[Extreme] >= values[Exit] ? Extreme : -1;
}
