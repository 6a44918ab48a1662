using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>The stream does not end where the writer thinks: somebody else has written.</summary>
/// <param name="expected">Last revision that the writer expected; -1 for no stream.</param>
/// <param name="current">Last revision that the server holds, -1 for no stream, null when it did not say.</param>
public sealed class WrongRevisionException(string stream, long expected, long? current) : JournalException(
    JournalErrorKind.SecondWriter,
    stream,
    $"the stream ends with {Name(current)}, not with {Name(expected)}",
    "another writer is at work: stop it, or give this one a session of its own")
{
    public long Expected { get; } = expected;

    public long? Current { get; } = current;

    private static string Name(long? revision) => revision switch
    {
        null => "another revision",
        < 0 => "nothing",
        { } number => "revision " + number.ToString(CultureInfo.InvariantCulture),
    };
}
