using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

/// <summary>Sends what a read finds: events in the wanted form, and the break when the faults want one.</summary>
internal sealed class ReadSender(Node node, IServerStreamWriter<Wire.ReadResp> responses, bool structured, ServerCallContext context)
{
    // Messages gathered before they are flushed together: as many as fit, so that a slow reader holds the server back.
    private const int FlushBytes = 128 * 1024;
    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);

    private readonly int? _breakAfter = node.Faults.NextRead();
    private readonly Dictionary<string, Wire.StreamIdentifier> _names = [];
    private int _sent;
    private int _unflushed;

    public async Task EventsAsync(List<StandInEvent> events, bool flush = true)
    {
        for (int i = 0; i < events.Count; i++)
        {
            if (_breakAfter is { } limit && _sent >= limit) Break();
            _sent++;
            _unflushed += events[i].Length;
            bool last = flush && i == events.Count - 1 || _unflushed >= FlushBytes || _breakAfter is not null;
            if (last) _unflushed = 0;
            responses.WriteOptions = last ? null : Buffered;
            await responses.WriteAsync(new Wire.ReadResp { Event = Event(events[i]) }, context.CancellationToken);
        }
        node.Counts.Sent(events.Count);
    }

    public async Task SendAsync(Wire.ReadResp message)
    {
        responses.WriteOptions = null;
        await responses.WriteAsync(message, context.CancellationToken);
    }

    /// <summary>The break of a read that had fewer events than it was to break after.</summary>
    public void End()
    {
        if (_breakAfter is { } limit && _sent >= limit) Break();
    }

    private void Break()
    {
        if (node.Faults.BreaksByAbort) Node.Abort(context);
        throw Failures.Unavailable("The read was broken.");
    }

    private Wire.ReadResp.Types.ReadEvent Event(StandInEvent stored)
    {
        if (!_names.TryGetValue(stored.Stream, out Wire.StreamIdentifier? stream))
            _names.Add(stored.Stream, stream = new Wire.StreamIdentifier { StreamName = ByteString.CopyFromUtf8(stored.Stream) });
        long created = (stored.Created - DateTimeOffset.UnixEpoch).Ticks;
        return new Wire.ReadResp.Types.ReadEvent
        {
            CommitPosition = stored.Position,
            Event = new Wire.ReadResp.Types.RecordedEvent
            {
                Id = Ids.Write(stored.Id, structured),
                StreamIdentifier = stream,
                StreamRevision = (ulong)stored.Revision,
                PreparePosition = stored.Position,
                CommitPosition = stored.Position,
                Metadata =
                {
                    ["type"] = stored.Type,
                    ["created"] = created.ToString(CultureInfo.InvariantCulture),
                    ["content-type"] = stored.IsJson ? "application/json" : "application/octet-stream",
                },
                CustomMetadata = UnsafeByteOperations.UnsafeWrap(stored.CustomMetadata),
                Data = UnsafeByteOperations.UnsafeWrap(stored.Data),
            },
        };
    }
}
