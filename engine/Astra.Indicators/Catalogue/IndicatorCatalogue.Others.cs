namespace Astra.Indicators;

/// <summary>What needs two instruments or the order book, and so has no column of its own in a table of one instrument's bars.</summary>
public static partial class IndicatorCatalogue
{
    private static IndicatorEntry[] Others() =>
    [
        Pair("correlation", "Rolling correlation of closes", "n-1", "GetCorrelation", "CORREL", p => new RollingCorrelation((int)p[0]), [Whole("n", 20)]),
        Pair("beta", "Rolling beta of returns", "n", "GetBeta", "BETA", p => new RollingBeta((int)p[0]), [Whole("n", 20)]),
        Pair("kalman", "Kalman hedge ratio", "warm-1", null, null,
            p => new KalmanHedge(p[0], p[1], (int)p[2]), [Number("drift", 1e-4), Number("noise", 1e-3), Whole("warm", 20)],
            PairMain("kalman_ratio"), Figure<KalmanHedge>("kalman_offset", i => i.Offset, i => i.IsReady),
            Figure<KalmanHedge>("kalman_error", i => i.Error, i => i.IsReady), Figure<KalmanHedge>("kalman_zscore", i => i.ZScore, i => i.IsReady)),
        Book("ofi", "Order-flow imbalance", "n", p => new OrderFlowImbalance((int)p[0], (int)p[1]), [Whole("n", 100), Whole("levels", 1)]),
        Book("microprice", "Microprice", "both sides", p => new Microprice((int)p[0]), [Whole("levels", 1)],
            BookMain("microprice"), Figure<Microprice>("book_imbalance", i => i.Imbalance, i => i.IsReady)),
    ];

    private static IndicatorOutput PairMain(string column) => Figure<IPairIndicator>(column, i => i.Value, i => i.IsReady);

    private static IndicatorOutput BookMain(string column) => Figure<IBookIndicator>(column, i => i.Value, i => i.IsReady);

    private static IndicatorEntry Pair(
        string name, string title, string firstRow, string? skender, string? taLib, Func<double[], IPairIndicator> factory,
        IndicatorParameter[] parameters, params IndicatorOutput[] outputs) => new()
        {
            Name = name, Title = title, FirstRow = firstRow, Skender = skender, TaLib = taLib, Feed = IndicatorFeed.Pair, Factory = factory,
            Parameters = parameters, Outputs = outputs.Length > 0 ? outputs : [PairMain(name)],
        };

    private static IndicatorEntry Book(
        string name, string title, string firstRow, Func<double[], IBookIndicator> factory,
        IndicatorParameter[] parameters, params IndicatorOutput[] outputs) => new()
        {
            Name = name, Title = title, FirstRow = firstRow, Feed = IndicatorFeed.Book, Factory = factory,
            Parameters = parameters, Outputs = outputs.Length > 0 ? outputs : [BookMain(name)],
        };
}
