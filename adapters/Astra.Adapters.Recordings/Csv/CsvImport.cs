namespace Astra.Adapters.Recordings;

/// <summary>
/// Makes a recording out of market data in CSV, plain or gzip by its ending. Columns are found by name in any order, others are ignored,
/// a blank cell is an absent value. Rows that make no sense are counted by reason; data outside trading hours is kept.
/// Both imports throw <see cref="CsvFormatException"/> for a file that is no such table, is cut short or holds no usable row,
/// <see cref="SameFileException"/> when the recording would overwrite it and <see cref="ArgumentException"/> for impossible options; then
/// nothing is written.
/// </summary>
public static class CsvImport
{
    /// <summary>
    /// Bars: <c>ts</c> (start of the interval), <c>symbol</c>, <c>open</c>, <c>high</c>, <c>low</c>, <c>close</c>, and <c>segment</c>, <c>volume</c>,
    /// <c>oi</c> where known. A bar's event is stamped at its end.
    /// </summary>
    public static ImportReport Bars(string path, string recording, CsvImportOptions? options = null) =>
        Import("bars", path, recording, options, ["ts", "symbol", "open", "high", "low", "close"], (table, writer, o) => new BarImporter(table, writer, o).Run());

    /// <summary>
    /// Ticks: <c>ts</c>, <c>symbol</c>, <c>ltp</c>, and <c>qty</c>, <c>bid</c>, <c>ask</c>, <c>bidqty</c>, <c>askqty</c>, <c>volume</c>, <c>oi</c>,
    /// <c>aggressor</c> (B or S), <c>recv_ns</c> (receive time), <c>segment</c> where known.
    /// </summary>
    public static ImportReport Ticks(string path, string recording, CsvImportOptions? options = null) =>
        Import("ticks", path, recording, options, ["ts", "symbol", "ltp"], (table, writer, o) => new TickImporter(table, writer, o).Run());

    private static ImportReport Import(
        string kind, string path, string recording, CsvImportOptions? options, string[] columns, Func<CsvTable, RecordingWriter, CsvImportOptions, ImportReport> run)
    {
        options ??= new CsvImportOptions();
        options.Validate();
        RecordingPath.RequireOther(path, recording);
        using CsvTable table = CsvTable.Open(path, columns);
        using var writer = new RecordingWriter(recording, $"{kind} imported from {Path.GetFileName(path)}");
        return run(table, writer, options);
    }
}
