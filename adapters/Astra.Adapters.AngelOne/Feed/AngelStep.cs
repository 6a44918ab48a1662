namespace Astra.Adapters.AngelOne;

public enum AngelVerdict : byte
{
    Accept = 0,
    /// <summary>The sequence number of the packet before it.</summary>
    DropDuplicate = 1,
    /// <summary>A lower sequence number than one that was seen.</summary>
    DropLate = 2,
}

/// <summary>What a connection's memory says of one packet.</summary>
/// <param name="HasTradedQuantity">False: not known, because the packet carries no volume, is its key's first, the first after a reconnect, or the first of an IST date.</param>
/// <param name="TradedQuantity">Units traded since the highest volume before it; 0 when not known.</param>
/// <param name="VolumeFell">The day's volume is below the highest seen: the tick counts, its volume does not.</param>
public readonly record struct AngelStep(AngelVerdict Verdict, bool HasTradedQuantity, long TradedQuantity, bool VolumeFell)
{
    /// <summary>The verdict as reports name it: <c>accept</c>, <c>drop-duplicate</c>, <c>drop-late</c>.</summary>
    public string VerdictName => Verdict switch
    {
        AngelVerdict.DropDuplicate => "drop-duplicate",
        AngelVerdict.DropLate => "drop-late",
        _ => "accept",
    };

    /// <summary>Names of what was remarked upon; empty for nearly every packet.</summary>
    public IReadOnlyList<string> Counted => VolumeFell ? ["volume-fell"] : [];
}
