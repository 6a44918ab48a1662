using System.Globalization;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>What is wrong with a refused plan, for people: the field, its value and what it allows.</summary>
internal static class PlanProblem
{
    public static string InWords(Plan plan, Func<int, Instrument?> instruments, RiskLimits limits, Reason reason, double value)
    {
        if (reason == Reason.UnknownInstrument || instruments(plan.Instrument) is not { } instrument) return $"no instrument {plan.Instrument}";
        return reason switch
        {
            Reason.NotTradable => $"instrument {instrument.Symbol} cannot be traded: an index has no orders of its own",
            Reason.FreezeBelowLot => $"instrument {instrument.Symbol} has a freeze quantity of {instrument.FreezeQuantity}, less than its lot of {instrument.LotSize}: correct its master data",
            Reason.BadProduct when plan.Product == Product.Delivery => $"product is delivery, but {instrument.Symbol} is no share or fund: write carry, or intraday",
            Reason.BadProduct when plan.Product == Product.Carry => $"product is carry, but {instrument.Symbol} is no derivative: write delivery, or intraday",
            Reason.BadProduct => $"product is {(int)plan.Product}; it must be intraday, delivery or carry",
            Reason.BadInterval when BarLadder.IndexOf(plan.IntervalMinutes) >= 0 => $"style is {(int)plan.Style}; it must be candle, heikinAshi, renko or range",
            Reason.BadInterval => $"intervalMinutes is {plan.IntervalMinutes}; it must be 1, 3, 5, 10, 15, 30 or 60",
            Reason.BadChartSize when plan.Style is ChartStyle.Renko or ChartStyle.Range => $"chartSize is {plan.ChartSize}; {plan.Style} bars need 1 to {PlanCheck.MaxChartSize} ticks",
            Reason.BadChartSize => $"chartSize is {plan.ChartSize}; only renko and range bars have a size: leave it out",
            Reason.BadRisk => $"riskBasisPoints is {plan.RiskBasisPoints}; it must be 1 to {limits.MaxRiskPerTradeBasisPoints}",
            Reason.BadTradingTimes => "start is not before squareOff; both are times of one day",
            Reason.BadSizing when PlanCheck.BadSize(plan, instrument) is { } size => Bounds(size.Field, size.Value, size.Allowed),
            Reason.BadStopPolicy when PlanCheck.BadStop(plan) is { } stop => Bounds($"stops.{stop.Field}", stop.Value, stop.Allowed),
            Reason.BadSides when plan.Sides == PlanSides.Short => "sides is short, but shares for delivery are not sold short: write intraday, or another side",
            Reason.BadSides => $"sides is {(int)plan.Sides}; it must be both, long or short",
            Reason.BadPeers => BadPeers(plan, instruments, (int)value),
            Reason.ParameterOutOfRange => BadParameter(plan),
            Reason.MarketMismatch => PlanCheck.Shipped(plan.Algorithm)?.FirstProblem(PlanCheck.MarketOf(plan, instruments)) ?? $"{plan.Algorithm} cannot work with {instrument.Symbol}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{reason} ({value})"),
        };
    }

    private static string Bounds(string field, double value, string allowed) =>
        string.Create(CultureInfo.InvariantCulture, $"{field} is {value}; it must be {allowed}");

    private static string BadPeers(Plan plan, Func<int, Instrument?> instruments, int peer) =>
        plan.Peers.Count > PlanCheck.MaxPeers ? $"peers names {plan.Peers.Count} instruments; {PlanCheck.MaxPeers} are the most"
        : instruments(peer) is not { } known ? $"peers names instrument {peer}, which there is not"
        : peer == plan.Instrument ? $"peers names {known.Symbol}, which the plan trades itself: leave it out"
        : $"peers names {known.Symbol} twice";

    private static string BadParameter(Plan plan)
    {
        StrategyDescriptor strategy = PlanCheck.Shipped(plan.Algorithm)!;
        PlanCheck.TryParameters(plan, strategy, out double[] values, out _);
        return $"parameters.{strategy.Refusal(values)}";
    }
}
