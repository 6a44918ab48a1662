using Astra.Indicators;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core.Tests;

/// <summary>
/// A strategy that says after every bar what its indicators show, by a decision that changes nothing without a position: leaving. It can be told to enter
/// with every bar instead.
/// </summary>
internal sealed class Probe(int action) : IPeerStrategy, IPositionStrategy
{
    private readonly Ema _average = new(9);
    private readonly SessionVwap _vwap = new();
    private double _peers;
    private int _entries;
    private int _held;

    public const int Leaves = 0, Buys = 1, Sells = 2;

    public static StrategyDescriptor? Find(string name) => name == "probe" ? Descriptor : Dice.Find(name);

    private static readonly ProbeDescriptor Descriptor = new();

    public StrategyDecision OnBar(in Bar bar)
    {
        _average.Update(in bar);
        _vwap.Update(in bar);
        StrategyAction wanted = action switch { Buys => StrategyAction.EnterLong, Sells => StrategyAction.EnterShort, _ => StrategyAction.Exit };
        return new StrategyDecision(wanted, _average.Value, _vwap.IsReady ? _vwap.Value : 0, bar.Open.Rupees + (int)(bar.Flags & BarFlags.SessionStart), action == Leaves ? _peers : _entries * 1_000 + _held);
    }

    public StrategyDecision OnPeerBar(int peer, in Bar bar)
    {
        _peers = 0.9 * _peers + (peer + 1) * bar.Close.Rupees;
        return default;
    }

    public void OnPosition(int peer, int units)
    {
        if (peer >= 0) return;
        if (_held == 0 && units != 0) _entries++;
        _held = units;
    }

    public void Save(StateWriter writer)
    {
        _average.Save(writer);
        _vwap.Save(writer);
        writer.Write(_peers);
        writer.Write(_entries);
        writer.Write(_held);
    }

    public void Load(StateReader reader)
    {
        _average.Load(reader);
        _vwap.Load(reader);
        _peers = reader.Read<double>();
        _entries = reader.Read<int>();
        _held = reader.Read<int>();
    }

    private sealed class ProbeDescriptor : StrategyDescriptor
    {
        public override string Name => "probe";
        public override string Title => "Probe";
        public override string Summary => "Shows its indicators.";
        public override IReadOnlyList<StrategyParameter> Parameters { get; } = [new("action", 0, 0, 2, true, "0 leaves, 1 buys, 2 sells")];
        public override IReadOnlyList<string> FigureNames { get; } = ["average", "vwap", "open", "peers or entries and position"];
        public override MarketRegimes Suits => MarketRegimes.Ranging;
        public override IReadOnlyList<string> Indicators => [];
        public override PeerCount Peers => new(0, 3);
        protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new Probe((int)values[0]);
    }
}
