using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>Exchange types of the tick stream; the numbers are the wire's.</summary>
public static class AngelExchange
{
    public const byte NseCash = 1;
    public const byte NseDerivatives = 2;
    public const byte BseCash = 3;
    public const byte BseDerivatives = 4;
    public const byte Mcx = 5;
    public const byte Ncdex = 7;
    /// <summary>NSE currency derivatives: prices count ten-millionths of a rupee.</summary>
    public const byte Currency = 13;

    private const uint Known = 1 << NseCash | 1 << NseDerivatives | 1 << BseCash | 1 << BseDerivatives | 1 << Mcx | 1 << Ncdex | 1 << Currency;

    public static bool IsKnown(byte type) => type < 32 && (Known >> type & 1) != 0;

    /// <summary>The type of an exchange as the instrument master names it; 0 when the stream has none.</summary>
    public static byte TypeOf(MasterExchange exchange) => exchange switch
    {
        MasterExchange.Nse => NseCash,
        MasterExchange.Nfo => NseDerivatives,
        MasterExchange.Bse => BseCash,
        MasterExchange.Bfo => BseDerivatives,
        MasterExchange.Mcx => Mcx,
        MasterExchange.Cds => Currency,
        _ => 0,
    };

    /// <summary>The exchange's name in REST requests and the master; empty when there is none.</summary>
    public static string NameOf(MasterExchange exchange) => exchange switch
    {
        MasterExchange.Nse => "NSE",
        MasterExchange.Bse => "BSE",
        MasterExchange.Nfo => "NFO",
        MasterExchange.Bfo => "BFO",
        MasterExchange.Cds => "CDS",
        MasterExchange.Mcx => "MCX",
        _ => "",
    };
}
