using Astra.Markets;

namespace Astra.Core;

/// <summary>How much to trade: the quantity that loses the plan's share of capital at its first stop, cut to the hard limits, in whole lots.</summary>
internal static class Sizer
{
    public static Reason Size(
        Instrument instrument, RiskLimits limits, Account account, int riskBasisPoints, Price price, Price risk, out int quantity)
    {
        quantity = 0;
        if (account.OpenPositions + account.PendingEntries >= limits.MaxOpenPositions) return Reason.OpenPositionsLimit;
        if (price.Units <= 0) return Reason.NoPriceYet;

        Int128 capital = account.DayStartEquity.Micros;
        Int128 riskPerLot = Micros(risk, instrument);
        Int128 valuePerLot = Micros(price, instrument);

        Int128 byRisk = capital * riskBasisPoints / 10_000 / riskPerLot;
        if (byRisk < 1) return Reason.QuantityBelowOneLot;
        Int128 byPosition = capital * limits.MaxPositionPercent / 100 / valuePerLot;
        if (byPosition < 1) return Reason.PositionLimit;
        Int128 byGross = (capital * limits.MaxGrossPercent / 100 - account.Exposure.Micros) / valuePerLot;
        if (byGross < 1) return Reason.GrossLimit;

        Int128 lots = Int128.Min(byRisk, Int128.Min(byPosition, byGross));
        quantity = (int)Int128.Min(lots * instrument.LotSize, int.MaxValue / instrument.LotSize * instrument.LotSize);
        return Reason.None;
    }

    /// <summary>The stop's distance from entry: that many ATRs, rounded up to the tick and never less than one.</summary>
    public static Price Risk(double atrRupees, double atrs, Price tick)
    {
        double ticks = Math.Ceiling(atrRupees * atrs * Price.UnitsPerRupee / tick.Units);
        return tick * (ticks < 1 ? 1 : ticks > int.MaxValue ? int.MaxValue : (long)ticks);
    }

    private static Int128 Micros(Price price, Instrument instrument) =>
        (Int128)Money.Of(price, instrument.LotSize, instrument.Multiplier).Micros;
}
