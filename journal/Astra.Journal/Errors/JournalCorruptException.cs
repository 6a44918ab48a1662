using System.Globalization;

namespace Astra.Journal;

/// <summary>Durable events are damaged or gone. The journal is left as it was found.</summary>
public sealed class JournalCorruptException : JournalException
{
    /// <param name="file">File that is damaged or missing.</param>
    /// <param name="offset">Byte in it.</param>
    /// <param name="sequence">First sequence that cannot be trusted.</param>
    public JournalCorruptException(string file, long offset, long sequence, string what)
        : this(file, string.Create(CultureInfo.InvariantCulture, $"damaged at byte {offset}, sequence {sequence}: {what}"), RemedyFor(file), offset, sequence, what)
    {
    }

    private JournalCorruptException(string place, string problem, string remedy, long offset, long sequence, string what)
        : base(JournalErrorKind.Corrupt, place, problem, remedy)
    {
        Offset = offset;
        Sequence = sequence;
        What = what;
    }

    /// <summary>Byte in the file, or revision in a server's stream.</summary>
    public long Offset { get; }

    public long Sequence { get; }

    public string What { get; }

    /// <summary>Damage in a server's stream; the place is written stream@revision.</summary>
    /// <param name="session">The session that the stream belongs to, as the tools name it.</param>
    public static JournalCorruptException InStream(string stream, long revision, long sequence, string session, string what) => new(
        string.Create(CultureInfo.InvariantCulture, $"{stream}@{revision}"),
        string.Create(CultureInfo.InvariantCulture, $"damaged at sequence {sequence}: {what}"),
        $"verifying session {session} on this server shows all damage; go on with another copy of it: the folder of a mirrored journal, or the server's backup",
        revision, sequence, what);

    private static string RemedyFor(string file)
    {
        string folder = System.IO.Path.GetDirectoryName(file) ?? file;
        if (System.IO.Path.GetFileName(folder) == JournalFiles.Snapshots) folder = System.IO.Path.GetDirectoryName(folder) ?? folder;
        return $"`astra journal verify --journal {folder}` shows all damage; restore the folder from a copy, " +
            $"or `astra journal repair --journal {folder} --accept-loss` keeps the good beginning and moves the rest aside";
    }
}
