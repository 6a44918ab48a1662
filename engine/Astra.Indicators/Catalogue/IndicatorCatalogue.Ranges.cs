namespace Astra.Indicators;

/// <summary>Channels, deviations and volatility.</summary>
public static partial class IndicatorCatalogue
{
    private static IndicatorEntry[] Ranges() =>
    [
        Entry("bb", "Bollinger bands", "n-1", "GetBollingerBands", "BBANDS", p => new Bollinger((int)p[0], p[1]), [Whole("n", 20), Number("width", 2)],
            Main("bb_mid"), Figure<Bollinger>("bb_upper", i => i.Upper, i => i.IsReady), Figure<Bollinger>("bb_lower", i => i.Lower, i => i.IsReady)),
        Entry("keltner", "Keltner channel", "max(n-1, a)", "GetKeltner", null,
            p => new Keltner((int)p[0], (int)p[1], p[2]), [Whole("n", 20), Whole("a", 10), Number("width", 2)],
            Main("keltner_mid"), Figure<Keltner>("keltner_upper", i => i.Upper, i => i.IsReady), Figure<Keltner>("keltner_lower", i => i.Lower, i => i.IsReady)),
        Entry("donchian", "Donchian channel, this bar included", "n-1", "GetDonchian", "MAX, MIN, MIDPRICE", p => new Donchian((int)p[0]), [Whole("n", 20)],
            Main("donchian_mid"), Figure<Donchian>("donchian_upper", i => i.Upper, i => i.IsReady), Figure<Donchian>("donchian_lower", i => i.Lower, i => i.IsReady)),
        Entry("atr", "Average true range", "n", "GetAtr", "ATR", p => new Atr((int)p[0]), [Whole("n", 14)]),
        Entry("natr", "ATR in percent of the close", "n", "GetAtr (Atrp)", "NATR", p => new Natr((int)p[0]), [Whole("n", 14)]),
        Entry("stddev", "Standard deviation, population", "n-1", "GetStdDev", "STDDEV", p => new StdDev((int)p[0]), [Whole("n", 20)]),
        Entry("zscore", "Z-score of the close", "n-1", "GetStdDev (ZScore)", null, p => new ZScore((int)p[0]), [Whole("n", 20)]),
        Entry("chop", "Choppiness index", "n", "GetChop", null, p => new Choppiness((int)p[0]), [Whole("n", 14)]),
        Entry("hurst", "Hurst exponent", "n-1", "GetHurst (R/S)", null, p => new Hurst((int)p[0]), [Whole("n", 100)]),
        Entry("rv_close", "Realized volatility, closes", "n", null, null, p => new CloseVolatility((int)p[0]), [Whole("n", 20)]),
        Entry("rv_parkinson", "Realized volatility, Parkinson", "n-1", null, null, p => new ParkinsonVolatility((int)p[0]), [Whole("n", 20)]),
        Entry("rv_gk", "Realized volatility, Garman-Klass", "n-1", null, null, p => new GarmanKlassVolatility((int)p[0]), [Whole("n", 20)]),
        Entry("rv_yz", "Realized volatility, Yang-Zhang", "n", null, null, p => new YangZhangVolatility((int)p[0]), [Whole("n", 20)]),
    ];
}
