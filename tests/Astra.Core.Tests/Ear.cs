using System.Globalization;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core.Tests;

/// <summary>A strategy that tells the test what it hears, and decides what the test answers.</summary>
internal sealed class Ear(Func<string, StrategyDecision> hear) : IPeerStrategy, IPositionStrategy, ITouchStrategy, IScoreStrategy, IRegimeStrategy
{
    public StrategyDecision OnBar(in Bar bar) => hear($"bar {bar.Style} {bar.Close}");

    public StrategyDecision OnPeerBar(int peer, in Bar bar) => hear($"peer {peer} {bar.Style} {bar.IntervalMinutes}m {bar.Close}");

    public void OnPosition(int peer, int units) => hear($"position {peer} {units}");

    public StrategyDecision OnTouch(in TouchQuote touch) => hear($"touch {touch.Bid} x {touch.BidQuantity} {touch.Ask} x {touch.AskQuantity}");

    public StrategyDecision OnScore(in MarketScore score) =>
        hear(string.Create(CultureInfo.InvariantCulture, $"score {score.Value} {score.Confidence} {score.HalfLifeSeconds}"));

    public void OnRegime(MarketRegimes regime) => hear($"regime {regime}");

    public void Save(StateWriter writer)
    {
    }

    public void Load(StateReader reader)
    {
    }

    internal sealed class Descriptor(Func<string, StrategyDecision> hear) : StrategyDescriptor
    {
        public override string Name => "ear";
        public override string Title => "Ear";
        public override string Summary => "Hears.";
        public override IReadOnlyList<StrategyParameter> Parameters => [];
        public override IReadOnlyList<string> FigureNames { get; } = ["", "", "", ""];
        public override MarketRegimes Suits => MarketRegimes.None;
        public override IReadOnlyList<string> Indicators => [];
        public override PeerCount Peers => new(0, 4);
        protected override IStrategy Build(ReadOnlySpan<double> values, StrategyMarket market) => new Ear(hear);
    }
}
