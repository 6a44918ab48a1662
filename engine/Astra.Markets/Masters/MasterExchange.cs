namespace Astra.Markets;

/// <summary>The exchange column of a broker's master. A token is unique only together with it.</summary>
public enum MasterExchange : byte
{
    None = 0,
    Nse = 1,
    Bse = 2,
    Nfo = 3,
    Bfo = 4,
    Cds = 5,
    Mcx = 6,
}
