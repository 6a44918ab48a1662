using System.Diagnostics;
using Astra.Core;
using Astra.Host;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Perf.Scenario.Engines;

namespace Astra.Perf.Scenario.Journals;

/// <summary>How one run of appends or reads went.</summary>
/// <param name="Acknowledged">From handing over to the acknowledgement; empty for reads.</param>
internal readonly record struct TransferRate(double FramesPerSecond, double BytesPerSecond, double EventsPerSecond, LatencySummary Acknowledged);

/// <summary>Frames of 64 KiB, cut from ticks, named and appended to a stream of their own, so many unacknowledged at a time; as fast as they go.</summary>
internal sealed class FrameAppends : IAppendObserver, IDisposable
{
    private readonly LatencyHistogram _latency = new();
    private readonly AutoResetEvent _room = new(false);
    private readonly long[] _sent;
    private long _first;
    private EventStoreException? _fatal;
    private string? _fault;
    private long _acknowledged, _bytes, _events;

    private FrameAppends(int frames) => _sent = new long[frames];

    /// <summary>Appends so many frames to the journal stream of a new session.</summary>
    public static async Task<(TransferRate Rate, SessionName Session)> RunAsync(EventStoreClient client, InboundEvent[] events, int frames, int inFlight)
    {
        SessionName session = ServerUnderTest.NewSession();
        Guid journal = Guid.NewGuid();
        AppenderOptions options = new() { InFlight = inFlight, MostInFlight = inFlight };
        using FrameAppends run = new(frames);
        await using FrameAppender appender = new(client, session.Journal, journal, JournalStream.In, options, run);
        StreamEnd end = await appender.OpenAsync(OpenedMark.Now(journal, "benchmark"), CancellationToken.None);
        run._first = appender.NextIndex;
        using FrameCutter cutter = new(JournalStream.In, journal, FramePool.For(options), end.NextSequence, end.HighestTime);
        long began = Stopwatch.GetTimestamp();
        run.Send(appender, cutter, events, frames);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (run._fault is { } fault) Console.WriteLine($"    a fault on the way, so the figure is low: {fault}");
        return (new TransferRate(frames / seconds, run._bytes / seconds, run._events / seconds, LatencySummary.Of(run._latency)), session);
    }

    public void OnAcknowledged(CutFrame frame)
    {
        _latency.Record(Stopwatch.GetElapsedTime(_sent[frame.Index - _first]).Ticks * 100);
        _bytes += frame.Length;
        _events += frame.Count;
        Interlocked.Increment(ref _acknowledged);
        _room.Set();
    }

    public void OnFault(AppendFault fault, string text) => _fault = text;

    public void OnFatal(EventStoreException fault)
    {
        Volatile.Write(ref _fatal, fault);
        _room.Set();
    }

    public void Dispose() => _room.Dispose();

    private void Send(FrameAppender appender, FrameCutter cutter, InboundEvent[] events, int frames)
    {
        long next = 0;
        for (int sent = 0; sent < frames; sent++)
        {
            // Cut while others are on their way, as a journal does.
            for (ref InboundEvent e = ref events[next % events.Length]; cutter.TryAddRecord(e.Record.Canonical, e.Record.Header.ExchangeTime); e = ref events[next % events.Length]) next++;
            Wait(() => appender.HasRoom);
            CutFrame? frame;
            while (!cutter.TryCut(appender.NextIndex, out frame)) _room.WaitOne(1);
            _sent[frame.Index - _first] = Stopwatch.GetTimestamp();
            appender.Send(frame);
        }
        Wait(() => Interlocked.Read(ref _acknowledged) == frames);
    }

    private void Wait(Func<bool> until)
    {
        while (!until())
        {
            if (Volatile.Read(ref _fatal) is { } fatal) throw fatal;
            _room.WaitOne(1);
        }
    }
}
