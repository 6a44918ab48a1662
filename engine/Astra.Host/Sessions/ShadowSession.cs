using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Astra.Core;
using Astra.Markets;
using Astra.Ring;

namespace Astra.Host;

/// <summary>A feed, shadow-traded from its first event to its last: settings, instruments and plans first, then the market, then everything out and durable.</summary>
public static class ShadowSession
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    // A feed that failed may have claimed slots that it will never publish; the drain then cannot end by itself.
    private static readonly TimeSpan PatienceAfterFeedFailure = TimeSpan.FromSeconds(10);

    /// <param name="interrupt">Stops the feed; what it has published is processed and kept.</param>
    /// <exception cref="RecoveryException">Not resumed and the journal holds events, or resumed with another feed, other settings or other plans than it was begun with.</exception>
    /// <exception cref="EngineStoppedException">A thread failed; the message says which, where and why.</exception>
    public static SessionReport Run(SessionRequest request, CancellationToken interrupt = default)
    {
        TradeSummary trades = new();
        (HostedCore? recovered, RecoveryReport? recovery) = Recover(request, trades);
        EnginePorts ports = new()
        {
            Journal = request.Store.Journal,
            OutboundLog = request.Store.OutboundLog,
            Snapshots = request.Store.Snapshots,
            Effects = [trades, .. request.Effects],
        };

        using Engine engine = new(request.Options, ports, recovered);
        long hostEvents = engine.Core.EventsFrom(InboundSource.Host);
        long feedEvents = engine.Core.EventsFrom(InboundSource.Feed);
        using IJournalReader? past = feedEvents > 0 && !request.Feed.IsLive ? request.Store.OpenReader() : null;
        JournaledFeed held = request.Feed.IsLive
            ? JournaledFeed.Live(engine.Core.LastSequence >= 0 ? engine.Core.Now : null)
            : new JournaledFeed(past, feedEvents, request.Feed.Instruments);
        long ticksBefore = engine.Core.Totals.Ticks;
        engine.Start();

        long began = Stopwatch.GetTimestamp();
        Exception? feedFailure = Feed(request, engine, hostEvents, held, interrupt);
        Finish(engine, feedFailure);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        request.Progress?.Invoke(engine.Progress);

        TradingCore core = engine.Core;
        return new SessionReport
        {
            Totals = core.Totals,
            Instruments = trades.Results(core.Instruments),
            Quarantined = QuarantineCount.Of(core),
            Refusals = trades.Refusals,
            TicksNow = core.Totals.Ticks - ticksBefore,
            LastSequence = core.LastSequence,
            OutboundSequence = core.OutboundSequence,
            OutboundHash = core.OutboundHash,
            StateHash = core.StateHash(),
            PublishToDecision = LatencySummary.Of(engine.ToDecision.FromPublish),
            PublishToDurable = LatencySummary.Of(engine.ToDurable.FromPublish),
            DueToDecision = LatencySummary.Of(engine.ToDecision.FromDue),
            DueToDurable = LatencySummary.Of(engine.ToDurable.FromDue),
            JournalBytes = request.Store.JournalBytes?.Invoke() ?? 0,
            Snapshots = engine.SnapshotsSaved,
            SnapshotsSkipped = engine.SnapshotsSkipped,
            WallSeconds = seconds,
            Recovery = recovery,
            Interrupted = interrupt.IsCancellationRequested,
            Threads = engine.DescribeThreads(),
        };
    }

    private static (HostedCore?, RecoveryReport?) Recover(SessionRequest request, TradeSummary trades)
    {
        SessionStore store = request.Store;
        if (!request.Resume)
        {
            if (store.Journal.DurableSequence >= 0)
                throw new RecoveryException(
                    $"the journal already holds events up to {store.Journal.DurableSequence}; go on with it (--resume), replace it (--overwrite), or name an empty folder for a new session");
            return (null, null);
        }

        using IJournalReader reader = store.OpenReader();
        using IOutboundLogReader? stored = request.VerifyRecovery ? store.OpenOutboundReader?.Invoke() : null;
        (HostedCore hosted, RecoveryReport report) = Recovery.Run(reader, store.Snapshots, store.OutboundLog, stored);
        if (request.Feed.IsLive) ResumeCheck.RequireSameDay(hosted.Core, request.StartTime);
        RequireSameInstruments(hosted.Core.Instruments, request.Feed.Instruments);
        ResumeCheck.RequireSameStart(
            reader, request, hosted.Core.EventsFrom(InboundSource.Host), feedBegan: hosted.Core.EventsFrom(InboundSource.Feed) > 0);
        if (store.OpenOutboundReader is { } open)
        {
            using IOutboundLogReader all = open();
            trades.AddStored(all);
        }
        return (hosted, report);
    }

    private static void RequireSameInstruments(IReadOnlyList<Instrument> journaled, IReadOnlyList<Instrument> fed)
    {
        for (int i = 0; i < journaled.Count; i++)
            if (i >= fed.Count || journaled[i] != fed[i])
                throw new RecoveryException(
                    $"instrument {i} is {journaled[i].Symbol} in the journal and {(i < fed.Count ? fed[i].Symbol : "missing")} in the feed (or differs in its terms); " +
                    ResumeCheck.Remedy);
    }

    /// <summary>Runs the feed on a thread of its own and reports progress meanwhile; returns what broke it, if something did.</summary>
    private static Exception? Feed(SessionRequest request, Engine engine, long hostEvents, JournaledFeed held, CancellationToken interrupt)
    {
        Exception? failure = null;
        Thread thread = new(() =>
        {
            if (request.FeedProcessor is { } processor) Cores.TryPin(processor);
            try
            {
                StartUpEvents.Publish(engine.Port, request, hostEvents);
                request.Feed.Run(engine.Port, held, interrupt);
                if (!interrupt.IsCancellationRequested) held.RequireAllPassed();
            }
            catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
            {
                // An interrupted feed has ended, as asked; the report says so.
            }
            catch (Exception e)
            {
                failure = e;
            }
        })
        { Name = "feed", IsBackground = true };
        thread.Start();
        while (!thread.Join(ProgressInterval)) request.Progress?.Invoke(engine.Progress);
        return failure;
    }

    private static void Finish(Engine engine, Exception? feedFailure)
    {
        if (feedFailure is null)
        {
            engine.Drain();
            return;
        }
        if (engine.Fault is null)
        {
            using CancellationTokenSource patience = new(PatienceAfterFeedFailure);
            try
            {
                engine.Drain(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // The feed's failure is the news; recovery takes up whatever was durable.
            }
        }
        ExceptionDispatchInfo.Throw(feedFailure);
    }
}
