using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>Holds a plan against the hard limits. A bad plan gets a reason and the offending value, never an exception.</summary>
public static class PlanCheck
{
    /// <summary>A strategy's state and the work of a peer's bar grow with them; no basket that a person trades has more.</summary>
    public const int MaxPeers = 64;

    /// <summary>Ticks of a brick or range.</summary>
    public const int MaxChartSize = 1_000_000;

    /// <summary>Units of a fixed entry: its value stays inside <see cref="Money"/> at any price that the limits allow.</summary>
    public const int MaxQuantity = 100_000_000;

    public const int MaxInventory = 1_000;

    /// <summary>The first thing wrong with a plan without peers, with the field and what it allows; null when all is well.</summary>
    public static string? FirstProblem(Plan plan, Instrument instrument, RiskLimits limits) =>
        FirstProblem(plan, id => id == plan.Instrument ? instrument : null, limits);

    /// <summary>The first thing wrong with a plan, with the field and what it allows; null when all is well.</summary>
    /// <param name="instruments">Finds an instrument by id; null when there is none.</param>
    public static string? FirstProblem(Plan plan, Func<int, Instrument?> instruments, RiskLimits limits)
    {
        Reason reason = Check(plan, instruments, limits, Shipped, out double value);
        return reason == Reason.None ? null : PlanProblem.InWords(plan, instruments, limits, reason, value);
    }

    /// <summary>The strategies that ship.</summary>
    internal static StrategyDescriptor? Shipped(string name) => StrategyRegistry.TryGet(name, out StrategyDescriptor? found) ? found : null;

    internal static Reason Check(Plan plan, Func<int, Instrument?> instruments, RiskLimits limits, Func<string, StrategyDescriptor?> strategies, out double value)
    {
        value = 0;
        Instrument? instrument = instruments(plan.Instrument);
        if (instrument is null) return Fail(plan.Instrument, Reason.UnknownInstrument, out value);
        if (!instrument.Tradable) return Reason.NotTradable;
        if (OrderSlices.MaxQuantity(instrument) == 0) return Fail(instrument.FreezeQuantity, Reason.FreezeBelowLot, out value);
        if (!Fits(plan.Product, instrument)) return Fail((int)plan.Product, Reason.BadProduct, out value);
        if (BarLadder.IndexOf(plan.IntervalMinutes) < 0) return Fail(plan.IntervalMinutes, Reason.BadInterval, out value);
        if (plan.Style > ChartStyle.Range) return Fail((int)plan.Style, Reason.BadInterval, out value);
        if (plan.Style is ChartStyle.Renko or ChartStyle.Range ? plan.ChartSize is < 1 or > MaxChartSize : plan.ChartSize != 0)
            return Fail(plan.ChartSize, Reason.BadChartSize, out value);
        if (plan.RiskBasisPoints < 1 || plan.RiskBasisPoints > limits.MaxRiskPerTradeBasisPoints)
            return Fail(plan.RiskBasisPoints, Reason.BadRisk, out value);
        if (plan.StartSecond is < 0 or >= 86_400) return Fail(plan.StartSecond, Reason.BadTradingTimes, out value);
        if (plan.SquareOffSecond is < 0 or >= 86_400 || (plan.SquareOffSecond != 0 && plan.SquareOffSecond <= plan.StartSecond))
            return Fail(plan.SquareOffSecond, Reason.BadTradingTimes, out value);
        if (BadSize(plan, instrument) is { } size) return Fail(size.Value, Reason.BadSizing, out value);
        if (BadStop(plan) is { } stop) return Fail(stop.Value, Reason.BadStopPolicy, out value);
        if (plan.Sides > PlanSides.Short) return Fail((int)plan.Sides, Reason.BadSides, out value);
        if (plan.Sides == PlanSides.Short && plan.Product == Product.Delivery) return Fail((int)plan.Sides, Reason.BadSides, out value);

        if (strategies(plan.Algorithm) is not { } strategy) return Reason.UnknownAlgorithm;
        Reason parameters = TryParameters(plan, strategy, out _, out value);
        if (parameters != Reason.None) return parameters;
        if (BadPeer(plan, instruments) is { } peer) return Fail(peer, Reason.BadPeers, out value);
        return strategy.FirstProblem(MarketOf(plan, instruments)) is null ? Reason.None : Fail(plan.Peers.Count, Reason.MarketMismatch, out value);
    }

