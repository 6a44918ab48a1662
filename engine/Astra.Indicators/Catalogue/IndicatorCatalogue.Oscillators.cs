namespace Astra.Indicators;

/// <summary>Oscillators and rates of change.</summary>
public static partial class IndicatorCatalogue
{
    private static IndicatorEntry[] Oscillators() =>
    [
        Entry("rsi", "Relative strength index", "n", "GetRsi", "RSI", p => new Rsi((int)p[0]), [Whole("n", 14)]),
        Entry("stochrsi", "Stochastic of RSI", "n+m+k-2; d n+m+k+d-3", "GetStochRsi", "STOCHRSI",
            p => new StochRsi((int)p[0], (int)p[1], (int)p[2], (int)p[3]), [Whole("n", 14), Whole("m", 14), Whole("k", 1), Whole("d", 3)],
            Figure<StochRsi>("stochrsi_k", i => i.Value, i => i.KIsReady), Figure<StochRsi>("stochrsi_d", i => i.Signal, i => i.IsReady)),
        Entry("macd", "MACD, classic seeding", "slow-1; signal slow+signal-2", "GetMacd", "MACD",
            p => new Macd((int)p[0], (int)p[1], (int)p[2]), [Whole("fast", 12), Whole("slow", 26), Whole("signal", 9)],
            Figure<Macd>("macd", i => i.Value, i => i.LineIsReady), Figure<Macd>("macd_signal", i => i.Signal, i => i.IsReady),
            Figure<Macd>("macd_hist", i => i.Histogram, i => i.IsReady)),
        Entry("macdta", "MACD, TA-Lib's seeding", "slow+signal-2", null, "MACD",
            p => new MacdTaLib((int)p[0], (int)p[1], (int)p[2]), [Whole("fast", 12), Whole("slow", 26), Whole("signal", 9)],
            Main("macdta"), Figure<MacdTaLib>("macdta_signal", i => i.Signal, i => i.IsReady),
            Figure<MacdTaLib>("macdta_hist", i => i.Histogram, i => i.IsReady)),
        Entry("stoch", "Stochastic oscillator", "n+k-2; d n+k+d-3", "GetStoch", "STOCH",
            p => new Stochastic((int)p[0], (int)p[1], (int)p[2]), [Whole("n", 14), Whole("k", 3), Whole("d", 3)],
            Figure<Stochastic>("stoch_k", i => i.Value, i => i.KIsReady), Figure<Stochastic>("stoch_d", i => i.Signal, i => i.IsReady)),
        Entry("cci", "Commodity channel index", "n-1", "GetCci", "CCI", p => new Cci((int)p[0]), [Whole("n", 20)]),
        Entry("roc", "Rate of change, percent", "n", "GetRoc", "ROC", p => new Roc((int)p[0]), [Whole("n", 10)]),
        Entry("mom", "Momentum", "n", "GetRoc (Momentum)", "MOM", p => new Momentum((int)p[0]), [Whole("n", 10)]),
        Entry("willr", "Williams %R", "n-1", "GetWilliamsR", "WILLR", p => new WilliamsR((int)p[0]), [Whole("n", 14)]),
        Entry("aroon", "Aroon", "n", "GetAroon", "AROON, AROONOSC", p => new Aroon((int)p[0]), [Whole("n", 25)],
            Figure<Aroon>("aroon_up", i => i.Up, i => i.IsReady), Figure<Aroon>("aroon_down", i => i.Down, i => i.IsReady), Main("aroon_osc")),
        Entry("trix", "TRIX", "3(n-1)+1", "GetTrix", "TRIX", p => new Trix((int)p[0]), [Whole("n", 15)]),
        Entry("tsi", "True strength index", "n+smooth-1", "GetTsi", null,
            p => new Tsi((int)p[0], (int)p[1], (int)p[2]), [Whole("n", 25), Whole("smooth", 13), Whole("signal", 7)],
            Figure<Tsi>("tsi", i => i.Value, i => i.LineIsReady), Figure<Tsi>("tsi_signal", i => i.Signal, i => i.IsReady)),
        Entry("ultimate", "Ultimate oscillator", "long", "GetUltimate", "ULTOSC",
            p => new Ultimate((int)p[0], (int)p[1], (int)p[2]), [Whole("short", 7), Whole("middle", 14), Whole("long", 28)]),
    ];
}
