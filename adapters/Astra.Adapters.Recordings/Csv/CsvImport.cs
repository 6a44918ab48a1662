namespace Astra.Adapters.Recordings;

/// <summary>
/// Makes a recording out of market data in CSV, plain or gzip by its ending. Columns are found by name in any order, others are ignored,
/// a blank cell is an absent value. Rows that make no sense are counted by reason; data outside trading hours is kept.
/// </summary>
public static class CsvImport
{
    /// <summary>
    /// Bars: <c>ts</c> (start of the interval), <c>symbol</c>, <c>open</c>, <c>high</c>, <c>low</c>, <c>close</c>, and <c>segment</c>, <c>volume</c>,
    /// <c>oi</c> where known. A bar's event is stamped at its end. Throws <see cref="CsvFormatException"/> for a file that is no such table.
    /// </summary>
    public static ImportReport Bars(string path, string recording, CsvImportOptions? options = null)
    {
        using CsvTable table = CsvTable.Open(path, "ts", "symbol", "open", "high", "low", "close");
        using var writer = new RecordingWriter(recording, $"bars imported from {Path.GetFileName(path)}");
        return new BarImporter(table, writer, options ?? new CsvImportOptions()).Run();
    }

    /// <summary>
    /// Ticks: <c>ts</c>, <c>symbol</c>, <c>ltp</c>, and <c>qty</c>, <c>bid</c>, <c>ask</c>, <c>bidqty</c>, <c>askqty</c>, <c>volume</c>, <c>oi</c>,
    /// <c>aggressor</c> (B or S), <c>recv_ns</c> (receive time), <c>segment</c> where known. Throws <see cref="CsvFormatException"/> for a file that
    /// is no such table.
    /// </summary>
    public static ImportReport Ticks(string path, string recording, CsvImportOptions? options = null)
    {
        using CsvTable table = CsvTable.Open(path, "ts", "symbol", "ltp");
        using var writer = new RecordingWriter(recording, $"ticks imported from {Path.GetFileName(path)}");
        return new TickImporter(table, writer, options ?? new CsvImportOptions()).Run();
    }
}
