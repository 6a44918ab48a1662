using Astra.Markets;

namespace Astra.Costs;

/// <summary>STT and stamp duty of a share on the day's average price: what was both bought and sold is intraday, the difference is delivered.</summary>
internal static class DayAverage
{
    public static decimal Tax(RateTable table, in DayTurnover day)
    {
        long units = day.BoughtQuantity + day.SoldQuantity;
        if (units == 0) return 0;
        decimal average = decimal.Round(day.Total.ToDecimal() / units, 2, MidpointRounding.AwayFromZero);
        long squared = Math.Min(day.BoughtQuantity, day.SoldQuantity);
        long left = day.BoughtQuantity - day.SoldQuantity;
        return squared * average * RateOf(table.Rows.IntradayTax, buy: false) + Math.Abs(left) * average * RateOf(table.Rows.DeliveryTax, buy: left > 0);
    }

    /// <summary>
    /// Stamp duty where purchases and sales differ: the shares kept at the delivery rate, the others at the intraday rate, all at the
    /// average purchase price. A balanced day is stamped as the product that it was traded as.
    /// </summary>
    public static decimal Stamp(RateTable table, in DayTurnover day, decimal asProduct)
    {
        if (day.BoughtQuantity == 0 || day.SoldQuantity == 0 || day.BoughtQuantity == day.SoldQuantity) return asProduct;
        decimal bought = day.Bought.ToDecimal();
        long kept = Math.Max(0, day.BoughtQuantity - day.SoldQuantity);
        decimal delivered = bought * kept / day.BoughtQuantity;
        return delivered * RateOf(table.Rows.DeliveryStamp, buy: true) + (bought - delivered) * RateOf(table.Rows.IntradayStamp, buy: true);
    }

    private static decimal RateOf(Levy? levy, bool buy) => levy?.RateFor(buy).ToDecimal() ?? 0;
}
