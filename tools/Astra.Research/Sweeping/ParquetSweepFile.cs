using Astra.Strategies;
using Parquet;
using Parquet.Schema;

namespace Astra.Research;

/// <summary>
/// Rows as Parquet, in groups of <see cref="GroupRows"/>: whole parameters and the set's number as 64-bit integers, other values as doubles, null
/// where a figure is not defined.
/// </summary>
internal sealed class ParquetSweepFile : SweepFile
{
    /// <summary>Rows held in memory before they go out: some two megabytes.</summary>
    public const int GroupRows = 16_384;

    private readonly FileStream _file;
    private readonly ParquetWriter _writer;
    private readonly DataField[] _fields;
    private readonly bool[] _whole;
    private readonly List<double>[] _columns;
    private bool _broken;

    public ParquetSweepFile(string path, StrategyDescriptor strategy)
    {
        _whole = [true, .. strategy.Parameters.Select(p => p.Integer), .. SweepFigures.Names.Select(_ => false)];
        string[] names = ["set", .. strategy.Parameters.Select(p => p.Name), .. SweepFigures.Names];
        int figures = names.Length - SweepFigures.Names.Count;
        _fields = [.. names.Select((name, i) => new DataField(name, _whole[i] ? typeof(long) : typeof(double), isNullable: i >= figures))];
        _columns = [.. names.Select(_ => new List<double>(GroupRows))];
        _file = File.Create(path);
        _writer = ParquetWriter.CreateAsync(new ParquetSchema(_fields), _file).GetAwaiter().GetResult();
    }

    public override void Write(in SweepRow row)
    {
        int column = 0;
        _columns[column++].Add(row.Set);
        foreach (double value in row.Values.Span) _columns[column++].Add(value);
        foreach (double value in row.Figures.Span) _columns[column++].Add(value);
        if (_columns[0].Count == GroupRows) Flush();
    }

    public override void Dispose()
    {
        try
        {
            // A disk that took no rows will not take the rest; the first fault is the one to tell.
            if (!_broken && _columns[0].Count > 0) Flush();
            if (!_broken) _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        finally
        {
            _file.Dispose();
        }
    }

    private void Flush()
    {
        _broken = true;
        using (ParquetRowGroupWriter group = _writer.CreateRowGroup())
            for (int i = 0; i < _fields.Length; i++) WriteColumn(group, i).GetAwaiter().GetResult();
        foreach (List<double> column in _columns) column.Clear();
        _broken = false;
    }

    private Task WriteColumn(ParquetRowGroupWriter group, int column)
    {
        List<double> values = _columns[column];
        if (_whole[column]) return group.WriteAsync<long>(_fields[column], values.Select(v => (long)v).ToArray());
        if (!_fields[column].IsNullable) return group.WriteAsync<double>(_fields[column], values.ToArray());
        return group.WriteAsync<double>(_fields[column], values.Select(v => double.IsNaN(v) ? (double?)null : v).ToArray());
    }
}
