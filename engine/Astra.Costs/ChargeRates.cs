using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// The charges of one broker, class of trade and day, ready for the hot path: integers only, nothing allocated. This is the
/// <i>estimate</i>: no component is rounded to paise or rupees, as a contract note does once a day for all trades together.
/// </summary>
/// <remarks>
/// An order's charges are a function of its value so far, rounded once to the micro-rupee; a fill is charged the difference it makes. So the
/// fills of an order add up to the order exactly, however it was cut, and no fill is charged less than nothing.
/// </remarks>
public readonly struct ChargeRates
{
    private readonly OrderBrokerage _brokerage;
    private readonly Rate _buyTax;
    private readonly Rate _sellTax;
    private readonly Rate _exchange;
    private readonly Rate _sebi;
    private readonly Rate _buyStamp;
    private readonly Rate _sellStamp;

    internal ChargeRates(BrokerageRule brokerage, Levy? tax, Levy exchange, Levy? ipft, Levy sebi, Levy stamp, Levy gst)
    {
        _buyTax = tax?.RateFor(buy: true) ?? default;
        _sellTax = tax?.RateFor(buy: false) ?? default;
        _exchange = exchange.Rate + (ipft?.Rate ?? default);
        _sebi = sebi.Rate;
        _buyStamp = stamp.RateFor(buy: true);
        _sellStamp = stamp.RateFor(buy: false);
        Rate turnover = Part(GstBase.Exchange, exchange.Rate) + Part(GstBase.Ipft, ipft?.Rate ?? default) + Part(GstBase.Sebi, sebi.Rate);
        _brokerage = new OrderBrokerage(brokerage, Part(GstBase.Brokerage, gst.Rate), turnover * gst.Rate);

        Rate Part(GstBase part, Rate rate) => (gst.GstBase & part) != 0 ? rate : default;
    }

    /// <summary>Charges of one fill.</summary>
    /// <param name="buy">True for a purchase.</param>
    /// <param name="value">Price times units of this fill; for an option the premium, never the strike. Zero or more.</param>
    /// <param name="orderValueBefore">Value of the same order's earlier fills: brokerage is per executed order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative: a defect of the caller.</exception>
    public Charges ForFill(bool buy, Money value, Money orderValueBefore)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value.Micros);
        ArgumentOutOfRangeException.ThrowIfNegative(orderValueBefore.Micros);
        Charges after = ForOrder(buy, (orderValueBefore + value).Micros);
        return orderValueBefore.Micros == 0 ? after : after - ForOrder(buy, orderValueBefore.Micros);
    }

    private Charges ForOrder(bool buy, long value)
    {
        if (value == 0) return Charges.None;
        Money brokerage = _brokerage.For(value, out Money gst);
        return new Charges(
            brokerage,
            new Money((buy ? _buyTax : _sellTax).Of(value)),
            new Money(_exchange.Of(value)),
            new Money(_sebi.Of(value)),
            new Money((buy ? _buyStamp : _sellStamp).Of(value)),
            gst);
    }
}
