using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Status = Grpc.Core.Status;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

/// <summary>The server's errors: as statuses with trailers, and as answers inside a batch call.</summary>
internal static class Failures
{
    public static RpcException Unavailable(string text) => new(new Status(StatusCode.Unavailable, text));

    public static RpcException HandlerCrashed() => new(new Status(StatusCode.Unknown, "Exception was thrown by handler."));

    public static RpcException Unknown(string text) => new(new Status(StatusCode.Unknown, text));

    public static RpcException InvalidArgument(string text) => new(new Status(StatusCode.InvalidArgument, text));

    public static RpcException TimedOut() => new(new Status(StatusCode.Aborted, "Operation timed out."));

    public static RpcException Unauthenticated() => new(new Status(StatusCode.Unauthenticated, "Bad credentials."));

    public static RpcException AccessDenied() => Named(StatusCode.PermissionDenied, "Access Denied.", "access-denied");

    public static RpcException NotLeader((string Host, int Port) leader) => Named(StatusCode.NotFound, "Leader info available.", "not-leader",
        ("leader-endpoint-host", leader.Host), ("leader-endpoint-port", Text(leader.Port)));

    public static RpcException StreamDeleted(string stream) =>
        Named(StatusCode.FailedPrecondition, $"Event stream '{stream}' is deleted.", "stream-deleted", ("stream-name", stream));

    public static RpcException WrongRevision(string stream, long expected, long actual) => Named(StatusCode.FailedPrecondition,
        string.Create(CultureInfo.InvariantCulture, $"Append failed due to WrongExpectedVersion. Stream: {stream}, Expected version: {expected}, Actual version: {actual}"),
        "wrong-expected-version", ("stream-name", stream), ("expected-version", Text(expected)), ("actual-version", Text(actual)));

    public static RpcException AppendTooLarge(int limit) => Named(StatusCode.InvalidArgument,
        string.Create(CultureInfo.InvariantCulture, $"Maximum Append Size of {limit} Exceeded."), "maximum-append-size-exceeded", ("maximum-append-size", Text(limit)));

    public static RpcException EventTooLarge(Guid id, int size, int limit) => Named(StatusCode.InvalidArgument,
        string.Create(CultureInfo.InvariantCulture, $"Event with Id: {id}, Size: {size} exceeds Maximum Append Event Size of {limit}."),
        "maximum-append-event-size-exceeded", ("event-id", id.ToString()), ("proposed-event-size", Text(size)), ("maximum-append-event-size", Text(limit)));

    public static RpcException MissingMetadata(string missing) => Named(StatusCode.InvalidArgument, $"Required Metadata Property '{missing}' is missing.",
        "missing-required-metadata-property", ("required-metadata-properties", "type,content-type"));

    public static Wire.Status TimeoutAnswer() => Answer(StatusCode.DeadlineExceeded, "Timeout", new Wire.Timeout());

    public static Wire.Status AccessDeniedAnswer() => Answer(StatusCode.PermissionDenied, "Access Denied", new Wire.AccessDenied());

    public static Wire.Status BadRequestAnswer(string text) => Answer(StatusCode.InvalidArgument, text, new Wire.BadRequest { Message = text });

    public static Wire.Status AppendTooLargeAnswer(int limit) =>
        Answer(StatusCode.InvalidArgument, "Maximum Append Size Exceeded", new Wire.MaximumAppendSizeExceeded { MaxAppendSize = (uint)limit });

    public static Wire.Status EventTooLargeAnswer(Guid id, int size, int limit) => Answer(StatusCode.InvalidArgument, "Maximum Append Event Size Exceeded",
        new Wire.MaximumAppendEventSizeExceeded { EventId = id.ToString(), ProposedEventSize = (uint)size, MaxAppendEventSize = (uint)limit });

    public static Wire.Status StreamDeletedAnswer(Wire.StreamIdentifier stream) =>
        Answer(StatusCode.NotFound, "Stream Deleted", new Wire.StreamDeleted { StreamIdentifier = stream });

    public static Wire.Status WrongRevisionAnswer(long expected, long current)
    {
        Wire.WrongExpectedVersion detail = new();
        if (current < 0) detail.CurrentNoStream = new Empty();
        else detail.CurrentStreamRevision = (ulong)current;
        if (expected == ExpectedRevision.NoStream) detail.ExpectedNoStream = new Empty();
        else if (expected == ExpectedRevision.Any) detail.ExpectedAny = new Empty();
        else if (expected == ExpectedRevision.StreamExists) detail.ExpectedStreamExists = new Empty();
        else detail.ExpectedStreamPosition = (ulong)expected;
        return Answer(StatusCode.AlreadyExists, "Wrong Expected Version", detail);
    }

    /// <summary>An error with a text only.</summary>
    public static Wire.Status UnavailableAnswer(string text) => new() { Code = (int)StatusCode.Unavailable, Message = text };

    private static Wire.Status Answer(StatusCode code, string text, IMessage detail) => new() { Code = (int)code, Message = text, Details = Any.Pack(detail) };

    private static RpcException Named(StatusCode code, string text, string exception, params ReadOnlySpan<(string Key, string Value)> more)
    {
        Metadata trailers = [new Metadata.Entry("exception", exception)];
        foreach ((string key, string value) in more) trailers.Add(key, Ascii(value));
        return new RpcException(new Status(code, text), trailers);
    }

    // Header values are ASCII on the wire.
    private static string Ascii(string text) => string.Concat(text.Select(letter => char.IsAscii(letter) ? letter : '?'));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
