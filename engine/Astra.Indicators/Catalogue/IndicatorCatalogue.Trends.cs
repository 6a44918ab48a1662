namespace Astra.Indicators;

/// <summary>Direction of a trend, its stops and levels.</summary>
public static partial class IndicatorCatalogue
{
    private static IndicatorEntry[] Trends() =>
    [
        Entry("adx", "Directional movement", "2n-1; DI n", "GetAdx", "ADX, PLUS_DI, MINUS_DI", p => new Adx((int)p[0]), [Whole("n", 14)],
            Main("adx"), Figure<Adx>("plus_di", i => i.PlusDi, i => i.DirectionIsReady), Figure<Adx>("minus_di", i => i.MinusDi, i => i.DirectionIsReady)),
        Entry("adx_wilder", "Directional movement, Wilder's sums", "2n-1; DI n", null, null, p => new Adx((int)p[0], AdxForm.Wilder), [Whole("n", 14)],
            Main("adx_wilder"), Figure<Adx>("plus_di_wilder", i => i.PlusDi, i => i.DirectionIsReady),
            Figure<Adx>("minus_di_wilder", i => i.MinusDi, i => i.DirectionIsReady)),
        Entry("psar", "Parabolic stop and reverse", "1", "GetParabolicSar", "SAR",
            p => new ParabolicSar(p[0], p[1]), [Number("step", 0.02), Number("max", 0.2)],
            Main("psar"), Figure<ParabolicSar>("psar_dir", i => i.Direction, i => i.IsReady)),
        Entry("supertrend", "SuperTrend", "n", "GetSuperTrend", null, p => new SuperTrend((int)p[0], p[1]), [Whole("n", 10), Number("width", 3)],
            Main("supertrend"), Figure<SuperTrend>("supertrend_dir", i => i.Direction, i => i.IsReady)),
        Entry("vortex", "Vortex", "n", "GetVortex", null, p => new Vortex((int)p[0]), [Whole("n", 14)],
            Figure<Vortex>("vortex_plus", i => i.Plus, i => i.IsReady), Figure<Vortex>("vortex_minus", i => i.Minus, i => i.IsReady)),
        Entry("ichimoku", "Ichimoku", "tenkan t-1; kijun k-1; span A 2k-1; span B s+k-1", "GetIchimoku", null,
            p => new Ichimoku((int)p[0], (int)p[1], (int)p[2]), [Whole("t", 9), Whole("k", 26), Whole("s", 52)],
            Figure<Ichimoku>("ichimoku_tenkan", i => i.Value, i => i.ConversionIsReady), Figure<Ichimoku>("ichimoku_kijun", i => i.Base, i => i.BaseIsReady),
            Figure<Ichimoku>("ichimoku_a", i => i.SpanA, i => i.LeadIsReady), Figure<Ichimoku>("ichimoku_b", i => i.SpanB, i => i.IsReady)),
        Pivots("pivot", "Pivot points", PivotKind.Standard),
        Pivots("pivot_fib", "Pivot points, Fibonacci", PivotKind.Fibonacci),
        Pivots("pivot_cam", "Pivot points, Camarilla", PivotKind.Camarilla),
        Entry("ha", "Heikin-Ashi", "0", "GetHeikinAshi", null, _ => new HeikinAshi(), [],
            Figure<HeikinAshi>("ha_open", i => i.Open, i => i.IsReady), Figure<HeikinAshi>("ha_high", i => i.High, i => i.IsReady),
            Figure<HeikinAshi>("ha_low", i => i.Low, i => i.IsReady), Figure<HeikinAshi>("ha_close", i => i.Close, i => i.IsReady)),
    ];

    private static IndicatorEntry Pivots(string name, string title, PivotKind kind) => Entry(
        name, title, "second session", "GetPivotPoints", null, _ => new PivotPoints(kind), [],
        [
            Main($"{name}_p"),
            .. Enumerable.Range(1, 3).Select(level => Figure<PivotPoints>($"{name}_r{level}", i => i.Resistance(level), i => i.IsReady)),
            .. Enumerable.Range(1, 3).Select(level => Figure<PivotPoints>($"{name}_s{level}", i => i.Support(level), i => i.IsReady)),
        ]);
}
