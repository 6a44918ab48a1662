using System.Globalization;

namespace Astra.Journal;

/// <summary>Durable events are damaged or gone. The journal is left as it was found.</summary>
/// <param name="file">File that is damaged or missing.</param>
/// <param name="offset">Byte in it.</param>
/// <param name="sequence">First sequence that cannot be trusted.</param>
public sealed class JournalCorruptException(string file, long offset, long sequence, string what) : JournalException(
    JournalErrorKind.Corrupt,
    file,
    string.Create(CultureInfo.InvariantCulture, $"damaged at byte {offset}, sequence {sequence}: {what}"),
    RemedyFor(file))
{
    public long Offset { get; } = offset;

    public long Sequence { get; } = sequence;

    public string What { get; } = what;

    private static string RemedyFor(string file)
    {
        string folder = System.IO.Path.GetDirectoryName(file) ?? file;
        if (System.IO.Path.GetFileName(folder) == JournalFiles.Snapshots) folder = System.IO.Path.GetDirectoryName(folder) ?? folder;
        return $"`astra journal verify --journal {folder}` shows all damage; restore the folder from a copy, " +
            $"or `astra journal repair --journal {folder} --accept-loss` keeps the good beginning and moves the rest aside";
    }
}
