using Astra.Journal.EventStore;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Status = Grpc.Core.Status;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.EventStore.Tests;

/// <summary>Each row of the server's table of errors, in both forms.</summary>
public class WireErrorsTests
{
    [Theory]
    [InlineData(StatusCode.FailedPrecondition, "wrong-expected-version", AppendFault.WrongRevision)]
    [InlineData(StatusCode.FailedPrecondition, "stream-deleted", AppendFault.StreamDeleted)]
    [InlineData(StatusCode.NotFound, "not-leader", AppendFault.NotLeader)]
    [InlineData(StatusCode.InvalidArgument, "maximum-append-size-exceeded", AppendFault.TooLarge)]
    [InlineData(StatusCode.InvalidArgument, "maximum-append-event-size-exceeded", AppendFault.TooLarge)]
    [InlineData(StatusCode.InvalidArgument, "missing-required-metadata-property", AppendFault.BadRequest)]
    [InlineData(StatusCode.PermissionDenied, "access-denied", AppendFault.AccessDenied)]
    [InlineData(StatusCode.PermissionDenied, null, AppendFault.AccessDenied)]
    [InlineData(StatusCode.Unauthenticated, null, AppendFault.Unauthenticated)]
    [InlineData(StatusCode.InvalidArgument, null, AppendFault.BadRequest)]
    [InlineData(StatusCode.Unimplemented, null, AppendFault.BadRequest)]
    [InlineData(StatusCode.ResourceExhausted, null, AppendFault.TooLarge)]
    [InlineData(StatusCode.Aborted, null, AppendFault.Unknown)]
    [InlineData(StatusCode.Unavailable, null, AppendFault.Unknown)]
    [InlineData(StatusCode.Internal, null, AppendFault.Unknown)]
    [InlineData(StatusCode.Cancelled, null, AppendFault.Unknown)]
    [InlineData(StatusCode.Unknown, null, AppendFault.Unknown)]
    [InlineData(StatusCode.DeadlineExceeded, null, AppendFault.Unknown)]
    [InlineData(StatusCode.NotFound, null, AppendFault.Unknown)]
    [InlineData(StatusCode.Unknown, "something-new", AppendFault.Unknown)]
    internal void A_call_s_error_is_sorted(StatusCode code, string? exception, AppendFault fault) =>
        Assert.Equal(fault, WireErrors.Classify(Error(code, exception is null ? [] : [("exception", exception)])).Fault);

    [Fact]
    public void What_the_trailers_say_is_kept()
    {
        Assert.Equal(new NodeAddress("node2", 2114), WireErrors.Classify(
            Error(StatusCode.NotFound, [("exception", "not-leader"), ("leader-endpoint-host", "node2"), ("leader-endpoint-port", "2114")])).Leader);
        Assert.Null(WireErrors.Classify(Error(StatusCode.NotFound, [("exception", "not-leader"), ("leader-endpoint-host", ""), ("leader-endpoint-port", "0")])).Leader);
        Assert.Equal(41, WireErrors.Classify(Error(StatusCode.FailedPrecondition, [("exception", "wrong-expected-version"), ("expected-version", "12"), ("actual-version", "41")])).CurrentRevision);
        Assert.Equal(-1, WireErrors.Classify(Error(StatusCode.FailedPrecondition, [("exception", "wrong-expected-version"), ("actual-version", "-1")])).CurrentRevision);
        Assert.Equal(1048576, WireErrors.Classify(Error(StatusCode.InvalidArgument, [("exception", "maximum-append-size-exceeded"), ("maximum-append-size", "1048576")])).SizeLimit);
        Assert.Equal(500, WireErrors.Classify(Error(StatusCode.InvalidArgument,
            [("exception", "maximum-append-event-size-exceeded"), ("event-id", "x"), ("proposed-event-size", "900"), ("maximum-append-event-size", "500")])).SizeLimit);
    }

