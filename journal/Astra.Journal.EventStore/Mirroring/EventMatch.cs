using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>Compares frames of a server, in their order, with a folder event by event. Where the folder begins later, the events before are passed over.</summary>
internal sealed class EventMatch
{
    private readonly LocalEvents _local;
    private readonly JournalStream _stream;
    private readonly long _first;
    private long _next = -1;

    public EventMatch(LocalLog log, JournalStream stream)
    {
        _local = new LocalEvents(log, stream);
        _stream = stream;
        _first = log.FirstSequence;
    }

    /// <summary>Events that were equal.</summary>
    public long Equal { get; private set; }

    /// <summary>Events of the server that the folder does not hold yet, behind its end.</summary>
    public long Ahead { get; private set; }

    /// <summary>First sequence that was compared; -1 while none was.</summary>
    public long From { get; private set; } = -1;

    /// <summary>Compares one frame; returns the first difference, null when there is none.</summary>
    /// <param name="place">Stream and revision of the frame.</param>
    public JournalDifference? Compare(in FrameHeader header, ArraySegment<byte> body, string place)
    {
        long sequence = header.FirstSequence;
        RawEvents events = new(body, _stream);
        for (int i = 0; i < header.Count; i++, sequence++)
        {
            if (!events.MoveNext()) return new JournalDifference(_stream, sequence, "", place, "the frame on the server holds fewer events than its header says");
            if (sequence < _first) continue;
            if (Ahead > 0 || !MoveTo(sequence))
            {
                Ahead++;
                continue;
            }
            if (!_local.Current.SequenceEqual(events.Current))
                return new JournalDifference(_stream, sequence, _local.Place, place, Describe(_local.Current, events.Current));
            Equal++;
        }
        return events.MoveNext() ? new JournalDifference(_stream, sequence, "", place, "the frame on the server holds more events than its header says") : null;
    }

    private bool MoveTo(long sequence)
    {
        if (_next != sequence)
        {
            _local.MoveTo(sequence);
            if (From < 0) From = sequence;
        }
        bool there = _local.MoveNext();
        _next = there ? sequence + 1 : -1;
        return there;
    }

    private static string Describe(ReadOnlySpan<byte> local, ReadOnlySpan<byte> server)
    {
        int at = local.CommonPrefixLength(server);
        return string.Create(CultureInfo.InvariantCulture,
            $"the event differs from byte {at} on; folder: {Excerpt(local, at)} of {local.Length} bytes, server: {Excerpt(server, at)} of {server.Length} bytes");
    }

    private static string Excerpt(ReadOnlySpan<byte> bytes, int at) =>
        at < bytes.Length ? Convert.ToHexString(bytes.Slice(at, Math.Min(8, bytes.Length - at))) : "its end";
}
