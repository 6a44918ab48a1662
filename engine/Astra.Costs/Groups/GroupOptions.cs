using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Astra.Markets;

namespace Astra.Costs;

/// <summary>What a rounding group says beyond its legs: <c>name=value</c>, parted by semicolon, bar, comma or blank.</summary>
public sealed record GroupOptions
{
    /// <summary>Names and values, for messages.</summary>
    public const string Grammar =
        "exch_seg=EQ_OPT:OTHER, addon=50 or addon=CALL_AND_TRADE, agri=1, etf=1 or etf=other, cnc_orders=N, mixed_stamp=X, dp=VARIANT or dp=none, tick=0.05, netted=1, settlement=PRICE, goods_cash=1";

    private static readonly char[] Separators = [';', '|', ',', ' ', '\t'];

    /// <summary><c>exch_seg</c>: row of the exchange charge; null for the usual one.</summary>
    public string? ExchangeSegment { get; init; }

    /// <summary><c>addon</c>: rupees of further brokerage of the whole group.</summary>
    public Money Addon { get; init; }

    /// <summary><c>addon=CALL_AND_TRADE</c>: the plan's own fee for it, once for each time that it is written.</summary>
    public int CallAndTrade { get; init; }

    /// <summary><c>agri</c>: an agricultural commodity of the CTT exempt list.</summary>
    public bool Agricultural { get; init; }

    /// <summary><c>etf</c>.</summary>
    public FundKind Fund { get; init; }

    /// <summary><c>cnc_orders</c>: how many of the orders are delivery; null when the group is of one product.</summary>
    public int? DeliveryOrders { get; init; }

    /// <summary><c>mixed_stamp</c>: stamp duty of the group as the caller knows it.</summary>
    public Money? Stamp { get; init; }

    /// <summary><c>dp</c>: variant of the depository charge, or <c>none</c>; empty for the usual client.</summary>
    public string Depository { get; init; } = "";

    /// <summary><c>tick</c>: price step that every traded price must be on; null when not known.</summary>
    public decimal? Tick { get; init; }

    /// <summary><c>netted</c>: shares received are given by another position of the client.</summary>
    public bool NettedOff { get; init; }

    /// <summary><c>settlement</c>: settlement price of an exercised commodity option that ends in a future.</summary>
    public decimal? SettlementPrice { get; init; }

    /// <summary><c>goods_cash</c>: an exercised commodity option on goods, settled in cash.</summary>
    public bool GoodsCash { get; init; }

    public static bool TryParse(string text, out GroupOptions options, [NotNullWhen(false)] out string? problem)
    {
        options = new GroupOptions();
        List<string> seen = [];
        foreach (string part in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int equal = part.IndexOf('=', StringComparison.Ordinal);
            string name = equal < 0 ? part : part[..equal].ToLowerInvariant();
            string value = equal < 0 ? "" : part[(equal + 1)..];
            problem = equal < 0 || value.Length == 0 ? $"'{part}' is no option; write name=value, of {Grammar}"
                : name != "addon" && seen.Contains(name) ? $"{name} is given twice; keep one"
                : With(ref options, name, value);
            if (problem is not null) return false;
            seen.Add(name);
        }
        problem = null;
        return true;
    }

    private static string? With(ref GroupOptions o, string name, string value)
    {
        decimal? number = decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal n) && n <= 1_000_000_000m && n == decimal.Round(n, 6) ? n : null;
        bool? flag = value.ToLowerInvariant() switch { "1" or "yes" or "true" => true, "0" or "no" or "false" => false, _ => null };
        FundKind? fund = value.ToLowerInvariant() switch { "1" or "equity" => FundKind.Equity, "other" => FundKind.Other, "0" or "none" => FundKind.None, _ => null };
        GroupOptions? changed = name switch
        {
            "exch_seg" => o with { ExchangeSegment = value.ToUpperInvariant() },
            "addon" when value.Equals("CALL_AND_TRADE", StringComparison.OrdinalIgnoreCase) => o with { CallAndTrade = o.CallAndTrade + 1 },
            "addon" when number is { } rupees => o with { Addon = o.Addon + Money.FromRupees(rupees) },
            "agri" when flag is { } yes => o with { Agricultural = yes },
            "etf" when fund is { } kind => o with { Fund = kind },
            "cnc_orders" when number is { } count && count == decimal.Truncate(count) => o with { DeliveryOrders = (int)count },
            "mixed_stamp" when number is { } stamp => o with { Stamp = Money.FromRupees(stamp) },
            "dp" => o with { Depository = value.ToLowerInvariant() },
            "tick" when number is > 0 => o with { Tick = number },
            "netted" when flag is { } yes => o with { NettedOff = yes },
            "settlement" when number is > 0 => o with { SettlementPrice = number },
            "goods_cash" when flag is { } yes => o with { GoodsCash = yes },
            _ => null,
        };
        if (changed is null) return $"'{name}={value}' is not understood; use {Grammar}";
        o = changed;
        return null;
    }
}
