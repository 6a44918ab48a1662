using System.Runtime.CompilerServices;
using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// A brokerage rule made ready for the hot path: the order values at which the minimum ends and the cap begins are worked out
/// once, so an order is priced by two comparisons. GST on the flat parts is ready too; it is exact because amounts have three decimals and
/// the GST rate has three.
/// </summary>
internal sealed class OrderBrokerage
{
    private readonly long _minimumBelow;
    private readonly long _capFrom;
    private readonly long _minimum;
    private readonly long _cap;
    private readonly long _gstOnMinimum;
    private readonly long _gstOnCap;
    private readonly Rate _fraction;
    private readonly Rate _gstOnTurnover;
    private readonly Rate _gstOnTurnoverAndFraction;
    private readonly QuickRate _quickFraction;
    private readonly QuickRate _quickGstOnTurnover;
    private readonly QuickRate _quickGstOnBoth;

    /// <param name="gst">Rate of GST on brokerage.</param>
    /// <param name="gstOnTurnover">GST that the exchange charge and the SEBI fee bear, as a fraction of turnover.</param>
    public OrderBrokerage(BrokerageRule rule, Rate gst, Rate gstOnTurnover)
    {
        Rule = rule;
        bool uncapped = rule.Cap == BrokerageRule.Uncapped;
        bool proportional = rule.Fraction.Trillionths > 0;
        _minimum = rule.Minimum.Micros;
        _cap = rule.Cap.Micros;
        _minimumBelow = proportional ? rule.Fraction.ReachedAt(_minimum) : 0;
        _capFrom = !proportional ? 0 : uncapped ? long.MaxValue : rule.Fraction.ReachedAt(_cap);
        _gstOnMinimum = gst.Of(_minimum);
        _gstOnCap = uncapped ? 0 : gst.Of(_cap);
        _fraction = rule.Fraction;
        _gstOnTurnover = gstOnTurnover;
        _gstOnTurnoverAndFraction = gstOnTurnover + rule.Fraction * gst;
        _quickFraction = new QuickRate(_fraction);
        _quickGstOnTurnover = new QuickRate(_gstOnTurnover);
        _quickGstOnBoth = new QuickRate(_gstOnTurnoverAndFraction);
        QuickLimit = Math.Min(_quickFraction.Limit, Math.Min(_quickGstOnTurnover.Limit, _quickGstOnBoth.Limit));
    }

    public BrokerageRule Rule { get; }

    /// <summary>Largest order value in micro-rupees for <see cref="QuickFor"/>.</summary>
    public long QuickLimit { get; }

    /// <summary>Brokerage of an order of this value so far, and the GST on it and on the order's exchange charge and SEBI fee; each rounded once.</summary>
    public long For(long orderValue, out long gst)
    {
        if (orderValue >= _capFrom)
        {
            gst = _gstOnCap + _gstOnTurnover.Of(orderValue);
            return _cap;
        }
        if (orderValue < _minimumBelow)
        {
            gst = _gstOnMinimum + _gstOnTurnover.Of(orderValue);
            return _minimum;
        }
        gst = _gstOnTurnoverAndFraction.Of(orderValue);
        return _fraction.Of(orderValue);
    }

    /// <summary>As <see cref="For"/>, for values up to <see cref="QuickLimit"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long QuickFor(long orderValue, out long gst)
    {
        if (orderValue >= _capFrom)
        {
            gst = _gstOnCap + _quickGstOnTurnover.Of(orderValue);
            return _cap;
        }
        if (orderValue < _minimumBelow)
        {
            gst = _gstOnMinimum + _quickGstOnTurnover.Of(orderValue);
            return _minimum;
        }
        gst = _quickGstOnBoth.Of(orderValue);
        return _quickFraction.Of(orderValue);
    }

    /// <summary>Brokerage of a whole order in rupees, not rounded.</summary>
    public decimal Exact(Money orderValue)
    {
        decimal part = orderValue.ToDecimal() * _fraction.ToDecimal();
        return Math.Max(Rule.Minimum.ToDecimal(), Rule.Cap == BrokerageRule.Uncapped ? part : _fraction == default ? Rule.Cap.ToDecimal() : Math.Min(part, Rule.Cap.ToDecimal()));
    }
}
