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
        Int128 byRisk = (Int128)account.DayStartEquity.Micros * riskBasisPoints / 10_000 / Micros(risk, instrument);
        return Limit(instrument, limits, account, price, 0, byRisk, out quantity);
    }

    /// <summary>Cuts a wanted quantity to the hard limits.</summary>
    /// <param name="held">Units of the position that it adds to.</param>
    /// <param name="counted">Whether the instrument counts among the open positions already.</param>
    public static Reason Cut(Instrument instrument, RiskLimits limits, Account account, Price price, int held, bool counted, ref int quantity)
    {
        bool opens = held == 0 && !counted;
        if (opens && account.OpenPositions + account.PendingEntries >= limits.MaxOpenPositions) return Reason.OpenPositionsLimit;
        if (price.Units <= 0) return Reason.NoPriceYet;
        return Limit(instrument, limits, account, price, held, quantity / instrument.LotSize, out quantity);
    }

    private static Reason Limit(Instrument instrument, RiskLimits limits, Account account, Price price, int held, Int128 wanted, out int quantity)
    {
        quantity = 0;
        if (wanted < 1) return Reason.QuantityBelowOneLot;
        Int128 capital = account.DayStartEquity.Micros;
        Int128 valuePerLot = Micros(price, instrument);
        Int128 byPosition = capital * limits.MaxPositionPercent / 100 / valuePerLot - held / instrument.LotSize;
        if (byPosition < 1) return Reason.PositionLimit;
        Int128 byGross = (capital * limits.MaxGrossPercent / 100 - account.Exposure.Micros) / valuePerLot;
        if (byGross < 1) return Reason.GrossLimit;

        Int128 lots = Int128.Min(wanted, Int128.Min(byPosition, byGross));
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
