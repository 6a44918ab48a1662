using Astra.Markets;

namespace Astra.Costs;

/// <summary>The rows behind <see cref="SettlementRates"/>; null where the act does not exist for the instrument.</summary>
internal sealed class SettlementTable(
    Levy? exercise, Levy gst, BrokerageRule? order, Levy? delivery, Levy? stamp, BrokerageRule? shares, BrokerageRule? netted, NoteSettings settings)
{
    private readonly OrderBrokerage? _order = Ready(order, gst);
    private readonly OrderBrokerage? _shares = Ready(shares, gst);
    private readonly OrderBrokerage? _netted = Ready(netted, gst);

    /// <summary>True when the tax of an exercise is on the settlement price and not on the intrinsic value.</summary>
    public bool TaxesSettlementValue => exercise?.Base is "settlement_price" or "settlement_value";

    public IReadOnlyList<RateRow> Rows(bool ofOptions, bool ofShares)
    {
        List<RateRow> rows = [];
        if (ofOptions && order is not null) rows.Add(RateRow.Of(order));
        if (ofOptions && exercise is not null) rows.Add(RateRow.Of(exercise));
        if (ofShares && shares is not null) rows.Add(RateRow.Of(shares));
        if (ofShares && delivery is not null) rows.Add(RateRow.Of(delivery));
        if (ofShares && stamp is not null) rows.Add(RateRow.Of(stamp));
        return rows;
    }

    public Rate Gst { get; } = gst.Rate;

    public SettlementLines Exercise(Money intrinsic, Money settlementValue) =>
        Lines(_order, intrinsic, exercise?.RateFor(buy: true) ?? default, TaxesSettlementValue ? settlementValue : intrinsic, default);

    public SettlementLines Assignment(Money intrinsic) => Lines(_order, intrinsic, default, default, default);

    public SettlementLines Worthless() => settings.WorthlessCharged ? Lines(_order, Money.Zero, default, default, default) : default;

    public SettlementLines Delivery(bool receives, Money value, bool nettedOff) =>
        Lines(nettedOff ? _netted : _shares, value, delivery?.RateFor(receives) ?? default, value, stamp?.RateFor(receives) ?? default);

    private SettlementLines Lines(OrderBrokerage? brokerage, Money orderValue, Rate tax, Money taxed, Rate stampRate) => new(
        brokerage?.Exact(orderValue) ?? 0m, tax.ToDecimal() * taxed.ToDecimal(), stampRate.ToDecimal() * orderValue.ToDecimal(), Gst.ToDecimal(),
        exercise?.Name == "CTT");

    private static OrderBrokerage? Ready(BrokerageRule? rule, Levy gst) => rule is null ? null : new OrderBrokerage(rule, gst.Rate, default);
}
