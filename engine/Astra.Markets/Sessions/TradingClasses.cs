namespace Astra.Markets;

/// <summary>Which classes of instruments a segment tells apart.</summary>
public static class TradingClasses
{
    /// <summary>The common class first. A segment's classes have the same hours on a date that has no row for them.</summary>
    public static ReadOnlySpan<TradingClass> Of(Segment segment) => segment switch
    {
        Segment.NseEquity or Segment.BseEquity => [TradingClass.Standard, TradingClass.ClosingAuction],
        Segment.NseDerivatives or Segment.BseDerivatives => [TradingClass.Standard, TradingClass.NearFuture],
        Segment.Currency => [TradingClass.Standard, TradingClass.Expiring],
        Segment.Commodity => [TradingClass.Standard, TradingClass.Cotton, TradingClass.OtherAgricultural],
        _ => [TradingClass.Standard],
    };
}
