using System.Globalization;
using System.Text;
using Astra.Indicators;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Columns of indicators over a table of bars, as CSV lines.</summary>
internal sealed class IndicatorTable(BarTable table, IReadOnlyList<IndicatorColumn> columns)
{
    // Figures of one indicator share it: computed once, read for each of its columns.
    private readonly int[] _owner = [.. columns.Select((column, i) => Enumerable.Range(0, i + 1).First(j => columns[j].SharesIndicatorWith(column)))];

    public IEnumerable<string> Lines(string file, CancellationToken interrupt)
    {
        yield return string.Join(',', [.. table.SeriesName is { } series ? [series, table.TimeName] : (string[])[table.TimeName], .. columns.Select(c => c.Text)]);
        Dictionary<string, IIndicator[]> bySeries = new(StringComparer.Ordinal);
        StringBuilder line = new();
        for (int i = 0; i < table.Rows.Count; i++)
        {
            if (i % 65_536 == 0) interrupt.ThrowIfCancellationRequested();
            BarRow row = table.Rows[i];
            if (!bySeries.TryGetValue(row.Case, out IIndicator[]? indicators)) bySeries.Add(row.Case, indicators = Fresh());
            Update(indicators, row, file);
            line.Clear();
            if (table.SeriesName is not null) line.Append(row.Case).Append(',');
            line.Append(row.Time);
            for (int c = 0; c < columns.Count; c++)
            {
                line.Append(',');
                IStateful indicator = indicators[_owner[c]];
                if (columns[c].Output.IsDefined(indicator)) line.Append(columns[c].Output.Value(indicator).ToString("R", CultureInfo.InvariantCulture));
            }
            yield return line.ToString();
        }
    }

    private void Update(IIndicator[] indicators, BarRow row, string file)
    {
        try
        {
            for (int c = 0; c < columns.Count; c++)
                if (_owner[c] == c) indicators[c].Update(row.Bar);
        }
        catch (OverflowException)
        {
            throw new UsageException($"{file}, line {row.Line}: volumes or prices so far add up beyond 9.2e18; scale them down");
        }
    }

    private IIndicator[] Fresh()
    {
        IIndicator[] indicators = new IIndicator[columns.Count];
        for (int c = 0; c < indicators.Length; c++) indicators[c] = _owner[c] == c ? (IIndicator)columns[c].Create() : indicators[_owner[c]];
        return indicators;
    }
}
