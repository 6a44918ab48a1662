namespace Astra.Markets;

/// <summary>
/// Loads brokers' instrument masters in their original formats into one table. Several files may be read one after another; a token that an
/// exchange has already is counted and left out, so the first file's row holds.
/// </summary>
/// <param name="day">Day of the master, IST: picks the contract facts for what the files leave out.</param>
public sealed class MasterBuilder(ContractSpecs specs, InstrumentLists lists, DateOnly day)
{
    /// <summary>Bytes of the shortest rows that are common, to reserve by; a file of shorter ones only grows on the way.</summary>
    private const int LeastAngelRow = 180;
    private const int LeastShoonyaRow = 60;

    private readonly MasterTable _table = new();

    /// <summary>Reads one file: Angel One's JSON or a symbol file of Shoonya, known by its first letters.</summary>
    /// <param name="file">For messages.</param>
    /// <param name="bytes">UTF-8, whole; a byte order mark is passed over.</param>
    /// <exception cref="MasterFormatException">
    /// It is neither, or holds no row. A file that breaks off keeps the rows before and says so in <see cref="MasterFileReport.Problem"/>.
    /// </exception>
    public MasterFileReport Read(string file, ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        MasterFileReport report;
        if (AngelReader.LooksLike(bytes))
        {
            report = new MasterFileReport(file, "Angel One");
            _table.Reserve(bytes.Length, LeastAngelRow);
            AngelReader.Read(bytes, new AngelMaker(_table, report, specs, lists, day), report);
        }
        else if (ShoonyaReader.LooksLike(bytes))
        {
            report = new MasterFileReport(file, "Shoonya");
            _table.Reserve(bytes.Length, LeastShoonyaRow);
            ShoonyaReader.Read(bytes, new ShoonyaMaker(_table, report, specs, lists, day), file);
        }
        else
        {
            throw new MasterFormatException(file, 1, bytes.TrimStart(" \t\r\n"u8).IsEmpty
                ? "the file is empty; download the master again"
                : "neither Angel One's JSON array nor a Shoonya symbol file (header Exchange,Token,LotSize,…); the host may have answered with a message instead of the file");
        }
        if (report.Rows == 0) throw new MasterFormatException(file, 1, "the file holds no rows; download the master again");
        return report;
    }

    /// <summary>The table with its lookups; the builder must not be read into afterwards.</summary>
    public InstrumentMaster Build() => new(_table, specs, lists, day);
}
