using Grpc.Core;

namespace Astra.Journal.EventStore;

/// <summary>Errors of calls and of single appends, sorted by what they mean.</summary>
internal static class WireErrors
{
    public static WireFault Classify(RpcException error) => throw new NotSupportedException();

    /// <summary>The error inside an answer to a batch append.</summary>
    public static WireFault Classify(Wire.Status error) => throw new NotSupportedException();
}
