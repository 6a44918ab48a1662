using System.Globalization;
using System.Text.Json;

namespace Astra.StandIns;

/// <summary>The order book: takes orders as strictly as the vendor describes them, and fills nothing by itself.</summary>
public sealed class AngelOrders
{
    private static readonly string[] s_fields =
    [
        "variety", "tradingsymbol", "symboltoken", "transactiontype", "exchange", "ordertype", "producttype", "duration", "price", "triggerprice", "squareoff",
        "stoploss", "disclosedquantity", "quantity",
    ];

    private readonly Lock _gate = new();
    private readonly List<AngelOrder> _orders = [];
    private readonly SimMarket _market;
    private readonly string _client;
    private readonly Action<string> _tell;

    internal AngelOrders(SimMarket market, string client, Action<string> tell) => (_market, _client, _tell) = (market, client, tell);

    public IReadOnlyList<AngelOrder> All { get { lock (_gate) return [.. _orders]; } }

    /// <summary>Fills a part or all of an order and tells the order stream.</summary>
    /// <param name="price">Pips.</param>
    public void Fill(AngelOrder order, int quantity, long price)
    {
        lock (_gate)
        {
            order.AveragePrice = ((order.AveragePrice * order.Filled) + (price * quantity)) / (order.Filled + quantity);
            order.Filled += quantity;
            if (order.Filled >= Number(order.Fields["quantity"])) order.Status = "complete";
        }

        _tell(Update(order, order.Status == "complete" ? "AB05" : "AB01"));
    }

    public void Reject(AngelOrder order, string reason)
    {
        lock (_gate) (order.Status, order.Text) = ("rejected", reason);
        _tell(Update(order, "AB03"));
    }

