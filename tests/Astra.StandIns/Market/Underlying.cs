namespace Astra.StandIns;

/// <summary>Something that futures and options are written on.</summary>
/// <param name="Exchange">Of the contracts: NFO, BFO, CDS, MCX.</param>
/// <param name="Price">Pips.</param>
/// <param name="Tick">Pips, of the contracts.</param>
/// <param name="Step">Pips between strikes.</param>
/// <param name="OfIndex">Index contracts have other type names than stock contracts.</param>
internal sealed record Underlying(string Exchange, string Name, long Price, long Tick, int Lot, long Step, bool OfIndex)
{
    public static readonly Underlying[] Nse =
    [
        new("NFO", "NIFTY", 251_500_000, 500, 65, 500_000, true),
        new("NFO", "BANKNIFTY", 552_000_000, 500, 30, 1_000_000, true),
        new("NFO", "SBIN", 8_120_000, 500, 750, 100_000, false),
        new("NFO", "RELIANCE", 14_000_000, 500, 500, 200_000, false),
        new("NFO", "M&M", 35_000_000, 500, 200, 500_000, false),
    ];

    public static readonly Underlying[] Bse = [new("BFO", "SENSEX", 820_000_000, 500, 20, 1_000_000, true)];

    public static readonly Underlying[] Currency =
    [
        new("CDS", "USDINR", 852_500, 25, 1000, 2_500, false),
        new("CDS", "EURINR", 982_500, 25, 1000, 2_500, false),
    ];

    public static readonly Underlying[] Commodity =
    [
        new("MCX", "CRUDEOIL", 58_000_000, 10_000, 100, 500_000, false),
        new("MCX", "GOLD", 1_200_000_000, 10_000, 100, 1_000_000, false),
    ];
}