    [Fact]
    public void An_answer_s_error_is_sorted()
    {
        Assert.Equal(new WireFault(AppendFault.WrongRevision, "AlreadyExists: m", CurrentRevision: 7), Answer(6, new Wire.WrongExpectedVersion { CurrentStreamRevision = 7, ExpectedStreamPosition = 3 }));
        Assert.Equal(-1, Answer(6, new Wire.WrongExpectedVersion { CurrentNoStream = new Empty() }).CurrentRevision);
        Assert.Equal(AppendFault.StreamDeleted, Answer(5, new Wire.StreamDeleted()).Fault);
        Assert.Equal(new WireFault(AppendFault.TooLarge, "InvalidArgument: m", SizeLimit: 99), Answer(3, new Wire.MaximumAppendSizeExceeded { MaxAppendSize = 99 }));
        Assert.Equal(new WireFault(AppendFault.TooLarge, "InvalidArgument: m", SizeLimit: 98), Answer(3, new Wire.MaximumAppendEventSizeExceeded { MaxAppendEventSize = 98, ProposedEventSize = 120 }));
        Assert.Equal(new WireFault(AppendFault.BadRequest, "InvalidArgument: m no type"), Answer(3, new Wire.BadRequest { Message = "no type" }));
        Assert.Equal(AppendFault.Unknown, Answer(4, new Wire.Timeout()).Fault);
        Assert.Equal(AppendFault.AccessDenied, Answer(7, new Wire.AccessDenied()).Fault);
        Assert.Equal(AppendFault.Unknown, Answer(2, new Wire.Unknown()).Fault);
    }

    [Theory]
    [InlineData(6, AppendFault.WrongRevision)]
    [InlineData(5, AppendFault.StreamDeleted)]
    [InlineData(3, AppendFault.BadRequest)]
    [InlineData(4, AppendFault.Unknown)]
    [InlineData(7, AppendFault.AccessDenied)]
    [InlineData(16, AppendFault.Unauthenticated)]
    [InlineData(14, AppendFault.Unknown)]
    [InlineData(13, AppendFault.Unknown)]
    [InlineData(9, AppendFault.Unknown)]
    [InlineData(999, AppendFault.Unknown)]
    internal void Without_a_detail_that_can_be_read_the_code_decides(int code, AppendFault fault)
    {
        Assert.Equal(fault, WireErrors.Classify(new Wire.Status { Code = code, Message = "m" }).Fault);
        Any broken = new() { TypeUrl = "type.googleapis.com/event_store.client.WrongExpectedVersion", Value = ByteString.CopyFrom(0xff) };
        Assert.Equal(fault, WireErrors.Classify(new Wire.Status { Code = code, Details = broken }).Fault);
        Any unheard = new() { TypeUrl = "type.googleapis.com/event_store.client.SomethingNew" };
        Assert.Equal(fault, WireErrors.Classify(new Wire.Status { Code = code, Details = unheard }).Fault);
    }

    [Fact]
    public void Whatever_else_a_call_throws_leaves_it_unknown()
    {
        Assert.Equal(AppendFault.Unknown, WireErrors.Classify(new IOException("reset")).Fault);
        Assert.Equal(AppendFault.Unknown, WireErrors.Classify((Exception)Error(StatusCode.Cancelled, [])).Fault);
        Assert.Equal(AppendFault.Unauthenticated, WireErrors.Classify((Exception)Error(StatusCode.Unauthenticated, [])).Fault);
    }

    [Fact]
    public void Texts_are_one_line_of_bounded_length() =>
        Assert.Equal("Unknown: a b" + new string('c', 300 - 12) + "…", WireErrors.Classify(new RpcException(new Status(StatusCode.Unknown, "a\nb" + new string('c', 1000)))).Text);

    private static WireFault Answer(int code, IMessage detail) => WireErrors.Classify(new Wire.Status { Code = code, Message = "m", Details = Any.Pack(detail) });

    private static RpcException Error(StatusCode code, (string Key, string Value)[] trailers)
    {
        Metadata metadata = [];
        foreach ((string key, string value) in trailers) metadata.Add(key, value);
        return new RpcException(new Status(code, "m"), metadata);
    }
}
