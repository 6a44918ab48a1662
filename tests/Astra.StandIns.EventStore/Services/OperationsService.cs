using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

/// <summary>Scavenges, which are done before they are answered here.</summary>
internal sealed class OperationsService(Node node) : Wire.Operations.OperationsBase
{
    public override async Task<Wire.ScavengeResp> StartScavenge(Wire.StartScavengeReq request, ServerCallContext context)
    {
        using Counted counted = new(node.Counts, "Operations.StartScavenge");
        await node.EnterAsync(context, Allowed.Operators);
        string id = Guid.NewGuid().ToString();
        string text = $$"""{"scavengeId":"{{id}}","nodeEndpoint":"{{NodeHost.Address}}"}""";
        node.Store.Note("$scavenges-" + id, "$scavengeStarted", text);
        node.Store.Scavenge();
        node.Store.Note("$scavenges-" + id, "$scavengeCompleted", text);
        return new Wire.ScavengeResp { ScavengeId = id, ScavengeResult = Wire.ScavengeResp.Types.ScavengeResult.Started };
    }

    public override async Task<Wire.ScavengeResp> StopScavenge(Wire.StopScavengeReq request, ServerCallContext context)
    {
        using Counted counted = new(node.Counts, "Operations.StopScavenge");
        await node.EnterAsync(context, Allowed.Operators);
        return new Wire.ScavengeResp { ScavengeId = request.Options?.ScavengeId ?? "", ScavengeResult = Wire.ScavengeResp.Types.ScavengeResult.Stopped };
    }
}
