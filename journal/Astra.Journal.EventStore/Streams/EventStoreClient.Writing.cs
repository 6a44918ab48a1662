using Grpc.Core;

namespace Astra.Journal.EventStore;

public sealed partial class EventStoreClient
{
    private const int MetadataTries = 5;

    /// <summary>All events or none, behind the expected last revision; -1 for no stream. Sent again with the same ids and number while its outcome is unknown. Returns the last event's revision.</summary>
    /// <param name="events">One at least; their bytes stay as they are until this returns.</param>
    /// <exception cref="WrongRevisionException">The stream ends elsewhere.</exception>
    /// <exception cref="EventStoreException">TooLarge, AccessDenied, NotFound for a name that is burnt, Unavailable when the patience is over: then the outcome is unknown.</exception>
    internal Task<long> AppendAsync(string stream, long expectedRevision, IReadOnlyList<ProposedEvent> events, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfZero(events.Count);
        return OnLeaderAsync(stream, expectedRevision, async (node, _, token) =>
        {
            using AsyncClientStreamingCall<Wire.AppendReq, Wire.AppendResp> call = node.Streams.Append(Options(node, true, token));
            await SendAsync(call.RequestStream, stream, expectedRevision, events, token).ConfigureAwait(false);
            // A call that was refused while it was being written says why here.
            Wire.AppendResp answer = await call.ResponseAsync.ConfigureAwait(false);
            return answer.ResultCase switch
            {
                Wire.AppendResp.ResultOneofCase.Success => (long)answer.Success.CurrentRevision,
                Wire.AppendResp.ResultOneofCase.WrongExpectedVersion => throw new WrongRevisionException(stream, expectedRevision, Current(answer.WrongExpectedVersion)),
                _ => throw new RpcException(new Status(StatusCode.Internal, "the answer is empty")),
            };
        }, stop);
    }

    /// <summary>What is null here stays as it is on the server, and so does whatever else the metadata says.</summary>
    internal async Task SetMetadataAsync(string stream, StreamMetadata metadata, CancellationToken stop)
    {
        string place = StreamMetadata.StreamOf(stream);
        for (int tries = 1; ; tries++)
        {
            StoredEvent? last = await ReadLastAsync(place, stop).ConfigureAwait(false);
            StreamMetadata before = last is { } stored ? StreamMetadata.Parse(stored.Data) : new StreamMetadata();
            StreamMetadata after = before with
            {
                MaxCount = metadata.MaxCount ?? before.MaxCount,
                MaxAge = metadata.MaxAge ?? before.MaxAge,
                TruncateBefore = metadata.TruncateBefore ?? before.TruncateBefore,
            };
            if (after == before) return;
            try
            {
                ProposedEvent proposed = new(Guid.NewGuid(), StreamMetadata.EventType, after.ToJson(), ReadOnlyMemory<byte>.Empty, IsJson: true);
                await AppendAsync(place, last?.Revision ?? -1, [proposed], stop).ConfigureAwait(false);
                return;
            }
            catch (WrongRevisionException) when (tries < MetadataTries)
            {
                // Somebody else has set it in between: what they say is kept.
                continue;
            }
        }
    }

    /// <summary>Empty metadata when none was set.</summary>
    internal async Task<StreamMetadata> GetMetadataAsync(string stream, CancellationToken stop) =>
        await ReadLastAsync(StreamMetadata.StreamOf(stream), stop).ConfigureAwait(false) is { } stored ? StreamMetadata.Parse(stored.Data) : new StreamMetadata();

    /// <summary>
    /// Deletes as long as nobody writes to it. The name can be used again, and a later append continues the old numbers, so a journal never uses it again. False when there was no stream.
    /// </summary>
    /// <exception cref="WrongRevisionException">Somebody writes to it.</exception>
    internal async Task<bool> DeleteAsync(string stream, CancellationToken stop)
    {
        StreamState state = await StreamStateAsync(stream, stop).ConfigureAwait(false);
        if (!state.Exists) return false;
        Wire.DeleteReq request = WireRequests.Delete(stream, state.LastRevision);
        return await OnLeaderAsync(stream, state.LastRevision, async (node, again, token) =>
        {
            if (again && await IsGoneAsync(node, stream, token).ConfigureAwait(false)) return true;
            using AsyncUnaryCall<Wire.DeleteResp> call = node.Streams.DeleteAsync(request, Options(node, true, token));
            await call.ResponseAsync.ConfigureAwait(false);
            return true;
        }, stop).ConfigureAwait(false);
    }

    private static async Task<bool> IsGoneAsync(EventStoreNode node, string stream, CancellationToken stop)
    {
        ReadOutline outline = new();
        using AsyncServerStreamingCall<Wire.ReadResp> call = node.Streams.Read(WireRequests.Read(stream, null, backwards: true, 1), Options(node, true, stop));
        while (await call.ResponseStream.MoveNext(stop).ConfigureAwait(false)) outline.Add(call.ResponseStream.Current);
        return !outline.Exists;
    }

    private static async Task SendAsync(
        IClientStreamWriter<Wire.AppendReq> requests, string stream, long expectedRevision, IReadOnlyList<ProposedEvent> events, CancellationToken stop)
    {
        try
        {
            await requests.WriteAsync(WireRequests.AppendTo(stream, expectedRevision), stop).ConfigureAwait(false);
            foreach (ProposedEvent proposed in events) await requests.WriteAsync(WireRequests.Append(proposed), stop).ConfigureAwait(false);
            await requests.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is RpcException or InvalidOperationException or IOException && !stop.IsCancellationRequested)
        {
            // The call ended before everything was sent; its answer tells more than this does.
            return;
        }
    }

    private static long? Current(Wire.AppendResp.Types.WrongExpectedVersion wrong) => wrong.CurrentRevisionOptionCase switch
    {
        Wire.AppendResp.Types.WrongExpectedVersion.CurrentRevisionOptionOneofCase.CurrentRevision => (long)wrong.CurrentRevision,
        Wire.AppendResp.Types.WrongExpectedVersion.CurrentRevisionOptionOneofCase.CurrentNoStream => -1,
        _ => null,
    };
}
