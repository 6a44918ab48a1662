using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Host;
using Astra.Live;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>A live shadow session as the command line asks for it.</summary>
internal sealed record LiveJob
{
    public required FeedRequest Request { get; init; }
    public required JournalTarget Journal { get; init; }
    public required EngineSettings Settings { get; init; }

    /// <summary>Null: the strategies take turns.</summary>
    public required string? Plans { get; init; }

    /// <summary>For plans that name no risk of their own.</summary>
    public required int RiskBasisPoints { get; init; }

    public required SessionCalendar Calendar { get; init; }
    public required EngineOptions Engine { get; init; }
    /// <summary>Whether the folder's old session goes, once the new one is let in.</summary>
    public required bool Overwrite { get; init; }
    public required string? Watermark { get; init; }
}

/// <summary>Runs a live job: the market as it happens through the engine, orders into the shadow log and nowhere else.</summary>
internal static class LiveShadow
{
    public static async Task<ShadowResult> RunAsync(LiveJob job, CancellationToken interrupt)
    {
        SignedIn vendors = await SignedIn.EnterAsync(job.Request, interrupt).ConfigureAwait(false);
        await using (vendors.ConfigureAwait(false))
        {
            Instrument[] instruments = [.. vendors.Instruments.Select(i => i.Instrument)];
            IReadOnlyList<Plan> plans = job.Plans is { } file
                ? PlanFile.Read(file, instruments, historyMinutes: 0, job.Settings.Risk, job.RiskBasisPoints)
                : DefaultPlans.For(instruments, historyMinutes: 0, job.RiskBasisPoints);
            using FrameTape? frames = job.Request.Frames is { } name ? new FrameTape(name, TimeProvider.System) : null;
            using LiveFeed feed = new(
                [.. vendors.Vendors.Select(v => new LiveSource(v.Vendor.CreateFeed(v.Instruments, job.Request.Detail), v.Vendor.History))], job.Calendar,
                new LiveFeedOptions { Plans = plans, For = job.Request.For, UntilClose = job.Request.For is null, Tell = Terminal.Say, Tap = frames });
            foreach (Plan plan in plans) Terminal.Say(PlanWords.Describe(plan, instruments[plan.Instrument]));
            LiveStart.Prepare(job, plans, interrupt);
            return await RunAsync(job, vendors, feed, plans, frames, interrupt).ConfigureAwait(false);
        }
    }

    private static async Task<ShadowResult> RunAsync(LiveJob job, SignedIn vendors, LiveFeed feed, IReadOnlyList<Plan> plans, FrameTape? frames, CancellationToken interrupt)
    {
        // Not before the vendor has let us in: a mistyped secret must not cost the old session.
        if (job.Overwrite) job.Journal.RemoveOld();
        if (!job.Journal.Resume && job.Journal.Folder is { } named) RequireNoOrders(named);
        FeedWatch watch = new();
        using QuietHeap quiet = new();
        Timestamp start = Ist.At(Ist.DateOf(new Timestamp((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100)), TimeOnly.MinValue);
        using OpenedJournal journal = job.Journal.Open(Ist.DateOf(start));
        using CancellationTokenRegistration ending = interrupt.Register(journal.End);
        string folder = Directory.CreateDirectory(journal.FilesFolder).FullName;
        if (!job.Journal.Resume) RequireNoOrders(folder);
        (SessionReport report, ShadowOrdersResult orders) = await TradeAsync(job, journal, vendors, feed, plans, watch, start, interrupt).ConfigureAwait(false);
        frames?.Complete();
        return ShadowResult.Of(report, journal.Close(report, interrupt), feed.Description, "live: from the message's arrival on this machine", job.Settings) with
        {
            Feed = FeedResultOf(journal.FilesFolder, feed, watch, report, frames),
            ShadowOrders = orders,
        };
    }

    private static void RequireNoOrders(string folder)
    {
        string log = Path.Combine(folder, ShadowLog.FileName);
        if (new FileInfo(log) is { Exists: true, Length: > 0 })
            throw new UsageException($"{log} holds the orders of another session; name an empty folder, or replace that session (--overwrite)");
    }

    private static async Task<(SessionReport, ShadowOrdersResult)> TradeAsync(
        LiveJob job, OpenedJournal journal, SignedIn vendors, LiveFeed feed, IReadOnlyList<Plan> plans, FeedWatch watch, Timestamp start, CancellationToken interrupt)
    {
        string log = Path.Combine(journal.FilesFolder, ShadowLog.FileName);
        LiveStatus status = new(feed, () => journal.Note);
        using Watermark? watermark = job.Watermark is null ? null : new Watermark(job.Watermark);
        SessionStore store = journal.Store(watermark is null ? null : inner => Marked.By(watermark, inner));
        DecisionPrices prices = new();
        using ShadowBroker broker = new(Vendors.DialectOf(job.Request.Vendors[0], vendors.Instruments, prices), new ShadowLog(log), vendors.Instruments);
        OrderTag tags = new($"{journal.Identity}|{start}");
        BrokerEffect effect = new(broker, feed.Instruments, plans, tags, job.Journal.Resume ? store.OpenOutboundReader : null, prices);
        await using (effect.ConfigureAwait(false))
        {
            SessionReport report = ShadowSession.Run(
                new SessionRequest
                {
                    Feed = feed,
                    Settings = job.Settings,
                    Plans = plans,
                    Store = store,
                    Options = job.Engine,
                    Effects = [effect, watch],
                    StartTime = start,
                    Resume = job.Journal.Resume,
                    Progress = progress =>
                    {
                        journal.Look();
                        status.Show(progress);
                    },
                },
                interrupt);
            await effect.CompleteAsync().ConfigureAwait(false);
            return (report, new ShadowOrdersResult(log, broker.Orders, broker.Problems, Sent: 0));
        }
    }

    private static FeedResult FeedResultOf(string folder, LiveFeed feed, FeedWatch watch, SessionReport report, FrameTape? frames)
    {
        OneFeedResult[] feeds =
        [
            .. feed.Status.Select(s => new OneFeedResult(
                s.Name, LiveStatus.NameOf(s.State), s.Ticks, s.Rejects.ToDictionary(r => r.Name, r => r.Count), s.Reconnects, s.Gaps,
                s.Backfilled, Symbols(s.SilentInstruments), Symbols(watch.NotSubscribed(s.Feed)), s.RingWaits)),
        ];
        Dictionary<string, long> rejected = feeds.SelectMany(f => f.Rejected).GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Sum(r => r.Value));
        return new FeedResult(
            feeds.Sum(f => f.Accepted), rejected, feeds.Sum(f => f.Reconnects), feeds.Sum(f => f.Gaps), watch.Stale, report.Totals.Backfilled,
            feed.WarmUpBars, watch.Failovers,
            watch.ClockSkew / 1e6, Quarantine.Append(folder, feed.QuarantinedFrames, feed.Instruments), frames?.Path, feed.GivenUp, feeds);

        string[] Symbols(IEnumerable<int> ids) => [.. ids.Select(id => feed.Instruments[id].Symbol)];
    }
}
