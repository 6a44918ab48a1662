namespace Astra.Markets;

/// <summary>What became of the rows of one file.</summary>
public sealed class MasterFileReport
{
    /// <summary>How many rows of each reason are named.</summary>
    public const int NamedPerReason = 3;

    private readonly long[] _rejects = new long[(int)MasterReject.DuplicateToken + 1];
    private readonly List<MasterBadRow> _named = [];

    internal MasterFileReport(string file, string format) => (File, Format) = (file, format);

    public string File { get; }

    /// <summary>"Angel One" or "Shoonya".</summary>
    public string Format { get; }

    /// <summary>Rows seen, good and bad.</summary>
    public long Rows { get; internal set; }

    public long Accepted { get; internal set; }

    /// <summary>Where and why the file broke off; null when it was read to its proven end. The rows before stay.</summary>
    public string? Problem { get; internal set; }

    public long Rejected => Rows - Accepted;

    public long CountOf(MasterReject reason) => _rejects[(int)reason];

    /// <summary>The first rows of each reason, in file order.</summary>
    public IReadOnlyList<MasterBadRow> Named => _named;

    internal void Reject(MasterReject reason, int line, in MasterCells cells)
    {
        if (_rejects[(int)reason]++ >= NamedPerReason) return;
        _named.Add(new MasterBadRow(reason, line, $"{Show(cells.Exchange)}|{Show(cells.Token)} {Show(cells.Symbol)}"));
    }

    private static string Show(ReadOnlySpan<byte> text)
    {
        const int Longest = 40;
        return string.Create(Math.Min(text.Length, Longest), text, static (letters, bytes) =>
        {
            for (int i = 0; i < letters.Length; i++) letters[i] = bytes[i] is >= (byte)' ' and <= (byte)'~' ? (char)bytes[i] : '?';
        });
    }
}
