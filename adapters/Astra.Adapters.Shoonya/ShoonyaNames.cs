using Astra.Markets;

namespace Astra.Adapters.Shoonya;

/// <summary>The vendor's names of exchanges.</summary>
internal static class ShoonyaNames
{
    public static string Of(MasterExchange exchange) => exchange switch
    {
        MasterExchange.Nse => "NSE",
        MasterExchange.Bse => "BSE",
        MasterExchange.Nfo => "NFO",
        MasterExchange.Bfo => "BFO",
        MasterExchange.Cds => "CDS",
        MasterExchange.Mcx => "MCX",
        _ => throw new ArgumentOutOfRangeException(nameof(exchange), exchange, "Shoonya has no such exchange"),
    };
}
