using System.Globalization;
using Astra.Costs;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Reasons of the capital filter in words; amounts grouped as in India, to the rupee from a thousand on.</summary>
internal static class FeasibilityText
{
    private static readonly NumberFormatInfo Indian = new() { NumberGroupSizes = [3, 2], NumberDecimalDigits = 0 };

    public static string Rupees(Money amount)
    {
        decimal rupees = amount.ToDecimal();
        return Math.Abs(rupees) < 1000 && rupees != decimal.Truncate(rupees)
            ? rupees.ToString("0.00", CultureInfo.InvariantCulture)
            : decimal.Round(rupees, 0, MidpointRounding.AwayFromZero).ToString("N", Indian);
    }

    /// <summary>The reason for a group of rows.</summary>
    public static string Text(this FeasibilityReason reason) => reason switch
    {
        FeasibilityReason.Feasible => "can be traded",
        FeasibilityReason.CapitalUnderMinimum => "the class asks for more capital",
        FeasibilityReason.MarginOverCapital => "one lot needs more than the capital",
        FeasibilityReason.ShareOfCapital => "one lot needs too large a part of the capital",
        FeasibilityReason.NoPrice => "no price is known",
        FeasibilityReason.NotTradable => "an index cannot be traded",
        FeasibilityReason.Expired => "expired",
        _ => "no rate or rule covers it",
    };

    public static string Of(FeasibleRow row, bool sell) => row.Result.Reason switch
    {
        FeasibilityReason.Feasible => Need(row, sell),
        FeasibilityReason.CapitalUnderMinimum => $"{Noun(row.Terms.Class)} need {Rupees(row.Result.Needed)} of capital, you have {Rupees(row.Result.Had)}",
        FeasibilityReason.MarginOverCapital => $"{Need(row, sell)}; you have {Rupees(row.Result.Had)}",
        FeasibilityReason.ShareOfCapital =>
            $"{Need(row, sell)}; at most {Rupees(row.Result.Had)} ({Percent(row.Terms.MaximumShareBasisPoints)} of the capital) may go into one",
        FeasibilityReason.NoPrice => "no price is known: give one with --prices",
        FeasibilityReason.NotTradable => "an index has no order book: trade its futures or options",
        FeasibilityReason.Expired => $"expired on {row.Instrument.Expiry:yyyy-MM-dd}",
        _ => row.Problem ?? "",
    };

    /// <summary>Whether one lot is paid in full: delivered shares and bought options.</summary>
    private static bool PaidInFull(FeasibleRow row, bool sell) =>
        row.Terms.Class == CapitalClass.EquityDelivery || (row.Terms.Margin.IsOption && !sell);

    private static string Need(FeasibleRow row, bool sell)
    {
        Instrument instrument = row.Instrument;
        bool share = row.Terms.Class is CapitalClass.EquityDelivery or CapitalClass.EquityIntraday;
        string one = share && instrument.LotSize == 1 ? "one share" : "one lot";
        Money margin = row.Terms.Margin.Required(sell ? -instrument.LotSize : instrument.LotSize, row.Last, row.Underlying);
        if (PaidInFull(row, sell)) return $"{one} costs {Rupees(margin)}{(row.Terms.Margin.IsOption ? " of premium" : "")}";
        Price per = row.Terms.Margin.IsOption ? (row.Underlying.Units > 0 ? row.Underlying : instrument.Strike) : row.Last;
        Money value = Money.Of(per, instrument.LotSize, instrument.Multiplier);
        double percent = value.Micros == 0 ? 0 : 100.0 * margin.Micros / value.Micros;
        string rate = string.Create(CultureInfo.InvariantCulture, $"{percent:0.##}% of {Rupees(value)}");
        return row.Terms.CushionBasisPoints == 0
            ? $"{one} needs about {Rupees(margin)} margin ({rate})"
            : $"{one} needs about {Rupees(row.Result.Needed)}: margin {Rupees(margin)} ({rate}) and {Percent(row.Terms.CushionBasisPoints)} to spare";
    }

    private static string Noun(CapitalClass kind) => kind switch
    {
        CapitalClass.EquityDelivery or CapitalClass.EquityIntraday => "shares",
        CapitalClass.IndexOption or CapitalClass.StockOption or CapitalClass.CurrencyOption or CapitalClass.CommodityOption => "options",
        _ => "futures",
    };

    private static string Percent(int basisPoints) => string.Create(CultureInfo.InvariantCulture, $"{basisPoints / 100.0:0.##}%");
}
