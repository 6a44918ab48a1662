namespace Astra.StandIns;

/// <summary>An order in the stand-in's book.</summary>
public sealed class ShoonyaOrder
{
    /// <summary><c>norenordno</c>.</summary>
    public required string Number { get; init; }

    /// <summary>The fields as they were sent, changed by later modifications.</summary>
    public required Dictionary<string, string> Fields { get; init; }

    /// <summary>In the vendor's words: OPEN, COMPLETE, CANCELED, REJECTED, TRIGGER_PENDING.</summary>
    public string Status { get; internal set; } = "OPEN";

    public int Filled { get; internal set; }

    /// <summary>Pips.</summary>
    public long AveragePrice { get; internal set; }

    /// <summary>Of a rejection.</summary>
    public string Reason { get; internal set; } = "";
}
