using System.Globalization;
using System.IO.Compression;
using System.Text;
using Astra.Strategies;

namespace Astra.Research;

/// <summary>Rows as CSV: numbers in the shortest form that reads back as the same double, an empty cell where a figure is not defined.</summary>
internal sealed class CsvSweepFile : SweepFile
{
    private readonly StreamWriter _writer;
    private readonly StringBuilder _line = new();

    public CsvSweepFile(string path, StrategyDescriptor strategy)
    {
        FileStream file = File.Create(path);
        Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal) : file;
        _writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
        _writer.WriteLine(string.Join(',', [.. strategy.Parameters.Select(p => p.Name).Prepend("set"), .. SweepFigures.Names]));
    }

    public override void Write(in SweepRow row)
    {
        _line.Clear().Append(CultureInfo.InvariantCulture, $"{row.Set}");
        Append(row.Values.Span);
        Append(row.Figures.Span);
        _writer.WriteLine(_line);
    }

    public override void Dispose() => _writer.Dispose();

    private void Append(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            _line.Append(',');
            if (!double.IsNaN(value)) _line.Append(CultureInfo.InvariantCulture, $"{value:R}");
        }
    }
}
