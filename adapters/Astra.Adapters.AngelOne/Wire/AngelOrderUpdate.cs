using System.Text.Json;
using Astra.Live;
using Astra.Host;

namespace Astra.Adapters.AngelOne;

/// <summary>What the order stream tells of one order.</summary>
/// <param name="Quantity">Units wanted in all.</param>
/// <param name="Filled">Units traded so far; a partial fill comes as a working order with some.</param>
/// <param name="Text">The broker's remark: of a rejected order the reason.</param>
/// <param name="UnknownCode">The frame's code is none of the documented ones; the state is from the order's own words, or assumed.</param>
public sealed record AngelOrderUpdate(
    BrokerOrderState State, string OrderId, string UniqueOrderId, string Tag, string TradingSymbol, string Token, string Exchange, long Quantity, long Filled,
    decimal AveragePrice, string Text, string UpdateTime, bool UnknownCode)
{
    internal const string ConnectedCode = "AB00";

    /// <summary>Why it was rejected; empty for every other state.</summary>
    public string Reason => State == BrokerOrderState.Rejected ? Text : "";

    /// <summary>The state as reports name it, for example <c>trigger-pending</c>.</summary>
    public string StateName => NameOf(State);

    public static string NameOf(BrokerOrderState state) => state switch
    {
        BrokerOrderState.TriggerPending => "trigger-pending",
        BrokerOrderState.Filled => "filled",
        BrokerOrderState.Cancelled => "cancelled",
        BrokerOrderState.Rejected => "rejected",
        _ => "working",
    };

    internal static AngelOrderUpdate Read(string code, JsonElement data)
    {
        BrokerOrderState? byCode = StateOfCode(code);
        long filled = data.Get("filledshares").Whole() ?? 0;
        JsonElement quantity = data.Get("quantity");
        bool hasQuantity = quantity.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
        return new AngelOrderUpdate(
            byCode ?? StateOfWords(data.Get("status").Text()) ?? BrokerOrderState.Working,
            data.Get("orderid").Text(), data.Get("uniqueorderid").Text(), data.Get("ordertag").Text(), data.Get("tradingsymbol").Text(),
            data.Get("symboltoken").Text(), data.Get("exchange").Text(),
            hasQuantity ? quantity.Whole() ?? 0 : Sum(filled, data.Get("unfilledshares").Whole() ?? 0), filled,
            data.Get("averageprice").Decimal() ?? 0, data.Get("text").Text(), data.Get("updatetime").Text(), byCode is null);
    }

    /// <summary>Null for a code that is not documented.</summary>
    private static BrokerOrderState? StateOfCode(string code) => code switch
    {
        "AB01" or "AB04" or "AB06" or "AB08" or "AB09" or "AB11" => BrokerOrderState.Working,
        "AB10" => BrokerOrderState.TriggerPending,
        "AB05" => BrokerOrderState.Filled,
        "AB02" or "AB07" => BrokerOrderState.Cancelled,
        "AB03" => BrokerOrderState.Rejected,
        _ => null,
    };

    /// <summary>The state of an order's own words, as the order book has them too; null for words that are not known.</summary>
    internal static BrokerOrderState? StateOfWords(string words) => words.Trim().ToUpperInvariant() switch
    {
        "OPEN" or "MODIFIED" or "AMO RECEIVED" or "AMO MODIFIED" or "OPEN PENDING" or "MODIFY PENDING" => BrokerOrderState.Working,
        "TRIGGER PENDING" => BrokerOrderState.TriggerPending,
        "COMPLETE" => BrokerOrderState.Filled,
        "CANCELLED" or "AMO CANCELLED" => BrokerOrderState.Cancelled,
        "REJECTED" => BrokerOrderState.Rejected,
        _ => null,
    };

    private static long Sum(long a, long b) => (long)Int128.Clamp((Int128)a + b, long.MinValue, long.MaxValue);
}
