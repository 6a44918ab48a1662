using System.Globalization;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>Holds a plan against the hard limits. A bad plan gets a reason and the offending value, never an exception.</summary>
public static class PlanCheck
{
    /// <summary>The first thing wrong with a plan, with the field and what it allows; null when all is well.</summary>
    public static string? FirstProblem(Plan plan, Instrument instrument, RiskLimits limits)
    {
        Reason reason = Check(plan, instrument, limits, out double value);
        return reason switch
        {
            Reason.None => null,
            Reason.NotTradable => $"instrument {instrument.Symbol} cannot be traded: an index has no orders of its own",
            Reason.FreezeBelowLot => $"instrument {instrument.Symbol} has a freeze quantity of {instrument.FreezeQuantity}, less than its lot of {instrument.LotSize}: correct its master data",
            Reason.BadProduct when plan.Product == Product.Delivery => $"product is delivery, but {instrument.Symbol} is no share or fund: write carry, or intraday",
            Reason.BadProduct when plan.Product == Product.Carry => $"product is carry, but {instrument.Symbol} is no derivative: write delivery, or intraday",
            Reason.BadProduct => $"product is {(int)plan.Product}; it must be intraday, delivery or carry",
            Reason.BadInterval => $"intervalMinutes is {plan.IntervalMinutes}; it must be 1, 3, 5, 10, 15, 30 or 60",
            Reason.BadRisk => $"riskBasisPoints is {plan.RiskBasisPoints}; it must be 1 to {limits.MaxRiskPerTradeBasisPoints}",
            Reason.BadTradingTimes => "start is not before squareOff; both are times of one day",
            Reason.BadStopPolicy when BadStop(plan.Stops) is { } stop => string.Create(CultureInfo.InvariantCulture, $"stops.{stop.Field} is {stop.Value}; it must be {stop.Allowed}"),
            Reason.ParameterOutOfRange => BadParameter(plan, value),
            _ => string.Create(CultureInfo.InvariantCulture, $"{reason} ({value})"),
        };
    }

    internal static Reason Check(Plan plan, Instrument? instrument, RiskLimits limits, out double value)
    {
        value = 0;
        if (instrument is null) return Fail(plan.Instrument, Reason.UnknownInstrument, out value);
        if (!instrument.Tradable) return Reason.NotTradable;
        if (OrderSlices.MaxQuantity(instrument) == 0) return Fail(instrument.FreezeQuantity, Reason.FreezeBelowLot, out value);
        if (!Fits(plan.Product, instrument)) return Fail((int)plan.Product, Reason.BadProduct, out value);
        if (BarLadder.IndexOf(plan.IntervalMinutes) < 0) return Fail(plan.IntervalMinutes, Reason.BadInterval, out value);
        if (plan.Style is not (ChartStyle.Candle or ChartStyle.HeikinAshi)) return Fail((int)plan.Style, Reason.BadInterval, out value);
        if (plan.RiskBasisPoints < 1 || plan.RiskBasisPoints > limits.MaxRiskPerTradeBasisPoints)
            return Fail(plan.RiskBasisPoints, Reason.BadRisk, out value);
        if (plan.StartSecond is < 0 or >= 86_400) return Fail(plan.StartSecond, Reason.BadTradingTimes, out value);
        if (plan.SquareOffSecond is < 0 or >= 86_400 || (plan.SquareOffSecond != 0 && plan.SquareOffSecond <= plan.StartSecond))
            return Fail(plan.SquareOffSecond, Reason.BadTradingTimes, out value);

        if (BadStop(plan.Stops) is { } stop) return Fail(stop.Value, Reason.BadStopPolicy, out value);
        if (!StrategyRegistry.TryGet(plan.Algorithm, out StrategyDescriptor? strategy)) return Reason.UnknownAlgorithm;
        return TryParameters(plan, strategy, out _, out value);
    }

    /// <summary>Shares and funds are taken into delivery, derivatives are carried, and anything may be left the same day.</summary>
    private static bool Fits(Product product, Instrument instrument) => product switch
    {
        Product.Intraday => true,
        Product.Delivery => instrument.Kind is InstrumentKind.Equity or InstrumentKind.Etf,
        Product.Carry => instrument.Kind is InstrumentKind.Future or InstrumentKind.Option || instrument.IndexTradedAsFuture,
        _ => false,
    };

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

    private static (string Field, double Value, string Allowed)? BadStop(StopPolicy stops)
    {
        if (stops.AtrLength is < 1 or > 500) return ("atrLength", stops.AtrLength, "1 to 500");
        if (!(stops.StopAtr is > 0 and <= 50)) return ("stopAtr", stops.StopAtr, "more than 0 and at most 50");
        if (!(stops.TargetR is >= 0 and <= 100)) return ("targetR", stops.TargetR, "0 to 100");
        if (!(stops.BreakevenR is >= 0 and <= 100)) return ("breakevenR", stops.BreakevenR, "0 to 100");
        if (!(stops.TrailAtr is >= 0 and <= 50)) return ("trailAtr", stops.TrailAtr, "0 to 50");
        return null;
    }

    private static string BadParameter(Plan plan, double value)
    {
        StrategyRegistry.TryGet(plan.Algorithm, out StrategyDescriptor? strategy);
        TryParameters(plan, strategy!, out double[] values, out _);
        StrategyParameter parameter = strategy!.Parameters[strategy.FirstInvalid(values)];
        string bounds = string.Create(CultureInfo.InvariantCulture, $"{parameter.Minimum} to {parameter.Maximum}{(parameter.Integer ? ", whole" : "")}");
        return string.Create(CultureInfo.InvariantCulture, $"parameters.{parameter.Name} is {value}; it must be {bounds}, and fit the other parameters");
    }

    private static Reason Fail(double what, Reason reason, out double value)
    {
        value = what;
        return reason;
    }
}