    /// <summary>The stream's first frame.</summary>
    internal string Connected() => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["user-id"] = _client, ["status-code"] = "200", ["order-status"] = "AB00", ["error-message"] = "",
        ["orderData"] = new Dictionary<string, object?> { ["orderid"] = "", ["status"] = "", ["quantity"] = "0", ["price"] = 0 },
    });

    /// <returns>An empty code with the data, or the code and its words.</returns>
    internal (string Code, string Message, object? Data) Answer(string name, string path, JsonElement body)
    {
        lock (_gate)
        {
            switch (name)
            {
                case "placeOrder": return Place(body);
                case "modifyOrder": return Modify(body);
                case "cancelOrder": return Cancel(body);
                case "getOrderBook": return ("", "", _orders.Select(Row).ToArray());
                case "getTradeBook": return ("", "", _orders.Where(o => o.Filled > 0).Select(Row).ToArray());
                case "getPosition": return ("", "", Positions());
                default:
                    AngelOrder? found = path.Contains("/details/", StringComparison.Ordinal) ? _orders.Find(o => o.UniqueOrderId == name) : null;
                    return found is null ? ("AB1013", "Order not found", null) : ("", "", Row(found));
            }
        }
    }

    private (string Code, string Message, object? Data) Place(JsonElement body)
    {
        if (Problem(body) is { } problem) return (problem.Code, problem.Message, null);
        var order = new AngelOrder
        {
            OrderId = Reply.Text(201_020_000_000_000 + _orders.Count), UniqueOrderId = Guid.NewGuid().ToString(), Fields = Fields(body),
            Status = Reply.Field(body, "variety") == "STOPLOSS" ? "trigger pending" : "open",
        };
        _orders.Add(order);
        _tell(Update(order, order.Status == "open" ? "AB01" : "AB10"));
        return ("", "", new { script = order.Fields["tradingsymbol"], orderid = order.OrderId, uniqueorderid = order.UniqueOrderId });
    }

    private (string Code, string Message, object? Data) Modify(JsonElement body)
    {
        if (Working(body) is not { } order) return ("AB1013", "Order not found", null);
        if (Problem(body) is { } problem) return (problem.Code, problem.Message, null);
        foreach (var (name, value) in Fields(body)) order.Fields[name] = value;
        _tell(Update(order, "AB04"));
        return ("", "", new { orderid = order.OrderId, uniqueorderid = order.UniqueOrderId });
    }

    private (string Code, string Message, object? Data) Cancel(JsonElement body)
    {
        if (Working(body) is not { } order) return ("AB1013", "Order not found", null);
        order.Status = "cancelled";
        _tell(Update(order, "AB02"));
        return ("", "", new { orderid = order.OrderId, uniqueorderid = order.UniqueOrderId });
    }

    private AngelOrder? Working(JsonElement body) =>
        _orders.Find(o => o.OrderId == Reply.Field(body, "orderid") && o.Status is "open" or "trigger pending");

    private (string Code, string Message)? Problem(JsonElement body)
    {
        string F(string name) => Reply.Field(body, name);
        if (body.ValueKind != JsonValueKind.Object) return ("AB1000", "Invalid Request Payload");
        foreach (JsonProperty property in body.EnumerateObject())
            if (property.Value.ValueKind != JsonValueKind.String) return ("AB1000", property.Name + " is not a text");
        string? missing = Array.Find(s_fields, name => F(name).Length == 0);
        if (missing is not null) return ("AB1000", missing + " is missing");
        if (F("variety") is not ("NORMAL" or "STOPLOSS" or "AMO" or "ROBO")) return ("AB1012", "Invalid variety");
        if (F("ordertype") is not ("MARKET" or "LIMIT" or "STOPLOSS_LIMIT" or "STOPLOSS_MARKET")) return ("AB1000", "Invalid ordertype");
        if (F("producttype") is not ("DELIVERY" or "CARRYFORWARD" or "MARGIN" or "INTRADAY" or "BO")) return ("AB1011", "Invalid producttype");
        if (F("duration") is not ("DAY" or "IOC") || F("transactiontype") is not ("BUY" or "SELL")) return ("AB1000", "Invalid duration or transactiontype");
        if (_market.Find(F("exchange"), F("symboltoken")) is not { } instrument || instrument.Symbol != F("tradingsymbol"))
            return ("AB1009", "Symbol, token and exchange do not belong together");
        if ((F("variety") == "STOPLOSS") != F("ordertype").StartsWith("STOPLOSS", StringComparison.Ordinal)) return ("AB1012", "Variety and ordertype differ");
        if (F("producttype") == "DELIVERY" && instrument.IsDerivative || F("producttype") == "CARRYFORWARD" && !instrument.IsDerivative)
            return ("AB1011", "Product does not fit the segment");
        if (instrument.IsIndex) return ("AB1009", "An index cannot be traded");
        if (Number(F("quantity")) <= 0 || Number(F("quantity")) % instrument.Lot != 0) return ("AB1000", "Quantity is no multiple of the lot");
        if (F("ordertag").Length >= 20) return ("AB1000", "ordertag too long");
        bool limit = F("ordertype") is "LIMIT" or "STOPLOSS_LIMIT", trigger = F("variety") == "STOPLOSS";
        if (!OnGrid(F("price"), instrument, limit)) return ("AB1008", "Price missing or off the tick");
        return OnGrid(F("triggerprice"), instrument, trigger) ? null : ("AB1008", "Trigger price missing or off the tick");
    }

    private static bool OnGrid(string text, SimInstrument instrument, bool wanted)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal rupees)) return false;
        return wanted ? rupees > 0 && rupees * 10_000 % instrument.Tick == 0 : rupees == 0;
    }

    private static Dictionary<string, string> Fields(JsonElement body) => body.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "");

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0;

    private object[] Positions() =>
    [
        .. _orders.Where(o => o.Filled > 0).GroupBy(o => (o.Fields["exchange"], o.Fields["symboltoken"], o.Fields["producttype"])).Select(g => new
        {
            exchange = g.Key.Item1, symboltoken = g.Key.Item2, producttype = g.Key.Item3, tradingsymbol = g.First().Fields["tradingsymbol"],
            netqty = Reply.Text(g.Sum(o => o.Fields["transactiontype"] == "BUY" ? o.Filled : -o.Filled)),
            avgnetprice = Reply.Rupees(g.Sum(o => o.AveragePrice * o.Filled) / g.Sum(o => o.Filled), 2),
        }),
    ];

    /// <summary>Quantities as texts, prices as numbers: the mixture that is seen.</summary>
    private static Dictionary<string, object?> Row(AngelOrder order)
    {
        int quantity = Number(order.Fields["quantity"]);
        var row = order.Fields.ToDictionary(f => f.Key, f => (object?)f.Value);
        foreach (string price in (string[])["price", "triggerprice", "squareoff", "stoploss"])
            row[price] = decimal.Parse(order.Fields[price], CultureInfo.InvariantCulture);
        (row["orderid"], row["uniqueorderid"], row["status"], row["orderstatus"]) = (order.OrderId, order.UniqueOrderId, order.Status, order.Status);
        (row["filledshares"], row["unfilledshares"]) = (Reply.Text(order.Filled), Reply.Text(quantity - order.Filled));
        (row["averageprice"], row["text"]) = (Reply.Rupees(order.AveragePrice), order.Text);
        return row;
    }

    private string Update(AngelOrder order, string code) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["user-id"] = _client, ["status-code"] = "200", ["order-status"] = code, ["error-message"] = "", ["orderData"] = Row(order),
    });
}
