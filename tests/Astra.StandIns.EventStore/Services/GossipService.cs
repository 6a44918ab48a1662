using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

internal sealed class GossipService(Node node) : Wire.Gossip.GossipBase
{
    public override async Task<Wire.ClusterInfo> Read(Wire.Empty request, ServerCallContext context)
    {
        using Counted counted = new(node.Counts, "Gossip.Read");
        await node.EnterAsync(context, Allowed.Everybody);
        Wire.ClusterInfo info = new();
        foreach (Member member in node.Membership.Members())
        {
            info.Members.Add(new Wire.MemberInfo
            {
                InstanceId = Ids.Write(member.Instance, structured: false),
                TimeStamp = (node.Store.Now - DateTimeOffset.UnixEpoch).Ticks,
                State = (Wire.MemberInfo.Types.VNodeState)member.Role,
                IsAlive = member.IsAlive,
                HttpEndPoint = new Wire.EndPoint { Address = member.Host, Port = (uint)member.Port },
            });
        }
        return info;
    }
}
