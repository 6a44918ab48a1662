using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Feeds.Tests;

/// <summary>The ring's door without a ring: what is published is looked at on the spot. It can be shut, as a ring that is full.</summary>
internal sealed class MemoryPort : IInboundPort, IDisposable
{
    private const int Slots = 1 << 16;

    private readonly InboundEvent[] _ring = new InboundEvent[Slots];
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _open = new(true);
    private readonly Dictionary<int, TouchlineTick> _last = [];
    private readonly Dictionary<int, Timestamp> _times = [];
    private readonly List<(InboundHeader Header, FeedChange Change)> _changes = [];
    private readonly List<(InboundKind Kind, int Instrument, HistoryBar Bar)> _bars = [];
    private long _claimed = -1;
    private readonly Dictionary<int, List<long>> _volumes = [];
    private long _ticks, _backwards, _published;

    /// <summary>False makes claims wait.</summary>
    public bool IsOpen
    {
        set
        {
            if (value) _open.Set();
            else _open.Reset();
        }
    }

    /// <summary>Slots that were claimed and not yet published: must be none whenever no frame is being decoded.</summary>
    public long Held => Interlocked.Read(ref _claimed) + 1 - Interlocked.Read(ref _published);

    /// <summary>Touchlines: one a tick.</summary>
    public long Ticks => Interlocked.Read(ref _ticks);

    /// <summary>Ticks whose event time lies before their instrument's last one.</summary>
    public long Backwards => Interlocked.Read(ref _backwards);

    public IReadOnlyList<FeedChange> Changes
    {
        get { lock (_gate) return [.. _changes.Select(c => c.Change)]; }
    }

    /// <summary>Bars of <see cref="InboundKind.WarmUp"/> or <see cref="InboundKind.Backfill"/>, as they came.</summary>
    public IReadOnlyList<HistoryBar> Bars(InboundKind kind, int instrument)
    {
        lock (_gate) return [.. _bars.Where(b => b.Kind == kind && b.Instrument == instrument).Select(b => b.Bar)];
    }

    public TouchlineTick? Last(int instrument)
    {
        lock (_gate) return _last.TryGetValue(instrument, out TouchlineTick tick) ? tick : null;
    }

    /// <summary>The day's volume as each tick that carried one told it.</summary>
    public IReadOnlyList<long> Volumes(int instrument)
    {
        lock (_gate) return [.. _volumes.GetValueOrDefault(instrument, [])];
    }

    public Timestamp TimeOf(int instrument)
    {
        lock (_gate) return _times.GetValueOrDefault(instrument);
    }

    public bool Told(FeedState state, FeedCause? cause = null) => Changes.Any(c => c.State == state && (cause is null || c.Cause == cause));

    public void Dispose() => _open.Dispose();

    public long Claim(int count)
    {
        _open.Wait();
        return Interlocked.Add(ref _claimed, count);
    }

    public bool TryClaim(int count, out long highest)
    {
        highest = -1;
        if (!_open.IsSet) return false;
        highest = Interlocked.Add(ref _claimed, count);
        return true;
    }

    public ref InboundEvent this[long sequence] => ref _ring[sequence & (Slots - 1)];

    public void Publish(long lowest, long highest)
    {
        lock (_gate)
        {
            for (long at = lowest; at <= highest; at++)
            {
                ref readonly InboundRecord record = ref this[at].Record;
                if (record.Header.Kind == InboundKind.Feed) _changes.Add((record.Header, record.Feed));
                if (record.Header.Kind is InboundKind.WarmUp or InboundKind.Backfill) _bars.Add((record.Header.Kind, record.Header.Instrument, record.Bar));
                if (record.Header.Kind != InboundKind.Touchline) continue;
                int instrument = record.Header.Instrument;
                _ticks++;
                if (_times.TryGetValue(instrument, out Timestamp before) && record.Header.ExchangeTime < before) _backwards++;
                _times[instrument] = record.Header.ExchangeTime;
                _last[instrument] = record.Touchline;
                if (((TickFields)record.Header.Flags & TickFields.Volume) == 0) continue;
                if (!_volumes.TryGetValue(instrument, out List<long>? volumes)) _volumes[instrument] = volumes = [];
                volumes.Add(record.Touchline.Volume);
            }

            _published += highest - lowest + 1;
        }
    }
}
