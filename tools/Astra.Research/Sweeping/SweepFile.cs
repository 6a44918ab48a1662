using Astra.Strategies;

namespace Astra.Research;

/// <summary>
/// A table of sweep rows on its way to a file: <c>set</c>, the strategy's parameters, then <see cref="SweepFigures.Names"/>. Rows are written as
/// they come; disposing closes the file as a whole and readable one, however many rows it has.
/// </summary>
public abstract class SweepFile : IDisposable
{
    /// <summary>Parquet or CSV (with .gz compressed) by the path's ending. An existing file is replaced.</summary>
    /// <exception cref="SweepException">The ending is another.</exception>
    public static SweepFile Create(string path, StrategyDescriptor strategy)
    {
        if (Ends(".parquet")) return new ParquetSweepFile(path, strategy);
        if (Ends(".csv") || Ends(".csv.gz")) return new CsvSweepFile(path, strategy);
        throw new SweepException($"{path}: give a file that ends in .parquet, .csv or .csv.gz");

        bool Ends(string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
    }

    public abstract void Write(in SweepRow row);

    public abstract void Dispose();
}
