using Astra.Journal.EventStore;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.EventStore.Tests;

/// <summary>A server's answers as they look on the wire.</summary>
internal static class ScriptedAnswers
{
    public static Wire.BatchAppendResp Success(Wire.UUID id, long revision) => new()
    {
        CorrelationId = id,
        Success = new Wire.BatchAppendResp.Types.Success
        {
            CurrentRevision = (ulong)revision,
            Position = new Wire.AllStreamPosition { CommitPosition = 1, PreparePosition = 1 },
        },
    };

    public static Wire.BatchAppendResp AsText(Wire.BatchAppendResp answer)
    {
        answer.CorrelationId = new Wire.UUID { String = StructuredUuid.Read(answer.CorrelationId).ToString() };
        return answer;
    }

    public static Wire.BatchAppendResp WrongRevision(Wire.UUID id, long expected, long current) => Error(id, StatusCode.AlreadyExists,
        new Wire.WrongExpectedVersion { CurrentStreamRevision = (ulong)current, ExpectedStreamPosition = (ulong)expected });

    public static Wire.BatchAppendResp Timeout(Wire.UUID id) => Error(id, StatusCode.DeadlineExceeded, new Wire.Timeout());

    public static Wire.BatchAppendResp Error(Wire.UUID id, StatusCode code, IMessage detail) => new()
    {
        CorrelationId = id,
        Error = new Wire.Status { Code = (int)code, Message = "refused", Details = Any.Pack(detail) },
    };

    public static RpcException NotLeader() => new(
        new Status(StatusCode.NotFound, "Leader info available"),
        new Metadata { { "exception", "not-leader" }, { "leader-endpoint-host", "node-2" }, { "leader-endpoint-port", "2114" } });
}
