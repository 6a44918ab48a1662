using Astra.Core;

namespace Astra.Adapters.Recordings;

/// <summary>Records by kind.</summary>
public record struct RecordCounts
{
    public long Touchline { get; set; }
    public long Trade { get; set; }
    public long Depth { get; set; }
    public long Bar { get; set; }

    public readonly long Total => Touchline + Trade + Depth + Bar;

    /// <param name="kind">One of the four kinds that a recording holds.</param>
    public void Add(InboundKind kind)
    {
        switch (kind)
        {
            case InboundKind.Touchline: Touchline++; break;
            case InboundKind.Trade: Trade++; break;
            case InboundKind.Depth: Depth++; break;
            case InboundKind.Bar: Bar++; break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "a recording holds touchline, trade, depth and bar records");
        }
    }
}
