using System.Globalization;

namespace Astra.Indicators;

/// <summary>Every indicator, by the names that columns of a table of indicators have.</summary>
public static partial class IndicatorCatalogue
{
    /// <summary>In the order of the room's table.</summary>
    public static IReadOnlyList<IndicatorEntry> All { get; } = [.. Averages(), .. Oscillators(), .. Trends(), .. Ranges(), .. Volumes(), .. Others()];

    /// <summary>
    /// Takes a column's name apart: a figure's name and its parameters joined by underscores, as in <c>sma_20</c>, <c>bb_upper_20_2</c> or
    /// <c>psar_0.02_0.2</c>; without any parameter the defaults are meant.
    /// </summary>
    /// <exception cref="IndicatorColumnException">There is no such figure, or its parameters are not such numbers.</exception>
    public static IndicatorColumn Parse(string text)
    {
        (IndicatorEntry? entry, IndicatorOutput? output) = Find(text);
        if (entry is null || output is null)
            throw new IndicatorColumnException($"there is no column '{text}'; there are {string.Join(", ", All.Where(e => e.Feed == IndicatorFeed.Bars).SelectMany(e => e.Outputs.Select(o => Example(e, o))))}");
        if (entry.Feed != IndicatorFeed.Bars)
            throw new IndicatorColumnException($"'{text}' needs {(entry.Feed == IndicatorFeed.Pair ? "two instruments" : "the order book")} and not the bars of one instrument; it is for strategies");
        double[] values = ValuesOf(text, entry, output);
        try
        {
            entry.Create(values);
        }
        catch (ArgumentException e)
        {
            throw new IndicatorColumnException($"'{text}' cannot be computed: {e.Message.Split(" (Parameter")[0]}; an example is {Example(entry, output)}");
        }
        return new IndicatorColumn(text, entry, output, values);
    }

    private static (IndicatorEntry?, IndicatorOutput?) Find(string text)
    {
        (IndicatorEntry? entry, IndicatorOutput? output) = (null, null);
        foreach (IndicatorEntry candidate in All)
            foreach (IndicatorOutput figure in candidate.Outputs)
                // The longest name that fits: macd_signal_… is no figure "macd" with a parameter "signal".
                if (Begins(text, figure.Column) && figure.Column.Length > (output?.Column.Length ?? 0)) (entry, output) = (candidate, figure);
        return (entry, output);
    }

    private static bool Begins(string text, string column) =>
        text.StartsWith(column, StringComparison.Ordinal)
        && (text.Length == column.Length || (text.Length > column.Length + 1 && text[column.Length] == '_' && !char.IsAsciiLetter(text[column.Length + 1])));

    private static double[] ValuesOf(string text, IndicatorEntry entry, IndicatorOutput output)
    {
        if (text.Length == output.Column.Length) return entry.Defaults();
        string[] parts = text[(output.Column.Length + 1)..].Split('_');
        double[] values = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!double.TryParse(parts[i], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out values[i]))
                throw new IndicatorColumnException($"'{text}': '{parts[i]}' is no number; an example is {Example(entry, output)}");
        if (values.Length == entry.Parameters.Count) return values;
        string wanted = entry.Parameters.Count == 0 ? "takes no numbers" : $"takes {string.Join(", ", entry.Parameters.Select(p => p.Name))}";
        throw new IndicatorColumnException($"'{text}': {output.Column} {wanted}; an example is {Example(entry, output)}");
    }

    private static string Example(IndicatorEntry entry, IndicatorOutput output) => entry.ColumnOf(output, entry.Defaults());
}
