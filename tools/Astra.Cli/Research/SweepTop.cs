using System.Globalization;
using Astra.Research;
using Astra.Strategies;
using Spectre.Console;

namespace Astra.Cli;

/// <summary>The best sets by one figure, kept while rows go by.</summary>
internal sealed class SweepTop
{
    private readonly int _most;
    private readonly int _figure;
    private readonly bool _least;
    private readonly List<SweepRow> _rows = [];

    /// <param name="by">Name of a figure; drawdowns and fees are better when small.</param>
    public SweepTop(int most, string by)
    {
        if (most is < 1 or > 1_000) throw new UsageException($"--top {most}: give 1 to 1000 sets");
        _figure = SweepFigures.Names.ToList().IndexOf(by);
        if (_figure < 0) throw new UsageException($"--by {by}: give one of {string.Join(", ", SweepFigures.Names)}");
        (_most, By, _least) = (most, by, by is "max_drawdown" or "max_drawdown_pct" or "fees");
    }

    public string By { get; }

    /// <summary>Best first; of equals the earlier set.</summary>
    public IReadOnlyList<SweepRow> Rows => _rows;

    public void Add(SweepRow row)
    {
        if (double.IsNaN(ValueOf(row)) || _rows.Count == _most && ValueOf(row) <= ValueOf(_rows[^1])) return;
        int at = _rows.Count;
        while (at > 0 && ValueOf(row) > ValueOf(_rows[at - 1])) at--;
        _rows.Insert(at, row);
        if (_rows.Count > _most) _rows.RemoveAt(_most);
    }

    public void WriteTable(StrategyDescriptor strategy)
    {
        Table table = new() { Border = TableBorder.Minimal };
        table.AddColumn(new TableColumn("set").RightAligned());
        foreach (string name in (string[])[.. strategy.Parameters.Select(p => p.Name), "return %", "trades", "win %", "profit factor", "drawdown %", "Sharpe/bar", "exposure %", "fees"])
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (SweepRow row in _rows)
        {
            ReadOnlySpan<double> f = row.Figures.Span;
            table.AddRow([
                $"{row.Set}", .. row.Values.ToArray().Select(v => v.ToString("G6", CultureInfo.InvariantCulture)),
                Text(f[1], "N2"), Text(f[2], "N0"), Text(f[3] * 100, "N1"), Text(f[4], "N2"), Text(f[6], "N2"), Text(f[7], "N4"), Text(f[8], "N1"), Text(f[9], "N0"),
            ]);
        }
        Terminal.Out.Write(table);
    }

    private double ValueOf(SweepRow row) => _least ? -row.Figures.Span[_figure] : row.Figures.Span[_figure];

    private static string Text(double value, string format) => double.IsNaN(value) ? "-" : value.ToString(format, CultureInfo.InvariantCulture);
}
