using System.Globalization;
using System.Text.Json;

namespace Astra.StandIns;

/// <summary>The order book: takes orders as strictly as the vendor describes them, and fills nothing by itself.</summary>
public sealed class ShoonyaOrders
{
    private static readonly string[] s_fields = ["uid", "actid", "exch", "tsym", "qty", "prc", "prd", "trantype", "prctyp", "ret", "ordersource"];
    private static readonly string[] s_modifiable = ["qty", "prc", "prctyp", "ret", "trgprc"];

    private readonly Lock _gate = new();
    private readonly List<ShoonyaOrder> _orders = [];
    private readonly SimMarket _market;
    private readonly ShoonyaScript _script;
    private readonly Action<string> _tell;
    private int _fills;

    internal ShoonyaOrders(SimMarket market, ShoonyaScript script, Action<string> tell) => (_market, _script, _tell) = (market, script, tell);

    public IReadOnlyList<ShoonyaOrder> All { get { lock (_gate) return [.. _orders]; } }

    /// <summary>Fills a part or all of an order and tells the socket.</summary>
    /// <param name="price">Pips.</param>
    public void Fill(ShoonyaOrder order, int quantity, long price)
    {
        Dictionary<string, string> update;
        lock (_gate)
        {
            order.AveragePrice = ((order.AveragePrice * order.Filled) + (price * quantity)) / (order.Filled + quantity);
            order.Filled += quantity;
            if (order.Filled >= Number(order.Fields["qty"])) order.Status = "COMPLETE";
            update = Row(order, "Fill");
            (update["flid"], update["flqty"], update["flprc"]) = (Reply.Text(++_fills), Reply.Text(quantity), Reply.Rupees(price, 2));
            update["fltm"] = MarketHours.InIndia(_market.Clock.Now).ToString("dd-MM-yyyy HH:mm:ss", CultureInfo.InvariantCulture);
        }

        Tell(update);
    }

    public void Reject(ShoonyaOrder order, string reason)
    {
        lock (_gate) (order.Status, order.Reason) = ("REJECTED", reason);
        Tell(Row(order, "Rejected"));
    }

    /// <summary>The answer, ready to be written as JSON.</summary>
    internal object Answer(string name, JsonElement body)
    {
        lock (_gate)
        {
            return name switch
            {
                "PlaceOrder" => Place(body),
                "ModifyOrder" => Modify(body),
                "CancelOrder" => Cancel(body),
                "OrderBook" => Rows(_orders.Select(o => Row(o, "NewAck"))),
                "TradeBook" => Rows(_orders.Where(o => o.Filled > 0).Select(o => Row(o, "Fill"))),
                "SingleOrdHist" => Rows(_orders.Where(o => o.Number == Reply.Field(body, "norenordno")).Select(o => Row(o, "NewAck"))),
                "PositionBook" => Rows(Positions()),
                _ => Refused("Invalid Input : not supported here"),
            };
        }
    }

    private object Place(JsonElement body)
    {
        if (Problem(body, s_fields) is { Length: > 0 } problem) return Refused(problem);
        var order = new ShoonyaOrder { Number = Reply.Text(26_112_300_000_001 + _orders.Count), Fields = Fields(body) };
        if (order.Fields["prctyp"].StartsWith("SL-", StringComparison.Ordinal)) order.Status = "TRIGGER_PENDING";
        _orders.Add(order);
        Tell(Row(order, "NewAck"));
        return Accepted(order);
    }

    private object Modify(JsonElement body)
    {
        if (Working(body) is not { } order) return Refused("Rejected : ORA:Order not found to modify");
        if (order.Fields["exch"] != Reply.Field(body, "exch") || order.Fields["tsym"] != Reply.Field(body, "tsym")) return Refused("Rejected : another instrument");
        var merged = new Dictionary<string, string>(order.Fields);
        merged.Remove("trgprc");
        foreach (var (name, value) in Fields(body))
            if (s_modifiable.Contains(name)) merged[name] = value;
        if (Problem(JsonSerializer.SerializeToElement(merged), s_fields) is { Length: > 0 } problem) return Refused(problem);
        if (Number(merged["qty"]) < order.Filled) return Refused("Rejected : quantity below what is filled");
        order.Fields.Clear();
        foreach (var (name, value) in merged) order.Fields[name] = value;
        Tell(Row(order, "Replaced"));
        return Accepted(order);
    }

    private object Cancel(JsonElement body)
    {
        if (Working(body) is not { } order) return Refused("Rejected : ORA:Order not found to Cancel");
        order.Status = "CANCELED";
        Tell(Row(order, "Canceled"));
        return Accepted(order);
    }

