using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>Told, just before an event is published, at which <see cref="System.Diagnostics.Stopwatch"/> timestamp it should have been.</summary>
public delegate void IntendedPublish(long sequence, long stopwatchTimestamp);

/// <summary>
/// Plays a recording or a generated day through the inbound port, with the session changes and clock ticks of the calendar between its
/// records. The sequence of events depends on the source and the calendar alone; the pace only says when they are published.
/// </summary>
public sealed class RecordedFeed : IFeed
{
    private readonly IRecordSource _source;
    private readonly SessionCalendar _calendar;
    private readonly FeedPace _pace;
    private readonly IntendedPublish? _intended;
    private readonly InboundRecord[] _batch;
    private bool _ran;

    /// <param name="source">Read once and disposed with the feed.</param>
    /// <param name="intended">Told the intended time of each event of a paced run, so that latencies can count the wait that a
    /// late publisher hides (coordinated omission). Not called at <see cref="FeedPace.Max"/>, where there is no intended time.</param>
    /// <param name="maxBatch">Most slots claimed at once, 1 or more; at most the ring's size.</param>
    public RecordedFeed(
        IRecordSource source, SessionCalendar calendar, FeedPace pace = default, IntendedPublish? intended = null, int maxBatch = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        _source = source;
        _calendar = calendar;
        _pace = pace;
        _intended = intended;
        _batch = new InboundRecord[maxBatch];
    }

    /// <summary>Opens a recording; <c>.gz</c> is read by its ending. Throws <see cref="RecordingFormatException"/> when it is not one.</summary>
    public static RecordedFeed Open(string path, SessionCalendar calendar, FeedPace pace = default, IntendedPublish? intended = null) =>
        new(RecordingReader.Open(path), calendar, pace, intended);

    public string Description => _source.Description;

    public IReadOnlyList<Instrument> Instruments => _source.Instruments;

    public long? ExpectedTicks => _source.ExpectedTicks;

    public void Run(IInboundPort port, JournaledFeed held, CancellationToken stop)
    {
        if (_ran) throw new InvalidOperationException("a recorded feed runs once; open the recording again for another run");
        _ran = true;
        var events = new ClockedSource(_source, _calendar);
        for (InboundRecord known = default; held.Left > 0; held.Pass(ref known))
            if (stop.IsCancellationRequested || !events.TryNext(ref known)) return;

        var publisher = new BatchPublisher(port, stop);
        if (_pace.Kind == PaceKind.Max) RunFlatOut(events, publisher, stop);
        else RunPaced(events, publisher, stop);
    }

    public void Dispose() => _source.Dispose();

    private void RunFlatOut(ClockedSource events, BatchPublisher publisher, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            int count = 0;
            while (count < _batch.Length && events.TryNext(ref _batch[count])) count++;
            if (count == 0 || !publisher.TryPublish(_batch.AsSpan(0, count), default, null)) return;
        }
    }

    private void RunPaced(ClockedSource events, BatchPublisher publisher, CancellationToken stop)
    {
        var schedule = new PaceSchedule(_pace);
        var intended = new long[_batch.Length];
        InboundRecord ahead = default;
        bool more = events.TryNext(ref ahead);
        long due = more ? schedule.TimeOf(ahead.Header.Kind, events.Played) : 0;
        while (more)
        {
            if (!PaceSchedule.WaitUntil(due, stop)) return;
            long now = System.Diagnostics.Stopwatch.GetTimestamp();
            int count = 0;
            do
            {
                _batch[count] = ahead;
                intended[count++] = due;
                more = events.TryNext(ref ahead);
                if (more) due = schedule.TimeOf(ahead.Header.Kind, events.Played);
            }
            while (more && due <= now && count < _batch.Length);
            if (!publisher.TryPublish(_batch.AsSpan(0, count), intended, _intended)) return;
        }
    }
}
