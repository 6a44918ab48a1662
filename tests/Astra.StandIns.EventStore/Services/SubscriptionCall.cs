using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;
using Options = Astra.Journal.EventStore.Wire.ReadReq.Types.Options;

namespace Astra.StandIns.EventStore;

/// <summary>Catch-up subscriptions: exclusive of their start, told once that they have caught up, without an end.</summary>
internal static class SubscriptionCall
{
    public static async Task StreamAsync(Node node, Options options, ReadSender sender, ServerCallContext context)
    {
        string stream = Proposals.Stream(options.Stream.StreamIdentifier);
        long start = ReadCall.Start(options.Stream);
        long next = options.Stream.RevisionOptionCase switch
        {
            Wire.ReadReq.Types.StreamOptions.RevisionOptionOneofCase.Revision => start + 1,
            Wire.ReadReq.Types.StreamOptions.RevisionOptionOneofCase.End => node.Store.LastRevision(stream) + 1,
            _ => 0,
        };
        await ConfirmAsync(sender);
        for (bool caughtUp = false; ;)
        {
            Task change = node.Store.NextChange();
            ReadPage page = node.Store.ReadForwards(stream, next, StoredStreams.PageSize, node.Membership.Horizon);
            if (page.Outcome == ReadOutcome.Tombstoned) throw Failures.StreamDeleted(stream);
            if (page.Outcome == ReadOutcome.Found)
            {
                await sender.EventsAsync(page.Events);
                next = Math.Max(next, page.Next);
            }
            if (page.Events.Count > 0) continue;
            if (!caughtUp) await sender.SendAsync(new Wire.ReadResp { CaughtUp = new Wire.ReadResp.Types.CaughtUp() });
            caughtUp = true;
            await WaitAsync(node, change, context);
        }
    }

    public static async Task AllAsync(Node node, Options options, ReadSender sender, ServerCallContext context)
    {
        EventFilter filter = EventFilter.Of(options);
        (ulong? position, bool atEnd) = Start(options.All);
        if (atEnd) position = node.Store.LastPosition();
        await ConfirmAsync(sender);
        long looked = 0;
        for (bool caughtUp = false; ;)
        {
            Task change = node.Store.NextChange();
            List<StandInEvent> read = node.Store.ReadAll(position, inclusive: false, backwards: false, node.Membership.Horizon) ?? throw Failures.Unknown("InvalidPosition");
            if (read.Count > 0)
            {
                position = read[^1].Position;
                looked += read.Count;
                await sender.EventsAsync([.. read.Where(filter.Takes)]);
                if (!filter.IsSet || looked < filter.Window) continue;
                looked = 0;
                await CheckpointAsync(sender, position.Value);
                continue;
            }
            if (!caughtUp) await sender.SendAsync(new Wire.ReadResp { CaughtUp = new Wire.ReadResp.Types.CaughtUp() });
            caughtUp = true;
            await WaitAsync(node, change, context);
        }
    }

    /// <summary>Where a read of all streams begins: at a position, or at one of the ends.</summary>
    public static (ulong? Position, bool AtEnd) Start(Wire.ReadReq.Types.AllOptions all) => all.AllOptionCase switch
    {
        Wire.ReadReq.Types.AllOptions.AllOptionOneofCase.Start => (null, false),
        Wire.ReadReq.Types.AllOptions.AllOptionOneofCase.End => (null, true),
        Wire.ReadReq.Types.AllOptions.AllOptionOneofCase.Position => (all.Position.CommitPosition, false),
        _ => throw Failures.InvalidArgument("No position to read from was given."),
    };

    private static Task ConfirmAsync(ReadSender sender) => sender.SendAsync(
        new Wire.ReadResp { Confirmation = new Wire.ReadResp.Types.SubscriptionConfirmation { SubscriptionId = Guid.NewGuid().ToString() } });

    private static Task CheckpointAsync(ReadSender sender, ulong position) => sender.SendAsync(
        new Wire.ReadResp { Checkpoint = new Wire.ReadResp.Types.Checkpoint { CommitPosition = position, PreparePosition = position } });

    // A node that lags behind sees a change later than it happens.
    private static async Task WaitAsync(Node node, Task change, ServerCallContext context)
    {
        if (node.Membership.Horizon is null) await change.WaitAsync(context.CancellationToken);
        else await Task.Delay(10, context.CancellationToken);
    }
}