    private string Problem(JsonElement body, string[] wanted)
    {
        string F(string name) => Reply.Field(body, name);
        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String) return $"Invalid Input : {property.Name} is not a text";
            if (property.Value.GetString() is "None" or "null") return $"Invalid Input : {property.Name} says {property.Value.GetString()}";
        }

        if (Array.Find(wanted, name => F(name).Length == 0) is { } missing) return $"Invalid Input : {missing} is missing";
        if (F("ordersource") != "API" || F("uid") != _script.Secrets.User || F("actid") != _script.Secrets.User) return "Invalid Input : uid, actid or ordersource";
        if (F("prd") is not ("C" or "M" or "I" or "B" or "H")) return "Invalid Input : prd";
        if (F("trantype") is not ("B" or "S") || F("ret") is not ("DAY" or "IOC" or "EOS")) return "Invalid Input : trantype or ret";
        string type = F("prctyp");
        if (type is not ("LMT" or "MKT" or "SL-LMT" or "SL-MKT")) return "Invalid Input : prctyp";
        if (_script.RefuseMarketOrders && type is "MKT" or "SL-MKT") return "Rejected : market orders are not allowed for API users";
        if (_market.FindSymbol(F("exch"), F("tsym")) is not { } instrument || instrument.IsIndex) return "Invalid Input : Invalid Trading Symbol";
        if (F("prd") == "C" && instrument.IsDerivative || F("prd") == "M" && !instrument.IsDerivative) return "Rejected : product does not fit the segment";
        if (Number(F("qty")) <= 0 || Number(F("qty")) % instrument.Lot != 0) return "Rejected : quantity is no multiple of the lot";
        bool hasLimit = type is "LMT" or "SL-LMT", hasTrigger = type.StartsWith("SL-", StringComparison.Ordinal);
        if (!OnGrid(F("prc"), instrument, hasLimit)) return "Rejected : price off the tick";
        if (!hasTrigger && F("trgprc") is not ("" or "0" or "0.00") || (type == "LMT" && F("trgprc").Length > 0 && body.TryGetProperty("norenordno", out _)))
            return "Invalid Input : trgprc is not valid for this price type";
        return hasTrigger && !OnGrid(F("trgprc"), instrument, true) ? "Rejected : trigger price off the tick" : "";
    }

    private static bool OnGrid(string text, SimInstrument instrument, bool wanted)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal rupees)) return false;
        return wanted ? rupees > 0 && rupees * 10_000 % instrument.Tick == 0 : rupees == 0;
    }

    private ShoonyaOrder? Working(JsonElement body) =>
        _orders.Find(o => o.Number == Reply.Field(body, "norenordno") && o.Status is "OPEN" or "TRIGGER_PENDING");

    private static Dictionary<string, string> Fields(JsonElement body) => body.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "");

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0;

    private static object Accepted(ShoonyaOrder order) => new { request_time = "10:00:00 01-01-2026", stat = "Ok", norenordno = order.Number, result = order.Number };

    private static object Refused(string words) => new { stat = "Not_Ok", emsg = words };

    private static object Rows(IEnumerable<Dictionary<string, string>> rows) => rows.ToArray() is { Length: > 0 } some ? some : Refused("Error Occurred : 5 \"no data\"");

    private IEnumerable<Dictionary<string, string>> Positions() =>
        _orders.Where(o => o.Filled > 0)
            .GroupBy(o => (Exchange: o.Fields["exch"], Symbol: o.Fields["tsym"], Product: o.Fields["prd"])).Select(g => new Dictionary<string, string>
        {
            ["stat"] = "Ok", ["exch"] = g.Key.Exchange, ["tsym"] = g.Key.Symbol, ["prd"] = g.Key.Product,
            ["token"] = _market.FindSymbol(g.Key.Exchange, g.Key.Symbol)?.Token ?? "",
            ["netqty"] = Reply.Text(g.Sum(o => o.Fields["trantype"] == "B" ? o.Filled : -o.Filled)),
            ["netavgprc"] = Reply.Rupees(g.Sum(o => o.AveragePrice * o.Filled) / g.Sum(o => o.Filled), 2),
        });

    private static Dictionary<string, string> Row(ShoonyaOrder order, string report)
    {
        var row = new Dictionary<string, string>(order.Fields)
        {
            ["stat"] = "Ok", ["norenordno"] = order.Number, ["status"] = order.Status, ["reporttype"] = report, ["fillshares"] = Reply.Text(order.Filled),
            ["avgprc"] = Reply.Rupees(order.AveragePrice, 2), ["rejreason"] = order.Reason.Length > 0 ? order.Reason : " ",
            ["exchordid"] = "1100000000" + order.Number[^4..],
        };
        return row;
    }

    private void Tell(Dictionary<string, string> row)
    {
        var update = new Dictionary<string, string>(row) { ["t"] = "om" };
        update.Remove("stat");
        _tell(JsonSerializer.Serialize(update));
    }
}
