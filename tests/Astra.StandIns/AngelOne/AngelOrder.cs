namespace Astra.StandIns;

/// <summary>An order in the stand-in's book.</summary>
public sealed class AngelOrder
{
    public required string OrderId { get; init; }

    public required string UniqueOrderId { get; init; }

    /// <summary>The fields as they were sent, changed by later modifications.</summary>
    public required Dictionary<string, string> Fields { get; init; }

    /// <summary>In the vendor's words: open, complete, cancelled, rejected, trigger pending.</summary>
    public string Status { get; internal set; } = "open";

    public int Filled { get; internal set; }

    /// <summary>Pips.</summary>
    public long AveragePrice { get; internal set; }

    /// <summary>Of a rejection.</summary>
    public string Text { get; internal set; } = "";
}
