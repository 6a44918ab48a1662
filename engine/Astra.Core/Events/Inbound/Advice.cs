using System.Runtime.InteropServices;
using Astra.Strategies;

namespace Astra.Core;

/// <summary>
/// An advisor's opinion (of the news, say) with its strength, 16 bytes. Whole numbers, so that a journal says the same to every reader.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct ScoreUpdate
{
    public const int Whole = 1_000;

    /// <summary>-1,000 (bad for the price) to 1,000 (good).</summary>
    public int ValueThousandths;
    /// <summary>0 to 1,000.</summary>
    public int ConfidenceThousandths;
    /// <summary>How fast it ages; 0 = it does not.</summary>
    public int HalfLifeSeconds;
    public int Reserved;

    internal readonly bool IsSound => ValueThousandths is >= -Whole and <= Whole && ConfidenceThousandths is >= 0 and <= Whole && HalfLifeSeconds >= 0;
}

/// <summary>A market regime, 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
public struct RegimeUpdate
{
    /// <summary>Those that hold now; none when the advisor cannot tell.</summary>
    public MarketRegimes Regimes;
    public byte Reserved0;
    public ushort Reserved1;
    public int Reserved2;

    internal readonly bool IsSound =>
        (Regimes & ~(MarketRegimes.TrendingUp | MarketRegimes.TrendingDown | MarketRegimes.Ranging | MarketRegimes.Volatile)) == 0;
}