    /// <summary>What the strategy of a plan whose instruments are all known is set up on.</summary>
    internal static StrategyMarket MarketOf(Plan plan, Func<int, Instrument?> instruments)
    {
        var peers = new Instrument[plan.Peers.Count];
        for (int i = 0; i < peers.Length; i++) peers[i] = instruments(plan.Peers[i])!;
        return new StrategyMarket(instruments(plan.Instrument)!, peers, plan.IntervalMinutes);
    }

    /// <summary>The strategy's defaults with the plan's values in place, in the descriptor's order.</summary>
    internal static Reason TryParameters(Plan plan, StrategyDescriptor strategy, out double[] values, out double bad)
    {
        values = strategy.Defaults();
        bad = 0;
        foreach (PlanParameter given in plan.Parameters)
        {
            int index = strategy.IndexOf(given.Name);
            if (index < 0) return Fail(given.Value, Reason.UnknownParameter, out bad);
            values[index] = given.Value;
        }
        int invalid = strategy.FirstInvalid(values);
        return invalid < 0 ? Reason.None : Fail(values[invalid], Reason.ParameterOutOfRange, out bad);
    }

    internal static (string Field, double Value, string Allowed)? BadStop(Plan plan)
    {
        StopPolicy stops = plan.Stops;
        bool free = stops.StopAtr == 0;
        if (stops.AtrLength is < 1 or > 500) return ("atrLength", stops.AtrLength, "1 to 500");
        if (free && plan.Sizing != PlanSizing.Fixed) return ("stopAtr", 0, "more than 0 and at most 50, or 0 (none) with sizing fixed");
        if (!(stops.StopAtr is >= 0 and <= 50)) return ("stopAtr", stops.StopAtr, "more than 0 and at most 50, or 0 (none) with sizing fixed");
        if (!(stops.TargetR is >= 0 and <= 100)) return ("targetR", stops.TargetR, "0 to 100");
        if (!(stops.BreakevenR is >= 0 and <= 100)) return ("breakevenR", stops.BreakevenR, "0 to 100");
        if (!(stops.TrailAtr is >= 0 and <= 50)) return ("trailAtr", stops.TrailAtr, "0 to 50");
        const string NoStop = "0 where stopAtr is 0: there is no R without a stop";
        return !free ? null
            : stops.TargetR != 0 ? ("targetR", stops.TargetR, NoStop)
            : stops.BreakevenR != 0 ? ("breakevenR", stops.BreakevenR, NoStop)
            : stops.TrailAtr != 0 ? ("trailAtr", stops.TrailAtr, NoStop)
            : null;
    }

    internal static (string Field, double Value, string Allowed)? BadSize(Plan plan, Instrument instrument)
    {
        if (plan.Sizing > PlanSizing.Fixed) return ("sizing", (int)plan.Sizing, "risk or fixed");
        if (plan.MaxInventory is < 1 or > MaxInventory) return ("maxInventory", plan.MaxInventory, $"1 to {MaxInventory}");
        if (plan.Sizing == PlanSizing.Risk) return plan.Quantity == 0 ? null : ("quantity", plan.Quantity, "left out, or sizing fixed");
        return plan.Quantity is >= 1 and <= MaxQuantity && plan.Quantity % instrument.LotSize == 0
            ? null
            : ("quantity", plan.Quantity, instrument.LotSize == 1 ? $"1 to {MaxQuantity}" : $"a multiple of the lot, {instrument.LotSize}, up to {MaxQuantity}");
    }

    /// <summary>The first peer that is not known, named before, or the traded instrument; null when all are well.</summary>
    internal static int? BadPeer(Plan plan, Func<int, Instrument?> instruments)
    {
        for (int i = 0; i < plan.Peers.Count; i++)
        {
            int peer = plan.Peers[i];
            if (i >= MaxPeers || peer == plan.Instrument || instruments(peer) is null) return peer;
            for (int before = 0; before < i; before++)
                if (plan.Peers[before] == peer) return peer;
        }
        return null;
    }

    /// <summary>Shares and funds are taken into delivery, derivatives are carried, and anything may be left the same day.</summary>
    private static bool Fits(Product product, Instrument instrument) => product switch
    {
        Product.Intraday => true,
        Product.Delivery => instrument.Kind is InstrumentKind.Equity or InstrumentKind.Etf,
        Product.Carry => instrument.Kind is InstrumentKind.Future or InstrumentKind.Option || instrument.IndexTradedAsFuture,
        _ => false,
    };

    private static Reason Fail(double what, Reason reason, out double value)
    {
        value = what;
        return reason;
    }
}
