using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>Holds a plan against the hard limits. A bad plan gets a reason and the offending value, never an exception.</summary>
internal static class PlanCheck
{
    public static Reason Check(Plan plan, InstrumentBook? book, RiskLimits limits, out double value)
    {
        value = 0;
        if (book is null) return Fail(plan.Instrument, Reason.UnknownInstrument, out value);
        if (!book.Instrument.Tradable) return Reason.NotTradable;
        if (BarLadder.IndexOf(plan.IntervalMinutes) < 0) return Fail(plan.IntervalMinutes, Reason.BadInterval, out value);
        if (plan.Style is not (ChartStyle.Candle or ChartStyle.HeikinAshi)) return Fail((int)plan.Style, Reason.BadInterval, out value);
        if (plan.RiskBasisPoints < 1 || plan.RiskBasisPoints > limits.MaxRiskPerTradeBasisPoints)
            return Fail(plan.RiskBasisPoints, Reason.BadRisk, out value);
        if (plan.StartSecond is < 0 or >= 86_400) return Fail(plan.StartSecond, Reason.BadTradingTimes, out value);
        if (plan.SquareOffSecond is < 0 or >= 86_400 || (plan.SquareOffSecond != 0 && plan.SquareOffSecond <= plan.StartSecond))
            return Fail(plan.SquareOffSecond, Reason.BadTradingTimes, out value);

        Reason stops = CheckStops(plan.Stops, out value);
        if (stops != Reason.None) return stops;
        if (!StrategyRegistry.TryGet(plan.Algorithm, out StrategyDescriptor? strategy)) return Reason.UnknownAlgorithm;
        return TryParameters(plan, strategy, out _, out value);
    }

    /// <summary>The strategy's defaults with the plan's values in place, in the descriptor's order.</summary>
    public static Reason TryParameters(Plan plan, StrategyDescriptor strategy, out double[] values, out double bad)
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

    private static Reason CheckStops(StopPolicy stops, out double value)
    {
        value = 0;
        if (stops.AtrLength is < 1 or > 500) return Fail(stops.AtrLength, Reason.BadStopPolicy, out value);
        if (!(stops.StopAtr is > 0 and <= 50)) return Fail(stops.StopAtr, Reason.BadStopPolicy, out value);
        if (!(stops.TargetR is >= 0 and <= 100)) return Fail(stops.TargetR, Reason.BadStopPolicy, out value);
        if (!(stops.BreakevenR is >= 0 and <= 100)) return Fail(stops.BreakevenR, Reason.BadStopPolicy, out value);
        if (!(stops.TrailAtr is >= 0 and <= 50)) return Fail(stops.TrailAtr, Reason.BadStopPolicy, out value);
        return Reason.None;
    }

    private static Reason Fail(double what, Reason reason, out double value)
    {
        value = what;
        return reason;
    }
}
