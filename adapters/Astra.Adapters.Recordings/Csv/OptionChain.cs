namespace Astra.Adapters.Recordings;

/// <summary>
/// Tables of option chains carry the underlying's name as symbol and the contract in other columns: read as market data, all strikes
/// would be ticks of one instrument. They are refused.
/// </summary>
internal static class OptionChain
{
    private static readonly string[] ContractColumns = ["strike", "strike_price", "option_type", "opt_type"];

    /// <summary>Calls and puts beside each other in a row: a chain, whatever the rows hold.</summary>
    public static void RefuseColumns(string path, string[] columns)
    {
        if (columns.Any(IsLeg)) throw Refusal(path, 1, columns);
    }

    /// <summary>A row that has a strike or an option type while its symbol is no option's, as NIFTY26NOV24500CE would be.</summary>
    public static void RefuseRow(CsvTable table, string symbol)
    {
        if (!SymbolRules.IsOption(symbol) && ContractColumns.Any(c => !table[table.Column(c)].IsWhiteSpace())) throw Refusal(table.Path, table.Line, table.Columns);
    }

    private static bool IsLeg(string column) => column.StartsWith("ce_", StringComparison.Ordinal) || column.StartsWith("pe_", StringComparison.Ordinal);

    private static CsvFormatException Refusal(string path, long line, string[] columns) => new(
        path, line,
        $"this is an option chain, many contracts under one symbol (columns {string.Join(", ", columns.Where(c => c == "expiry" || IsLeg(c) || ContractColumns.Contains(c)))}); "
        + "give one row per contract with the contract's own symbol, such as NIFTY26NOV24500CE");
}
