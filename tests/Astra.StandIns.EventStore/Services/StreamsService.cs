using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

/// <summary>The streams service. Calls that go on for long have a type each.</summary>
internal sealed class StreamsService(Node node) : Wire.Streams.StreamsBase
{
    public override async Task BatchAppend(
        IAsyncStreamReader<Wire.BatchAppendReq> requestStream, IServerStreamWriter<Wire.BatchAppendResp> responseStream, ServerCallContext context)
    {
        using Counted counted = new(node.Counts, nameof(BatchAppend));
        if (context.Deadline != DateTime.MaxValue) node.Counts.GrpcDeadline();
        bool requiresLeader = node.RequiresLeader(context);
        await node.EnterAsync(context, Allowed.Everybody);
        await new BatchCall(node, requiresLeader, node.RefusesAppends(context), responseStream, context).RunAsync(requestStream);
    }

    public override async Task<Wire.AppendResp> Append(IAsyncStreamReader<Wire.AppendReq> requestStream, ServerCallContext context)
    {
        using Counted counted = new(node.Counts, nameof(Append));
        bool requiresLeader = node.RequiresLeader(context);
        await node.EnterAsync(context, Allowed.Users);
        node.MustServe(requiresLeader);
        return await SingleAppend.RunAsync(node, requestStream, context);
    }

    public override async Task Read(Wire.ReadReq request, IServerStreamWriter<Wire.ReadResp> responseStream, ServerCallContext context)
    {
        using Counted counted = new(node.Counts, nameof(Read));
        bool requiresLeader = node.RequiresLeader(context);
        await node.EnterAsync(context, Allowed.Users);
        node.MustServe(requiresLeader);
        await ReadCall.RunAsync(node, request.Options ?? throw Failures.HandlerCrashed(), responseStream, context);
    }

    public override async Task<Wire.DeleteResp> Delete(Wire.DeleteReq request, ServerCallContext context)
    {
        using Counted counted = new(node.Counts, nameof(Delete));
        Wire.DeleteReq.Types.Options options = request.Options ?? throw Failures.HandlerCrashed();
        long expected = Expected((int)options.ExpectedStreamRevisionCase, options.Revision);
        ulong position = await DeleteAsync(options.StreamIdentifier, expected, tombstone: false, context);
        return new Wire.DeleteResp { Position = new Wire.DeleteResp.Types.Position { CommitPosition = position, PreparePosition = position } };
    }

    public override async Task<Wire.TombstoneResp> Tombstone(Wire.TombstoneReq request, ServerCallContext context)
    {
        using Counted counted = new(node.Counts, nameof(Tombstone));
        Wire.TombstoneReq.Types.Options options = request.Options ?? throw Failures.HandlerCrashed();
        long expected = Expected((int)options.ExpectedStreamRevisionCase, options.Revision);
        ulong position = await DeleteAsync(options.StreamIdentifier, expected, tombstone: true, context);
        return new Wire.TombstoneResp { Position = new Wire.TombstoneResp.Types.Position { CommitPosition = position, PreparePosition = position } };
    }

    /// <summary>The expected revision of a request: its fields 2 to 5 mean the same in every one of them.</summary>
    internal static long Expected(int field, ulong revision) => field switch
    {
        2 => (long)revision,
        3 => ExpectedRevision.NoStream,
        4 => ExpectedRevision.Any,
        5 => ExpectedRevision.StreamExists,
        _ => throw Failures.InvalidArgument("No expected stream revision was given."),
    };

    private async Task<ulong> DeleteAsync(Wire.StreamIdentifier identifier, long expected, bool tombstone, ServerCallContext context)
    {
        bool requiresLeader = node.RequiresLeader(context);
        await node.EnterAsync(context, Allowed.Users);
        node.MustServe(requiresLeader);
        if (node.Faults.DiskFull) throw Failures.HandlerCrashed();
        string stream = Proposals.Stream(identifier);
        AppendResult result = await SingleAppend.CommitAsync(node, store => store.Delete(stream, expected, tombstone), 0, context);
        return result.Outcome switch
        {
            AppendOutcome.WrongRevision => throw Failures.WrongRevision(stream, expected, result.Revision),
            AppendOutcome.StreamDeleted => throw Failures.StreamDeleted(stream),
            AppendOutcome.TimedOut => throw Failures.TimedOut(),
            _ => result.Position,
        };
    }
}
