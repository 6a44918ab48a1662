namespace Astra.Indicators;

/// <summary>Volume, and prices weighted by it.</summary>
public static partial class IndicatorCatalogue
{
    private static IndicatorEntry[] Volumes() =>
    [
        Entry("obv", "On-balance volume", "0", "GetObv", "OBV", _ => new Obv(), []),
        Entry("mfi", "Money flow index", "n", "GetMfi", "MFI", p => new Mfi((int)p[0]), [Whole("n", 14)]),
        Entry("cmf", "Chaikin money flow", "n-1", "GetCmf", null, p => new Cmf((int)p[0]), [Whole("n", 20)]),
        Entry("adl", "Accumulation/distribution line", "0", "GetAdl", "AD", _ => new Adl(), []),
        Entry("force", "Force index", "n", "GetForceIndex", null, p => new ForceIndex((int)p[0]), [Whole("n", 13)]),
        Entry("vwap_session", "Session VWAP", "first volume", "GetVwap", null, _ => new SessionVwap(), []),
        Entry("twap_session", "Session mean of typical prices", "0", null, null, _ => new SessionTwap(), []),
        Entry("vwap", "Session VWAP with bands", "first volume", null, null, p => new VwapBands(p[0]), [Number("width", 2)],
            Main("vwap_mid"), Figure<VwapBands>("vwap_upper", i => i.Upper, i => i.IsReady), Figure<VwapBands>("vwap_lower", i => i.Lower, i => i.IsReady)),
        Entry("avwap", "VWAP anchored at a bar", "first volume from bar on", "GetVwap (startDate)", null, p => new AnchoredVwap((int)p[0]), [Whole("bar", 0)],
            Main("avwap"), Figure<AnchoredVwap>("avwap_dev", i => i.Deviation, i => i.IsReady)),
    ];
}
