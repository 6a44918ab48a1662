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
}
