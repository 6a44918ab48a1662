using Astra.Markets;

namespace Astra.Indicators;

/// <summary>Short ways to write an entry.</summary>
public static partial class IndicatorCatalogue
{
    private static IndicatorParameter Whole(string name, int value) => new(name, value);

    private static IndicatorParameter Number(string name, double value) => new(name, value, Whole: false);

    private static IndicatorOutput Figure<T>(string column, Func<T, double> value, Func<T, bool> isDefined) where T : class, IStateful =>
        new(column, indicator => value((T)indicator), indicator => isDefined((T)indicator));

    /// <summary>The main figure of an indicator of bars, defined once the whole indicator is.</summary>
    private static IndicatorOutput Main(string column) => Figure<IIndicator>(column, i => i.Value, i => i.IsReady);

    private static IndicatorEntry Entry(
        string name, string title, string firstRow, string? skender, string? taLib, Func<double[], IStateful> factory,
        IndicatorParameter[] parameters, params IndicatorOutput[] outputs) => new()
        {
            Name = name, Title = title, FirstRow = firstRow, Skender = skender, TaLib = taLib, Factory = factory, Parameters = parameters,
            Outputs = outputs.Length > 0 ? outputs : [Main(name)],
        };
}
