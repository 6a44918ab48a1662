using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core.Tests;

/// <summary>
/// A strategy that throws dice, loaded with all that it has seen: whoever shows it anything else, or in another order, gets other decisions. It reads
/// every input there is and makes every decision there is, each as far as its parameters allow.
/// </summary>
internal sealed class Dice(int seed, int actions, int inputs, int chance, StrategyMarket market) : IPeerStrategy, IPositionStrategy, ITouchStrategy, IScoreStrategy, IRegimeStrategy
{
    public const int Enters = 1, Holds = 2, Quotes = 4;
    public const int Bars = 1, Peers = 2, Touches = 4, Scores = 8;

    private ulong _state = (ulong)seed * 0x9E3779B97F4A7C15UL + 1;

    public static StrategyDescriptor? Find(string name) => name == "dice" ? Descriptor : PlanCheck.Shipped(name);

    private static readonly DiceDescriptor Descriptor = new();

    public StrategyDecision OnBar(in Bar bar) => Throw(Bars, bar.Close, bar.Close.Units + bar.High.Units * 3 + bar.Start.UnixNanos / Timestamp.NanosPerSecond);

    public StrategyDecision OnPeerBar(int peer, in Bar bar) => Throw(Peers, bar.Close, bar.Close.Units * 7 + peer);

    public StrategyDecision OnTouch(in TouchQuote touch) =>
        Throw(Touches, touch.Bid.Units > 0 ? touch.Bid : touch.Ask, touch.Bid.Units + touch.AskQuantity * 5L + touch.Ask.Units * 3 + touch.BidQuantity);

    public StrategyDecision OnScore(in MarketScore score) => Throw(Scores, market.Instrument.PreviousClose, (long)(score.Value * 1000) + score.HalfLifeSeconds);

    public void OnPosition(int peer, int units) => Mix(units * 31L + peer);

    public void OnRegime(MarketRegimes regime) => Mix((long)regime);

    public void Save(StateWriter writer) => writer.Write(_state);

    public void Load(StateReader reader) => _state = reader.Read<ulong>();

    private StrategyDecision Throw(int input, Price near, long seen)
    {
        Mix(seen);
        if ((inputs & input) == 0 || Next(chance) != 0) return default;
        Price tick = market.Instrument.TickSize;
        var plain = new StrategyDecision(StrategyAction.None, Next(100), 0, 0, 0);
        switch (Next(3))
        {
            case 0 when (actions & Enters) != 0:
                return plain with { Action = Next(3) switch { 0 => StrategyAction.EnterLong, 1 => StrategyAction.EnterShort, _ => StrategyAction.Exit } };
            case 1 when (actions & Holds) != 0:
                return plain with { Action = StrategyAction.Hold, Units = (Next(13) - 6) * 7 * market.Instrument.LotSize / 2 };
            case 2 when (actions & Quotes) != 0 && near.Units > 0:
                Price bid = Next(5) == 0 ? Price.Zero : near - tick * Next(4), ask = Next(5) == 0 ? Price.Zero : near + tick * (Next(5) - 1) + new Price(Next(2));
                return plain with { Action = StrategyAction.Quote, Bid = bid, Ask = ask };
            default:
                return default;
        }
    }

    private void Mix(long seen)
    {
        _state = (_state ^ (ulong)seen) * 0xD6E8FEB86659FD93UL;
        _state ^= _state >> 32;
    }

    private int Next(int below)
    {
        Mix(0x5851F42D);
        return (int)(_state >> 33) % below;
    }

    private sealed class DiceDescriptor : StrategyDescriptor
    {
        public override string Name => "dice";
        public override string Title => "Dice";
        public override string Summary => "Throws dice.";
        public override IReadOnlyList<StrategyParameter> Parameters { get; } =
        [
            new("seed", 1, 0, 1_000_000, true, "of the dice"), new("actions", 7, 0, 7, true, "sum of those allowed"),
            new("inputs", 15, 0, 15, true, "sum of those that decide"), new("chance", 3, 1, 1000, true, "one of so many decides"),
        ];
        public override IReadOnlyList<string> FigureNames { get; } = ["eye", "", "", ""];
        public override MarketRegimes Suits => MarketRegimes.Ranging;
        public override IReadOnlyList<string> Indicators => [];
        public override PeerCount Peers => new(0, 3);
        protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) =>
            new Dice((int)values[0], (int)values[1], (int)values[2], (int)values[3], market);
    }
}
