namespace Astra.Cli;

/// <summary>Where the columns of a file of trades stand: by name, in any order, others passed over.</summary>
internal sealed class CostsColumns
{
    private static readonly string[] Required = ["id", "trade_date", "broker", "exchange", "segment", "legs"];

    private readonly string[] _header;

    /// <exception cref="UsageException">A column is missing or stands twice.</exception>
    public CostsColumns(string file, int line, string[] header)
    {
        _header = [.. header.Select(name => name.ToLowerInvariant())];
        string[] missing = [.. Required.Except(_header)];
        if (missing.Length > 0)
            throw new UsageException($"{file}, line {line}: the header has no column {string.Join(", ", missing)}; it needs {string.Join(", ", Required)} and may have instrument, lot_size, lots, stt_basis, options");
        string? twice = Required.Append("instrument").Append("lot_size").Append("stt_basis").Append("options").FirstOrDefault(name => _header.Count(h => h == name) > 1);
        if (twice is not null) throw new UsageException($"{file}, line {line}: column {twice} stands twice in the header; remove one");
    }

    /// <summary>A row's cell; empty when the file has no such column or the row ends before it.</summary>
    public string Of(string[] cells, string name)
    {
        int index = Array.IndexOf(_header, name);
        return index >= 0 && index < cells.Length ? cells[index] : "";
    }
}
