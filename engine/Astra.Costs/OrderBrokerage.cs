using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// A brokerage rule made ready for the hot path: the order values at which the minimum ends and the cap begins are worked out
/// once, so an order is priced by two comparisons. GST on the flat parts is ready too; it is exact because amounts have three decimals and
/// the GST rate has three.
/// </summary>
internal readonly struct OrderBrokerage
{
    private readonly long _minimumBelow;
    private readonly long _capFrom;
    private readonly Money _minimum;
    private readonly Money _cap;
    private readonly Money _gstOnMinimum;
    private readonly Money _gstOnCap;
    private readonly Rate _fraction;
    private readonly Rate _gstOnTurnover;
    private readonly Rate _gstOnTurnoverAndFraction;

    /// <param name="gst">Rate of GST on brokerage.</param>
    /// <param name="gstOnTurnover">GST that the exchange charge and the SEBI fee bear, as a fraction of turnover.</param>
    public OrderBrokerage(BrokerageRule rule, Rate gst, Rate gstOnTurnover)
    {
        _fraction = rule.Fraction;
        _minimum = rule.Minimum;
        _cap = rule.Cap;
        bool proportional = rule.Fraction.Trillionths > 0;
        _minimumBelow = proportional ? rule.Fraction.ReachedAt(rule.Minimum.Micros) : 0;
        _capFrom = !proportional ? 0 : rule.Cap == BrokerageRule.Uncapped ? long.MaxValue : rule.Fraction.ReachedAt(rule.Cap.Micros);
        _gstOnMinimum = new Money(gst.Of(rule.Minimum.Micros));
        _gstOnCap = rule.Cap == BrokerageRule.Uncapped ? Money.Zero : new Money(gst.Of(rule.Cap.Micros));
        _gstOnTurnover = gstOnTurnover;
        _gstOnTurnoverAndFraction = gstOnTurnover + rule.Fraction * gst;
    }

    /// <summary>Brokerage of an order of this value so far, and the GST on it and on the order's exchange charge and SEBI fee; each rounded once.</summary>
    public Money For(long orderValue, out Money gst)
    {
        if (orderValue >= _capFrom)
        {
            gst = _gstOnCap + new Money(_gstOnTurnover.Of(orderValue));
            return _cap;
        }
        if (orderValue < _minimumBelow)
        {
            gst = _gstOnMinimum + new Money(_gstOnTurnover.Of(orderValue));
            return _minimum;
        }
        gst = new Money(_gstOnTurnoverAndFraction.Of(orderValue));
        return new Money(_fraction.Of(orderValue));
    }
}
