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
    "look with `astra journal verify`, restore the folder from a copy, or open with --accept-loss to keep what stands before it (the rest is moved aside)")
{
    public long Offset { get; } = offset;

    public long Sequence { get; } = sequence;

    public string What { get; } = what;
}
