namespace Astra.Indicators;

/// <summary>Averages of closes, and lines through them.</summary>
public static partial class IndicatorCatalogue
{
    private static IndicatorEntry[] Averages() =>
    [
        Entry("sma", "Simple moving average", "n-1", "GetSma", "SMA", p => new Sma((int)p[0]), [Whole("n", 20)]),
        Entry("ema", "Exponential moving average", "n-1", "GetEma", "EMA", p => new Ema((int)p[0]), [Whole("n", 20)]),
        Entry("wma", "Weighted moving average", "n-1", "GetWma", "WMA", p => new Wma((int)p[0]), [Whole("n", 20)]),
        Entry("dema", "Double exponential moving average", "2(n-1)", "GetDema", "DEMA", p => new Dema((int)p[0]), [Whole("n", 20)]),
        Entry("tema", "Triple exponential moving average", "3(n-1)", "GetTema", "TEMA", p => new Tema((int)p[0]), [Whole("n", 20)]),
        Entry("hma", "Hull moving average", "n-1 + √n-1", "GetHma", null, p => new Hma((int)p[0]), [Whole("n", 20)]),
        Entry("kama", "Kaufman adaptive moving average", "n", "GetKama", "KAMA",
            p => new Kama((int)p[0], (int)p[1], (int)p[2]), [Whole("n", 10), Whole("fast", 2), Whole("slow", 30)]),
        Entry("smadiff", "SMA fast less slow, exact sign", "slow-1", null, null,
            p => new SmaDifference((int)p[0], (int)p[1]), [Whole("fast", 10), Whole("slow", 30)]),
        Entry("linreg", "Linear regression: end point, slope, R²", "n-1", "GetSlope", "LINEARREG", p => new LinearRegression((int)p[0]), [Whole("n", 14)],
            Main("linreg"),
            Figure<LinearRegression>("linreg_slope", i => i.Slope, i => i.IsReady),
            Figure<LinearRegression>("linreg_start", i => i.Start, i => i.IsReady),
            Figure<LinearRegression>("linreg_r2", i => i.RSquared, i => i.IsReady)),
    ];
}
