using System.Text.Json;
using Astra.Core;

namespace Astra.Journal;

/// <summary>What happens to positions and charges at a day's end, as JSON fields.</summary>
internal static class SettlementJson
{
    public static void Write(Utf8JsonWriter json, in ValuationBody valuation)
    {
        json.WriteNumber("planId", valuation.PlanId);
        json.WriteNumber("quantity", valuation.Quantity);
        json.WriteNumber("day", valuation.Day);
        json.Name("product", valuation.Product);
        json.Name("priceSource", valuation.Source);
        json.Price("average", valuation.Average);
        json.Price("mark", valuation.Mark);
        json.Money("unrealised", valuation.Unrealised);
        json.Money("change", valuation.Change);
        json.Money("charges", valuation.Charges);
        json.Money("margin", valuation.Margin);
    }

    public static void Write(Utf8JsonWriter json, in SettlementBody settlement)
    {
        json.WriteNumber("planId", settlement.PlanId);
        json.WriteNumber("quantity", settlement.Quantity);
        json.WriteNumber("day", settlement.Day);
        json.Name("outcome", settlement.Outcome);
        json.Name("priceSource", settlement.Source);
        json.Name("style", settlement.Style);
        json.WriteNumber("into", settlement.Into);
        json.WriteNumber("shares", settlement.Shares);
        json.Price("price", settlement.Price);
        json.Money("value", settlement.Value);
        json.Money("gross", settlement.Gross);
        json.Money("brokerage", settlement.Brokerage);
        json.Money("transactionTax", settlement.TransactionTax);
        json.Money("exchange", settlement.Exchange);
        json.Money("sebi", settlement.Sebi);
        json.Money("stamp", settlement.Stamp);
        json.Money("gst", settlement.Gst);
    }

    public static void Write(Utf8JsonWriter json, in TrueUpBody trueUp)
    {
        json.Name("segment", trueUp.Segment);
        json.WriteNumber("day", trueUp.Day);
        json.WriteNumber("orders", trueUp.Orders);
        json.WriteNumber("debits", trueUp.Debits);
        json.Money("brokerage", trueUp.Brokerage);
        json.Money("transactionTax", trueUp.TransactionTax);
        json.Money("exchange", trueUp.Exchange);
        json.Money("sebi", trueUp.Sebi);
        json.Money("stamp", trueUp.Stamp);
        json.Money("gst", trueUp.Gst);
        json.Money("depository", trueUp.Depository);
        json.Money("accrued", trueUp.Accrued);
        json.Money("note", trueUp.Note);
        json.Money("total", trueUp.Total);
    }
}
