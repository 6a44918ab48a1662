using Astra.Markets;

namespace Astra.Cli;

/// <summary>Segments as Indian traders write them.</summary>
internal static class SegmentName
{
    public static string Of(Segment segment) => segment switch
    {
        Segment.NseEquity => "NSE_EQ",
        Segment.BseEquity => "BSE_EQ",
        Segment.NseDerivatives => "NSE_FO",
        Segment.BseDerivatives => "BSE_FO",
        Segment.Currency => "CDS",
        Segment.Commodity => "MCX",
        _ => "OTHER",
    };

    /// <summary>Any of a segment's common names, in any case.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static Segment Parse(string text, string option) => text.ToUpperInvariant() switch
    {
        "NSE" or "NSE_EQ" or "NSEEQUITY" or "EQ" or "EQ_FNO" or "CASH" => Segment.NseEquity,
        "BSE" or "BSE_EQ" or "BSEEQUITY" => Segment.BseEquity,
        "NFO" or "NSE_FO" or "NSEDERIVATIVES" or "FNO" or "FO" => Segment.NseDerivatives,
        "BFO" or "BSE_FO" or "BSEDERIVATIVES" => Segment.BseDerivatives,
        "CDS" or "CUR" or "CURRENCY" => Segment.Currency,
        "MCX" or "COMMODITY" => Segment.Commodity,
        _ => throw new UsageException($"{option} {text}: there is no such segment; give NSE, BSE, NFO, BFO, CDS or MCX"),
    };
}
