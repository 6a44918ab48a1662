using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;
using From = Astra.Journal.EventStore.Wire.ReadReq.Types.StreamOptions.RevisionOptionOneofCase;
using Options = Astra.Journal.EventStore.Wire.ReadReq.Types.Options;

namespace Astra.StandIns.EventStore;

/// <summary>Reads of one stream, and the checks that hold for every read.</summary>
internal static class ReadCall
{
    public static async Task RunAsync(Node node, Options options, IServerStreamWriter<Wire.ReadResp> responses, ServerCallContext context)
    {
        if (options.FilterOptionCase == Options.FilterOptionOneofCase.None) throw Failures.InvalidArgument("Neither a filter nor no_filter was given.");
        if (options.UuidOption is null || options.UuidOption.ContentCase == Wire.ReadReq.Types.UUIDOption.ContentOneofCase.None)
            throw Failures.InvalidArgument("No form of ids was given.");
        bool backwards = options.ReadDirection == Wire.ReadReq.Types.ReadDirection.Backwards;
        bool subscription = options.CountOptionCase == Options.CountOptionOneofCase.Subscription;
        if (options.CountOptionCase == Options.CountOptionOneofCase.None || subscription && backwards) throw Failures.InvalidArgument("No count and no subscription was given.");
        if (!subscription && options.Count == 0) throw Failures.HandlerCrashed();

        ReadSender sender = new(node, responses, options.UuidOption.ContentCase == Wire.ReadReq.Types.UUIDOption.ContentOneofCase.Structured, context);
        switch (options.StreamOptionCase)
        {
            case Options.StreamOptionOneofCase.Stream when options.FilterOptionCase == Options.FilterOptionOneofCase.Filter:
                throw Failures.InvalidArgument("A filter is for reads of all streams only.");
            case Options.StreamOptionOneofCase.Stream when subscription:
                await SubscriptionCall.StreamAsync(node, options, sender, context);
                return;
            case Options.StreamOptionOneofCase.Stream:
                await StreamAsync(node, options, sender, backwards);
                return;
            case Options.StreamOptionOneofCase.All:
                node.MustBeAdmin(context);
                await (subscription ? SubscriptionCall.AllAsync(node, options, sender, context) : AllAsync(node, options, sender, backwards));
                return;
            default:
                throw Failures.InvalidArgument("Neither a stream nor all streams were asked for.");
        }
    }

    /// <summary>Where a read or a subscription of a stream begins; -1 is the end.</summary>
    public static long Start(Wire.ReadReq.Types.StreamOptions stream) => stream.RevisionOptionCase switch
    {
        From.Start => 0,
        From.End => -1,
        From.Revision => (long)Math.Min(stream.Revision, long.MaxValue),
        _ => throw Failures.InvalidArgument("No revision to read from was given."),
    };

    private static async Task StreamAsync(Node node, Options options, ReadSender sender, bool backwards)
    {
        string stream = Proposals.Stream(options.Stream.StreamIdentifier);
        long start = Start(options.Stream);
        bool fromEnd = start < 0;
        long from = fromEnd ? long.MaxValue : start;
        long left = (long)Math.Min(options.Count, long.MaxValue);
        bool positions = options.ControlOption is { Compatibility: >= 1 };
        bool first = true;
        long last = -1;
        while (left > 0)
        {
            ReadPage page = backwards
                ? node.Store.ReadBackwards(stream, from, left, node.Membership.Horizon)
                : node.Store.ReadForwards(stream, from, left, node.Membership.Horizon);
            if (page.Outcome == ReadOutcome.Tombstoned) throw Failures.StreamDeleted(stream);
            if (page.Outcome == ReadOutcome.Missing)
            {
                await sender.SendAsync(new Wire.ReadResp { StreamNotFound = new Wire.ReadResp.Types.StreamNotFound { StreamIdentifier = options.Stream.StreamIdentifier } });
                return;
            }
            // Told only when the wanted start holds nothing: where reading goes on.
            if (first && positions && !fromEnd && (page.Events.Count == 0 || page.Events[0].Revision != start))
                await sender.SendAsync(new Wire.ReadResp { FirstStreamPosition = (ulong)Math.Max(0, page.Events.Count > 0 ? page.Events[0].Revision : page.Next) });
            first = false;
            last = page.Last;
            await sender.EventsAsync(page.Events, flush: page.IsEnd || page.Events.Count == left);
            left -= page.Events.Count;
            from = page.Next;
            if (page.IsEnd) break;
        }
        sender.End();
        if (positions && last >= 0) await sender.SendAsync(new Wire.ReadResp { LastStreamPosition = (ulong)last });
    }

    private static async Task AllAsync(Node node, Options options, ReadSender sender, bool backwards)
    {
        EventFilter filter = EventFilter.Of(options);
        (ulong? position, bool atEnd) = SubscriptionCall.Start(options.All);
        if (atEnd != backwards && position is null) return;
        bool inclusive = position is not null;
        for (long left = (long)Math.Min(options.Count, long.MaxValue); left > 0;)
        {
            List<StandInEvent> read = node.Store.ReadAll(position, inclusive, backwards, node.Membership.Horizon) ?? throw Failures.Unknown("InvalidPosition");
            if (read.Count == 0) break;
            (position, inclusive) = (read[^1].Position, false);
            List<StandInEvent> wanted = [.. read.Where(filter.Takes).Take((int)Math.Min(left, read.Count))];
            await sender.EventsAsync(wanted);
            left -= wanted.Count;
        }
        sender.End();
    }
}
