using Astra.Markets;

namespace Astra.Costs;

/// <summary>
/// The charges of one broker, class of trade and day, ready for the hot path: integers only, nothing allocated. This is the
/// <i>estimate</i>: no component is rounded to paise or rupees, as a contract note does once a day for all trades together
/// (<see cref="ContractNote"/>). A handle of one word: copy it freely; the default value has no rates and must not be asked.
/// </summary>
/// <remarks>
/// An order's charges are a function of its value so far, rounded once to the micro-rupee; a fill is charged the difference it makes. So the
/// fills of an order add up to the order exactly, however it was cut, and no fill is charged less than nothing.
/// </remarks>
public readonly struct ChargeRates
{
    internal ChargeRates(RateTable table) => Table = table;

    internal RateTable Table { get; }

    /// <summary>The rows that it reads.</summary>
    public ChargeClass Class => Table.Class;

    /// <summary>The day that the rates are of.</summary>
    public DateOnly Date => Table.Date;

    /// <summary>Charges of one fill.</summary>
    /// <param name="buy">True for a purchase.</param>
    /// <param name="value">Price times units of this fill; for an option the premium, never the strike. Zero or more.</param>
    /// <param name="orderValueBefore">Value of the same order's earlier fills: brokerage is per executed order.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative: a defect of the caller.</exception>
    public Charges ForFill(bool buy, Money value, Money orderValueBefore) => Table.ForFill(buy, value.Micros, orderValueBefore.Micros);

    /// <summary>The dated rows behind each line, for people.</summary>
    public IReadOnlyList<RateRow> Rows => RateRow.Of(Table);
}
