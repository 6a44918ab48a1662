using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>Tells faults that waiting and sending again can mend from those that they cannot.</summary>
internal static class AppendVerdict
{
    /// <summary>The error that ends the appender, null when it goes on.</summary>
    /// <param name="index">The frame that was refused, null when the whole call was: then something on the way may have refused it, and only what the server alone can
    /// say is certain.</param>
    /// <param name="certain">Everything before the frame is acknowledged, and it was sent alone.</param>
    public static EventStoreException? Fatal(string stream, in WireFault fault, long? index, bool certain) => fault.Fault switch
    {
        AppendFault.WrongRevision when certain && index is { } refused => WrongRevision(stream, refused, fault.CurrentRevision),
        AppendFault.StreamDeleted => new EventStoreException(JournalErrorKind.Corrupt, stream,
            "the stream was deleted for ever while it was written; its name cannot be used again", "give the session another name"),
        AppendFault.TooLarge when index is not null || fault.SizeLimit is not null => new EventStoreException(JournalErrorKind.TooLarge, stream,
            fault.SizeLimit is { } limit
                ? string.Create(CultureInfo.InvariantCulture, $"the server takes appends of up to {limit} bytes, a frame was larger")
                : $"the server does not take a frame of this size ({fault.Text})",
            "set the server's MaxAppendSize and MaxAppendEventSize to 131072 or more, or start with smaller frames (FrameBytes, at least 256 bytes below the server's limit)"),
        AppendFault.BadRequest when index is not null => new EventStoreException(JournalErrorKind.BadEvent, stream, $"the server does not understand an append ({fault.Text})",
            "check that the server is EventStoreDB 24.10 or newer"),
        _ => null,
    };

    /// <summary>A success that names another revision than the frame's: what the server numbers is not what is being written.</summary>
    public static EventStoreException Misnumbered(string stream, long index, long? revision) => new(JournalErrorKind.Corrupt, stream,
        string.Create(CultureInfo.InvariantCulture, $"frame {index} was acknowledged as revision {Name(revision)}"),
        "have the server's data checked; the stream must not be written on");

    private static EventStoreException WrongRevision(string stream, long index, long? found)
    {
        string where = string.Create(CultureInfo.InvariantCulture, $"frame {index} expects the stream to end with revision {index - 1}, it ends with {Name(found)}");
        // Fewer than were acknowledged: nobody has added anything, something is gone.
        return found < index - 1
            ? new EventStoreException(JournalErrorKind.Corrupt, stream, where + ": frames that were acknowledged are gone",
                "the stream was deleted, or the server runs on older data: bring its data back, or resume from another journal")
            : new EventStoreException(JournalErrorKind.SecondWriter, stream, where + ": somebody else has written to it", "stop the other writer, then resume the session");
    }

    private static string Name(long? revision) => revision switch
    {
        null => "another one",
        < 0 => "none",
        { } number => number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A name that was used and deleted: nothing is to be read, and yet the numbers would go on.</summary>
    public static EventStoreException DeletedName(string stream) => new(JournalErrorKind.NotFound, stream, "the stream was deleted on the server",
        "a deleted stream goes on with its old numbers, which no journal can use: give this journal's run another name");
}
