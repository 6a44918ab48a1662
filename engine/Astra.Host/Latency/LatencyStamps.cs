using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Astra.Host;

/// <summary>
/// When sampled events were due and when they were put on the ring, beside the ring and not inside the event: a measurement is no part of a journal.
/// The producer writes a stamp before it publishes the slot, and the slot is not reused before both readers have passed,
/// so the ring's own ordering makes the plain array safe.
/// </summary>
internal sealed class LatencyStamps
{
    private readonly Stamp[] _stamps;
    private readonly int _shift;
    private readonly int _sampleMask;
    private readonly int _slotMask;

    /// <param name="ringSize">Slots of the ring, a power of two.</param>
    /// <param name="sampleEvery">Every how many events one is measured: a power of two, at most <paramref name="ringSize"/>.</param>
    public LatencyStamps(int ringSize, int sampleEvery)
    {
        _shift = int.Log2(sampleEvery);
        _sampleMask = sampleEvery - 1;
        _slotMask = ringSize - 1;
        _stamps = new Stamp[ringSize >> _shift];
    }

    /// <summary>Stamps the sampled events among a batch with <see cref="Stopwatch"/> times; a due time of 0 leaves them unmeasured.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Mark(long lowest, long highest, long due, long published)
    {
        for (long sequence = FirstFrom(lowest); sequence <= highest; sequence += _sampleMask + 1) SlotOf(sequence) = new Stamp(due, published);
    }

    /// <summary>Whether any event of a batch is sampled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Samples(long lowest, long highest) => FirstFrom(lowest) <= highest;

    /// <summary>Records how old the sampled events of a batch are at <paramref name="now"/>.</summary>
    public void Record(long lowest, long highest, long now, LatencyPair latency)
    {
        for (long sequence = FirstFrom(lowest); sequence <= highest; sequence += _sampleMask + 1)
        {
            Stamp stamp = SlotOf(sequence);
            if (stamp.Due != 0) RecordAge(stamp.Due, stamp.Published, now, latency);
        }
    }

    /// <summary>Keeps the stamps of a batch whose slots are about to be used again.</summary>
    public void MoveTo(PendingStamps pending, long lowest, long highest)
    {
        for (long sequence = FirstFrom(lowest); sequence <= highest; sequence += _sampleMask + 1)
        {
            Stamp stamp = SlotOf(sequence);
            if (stamp.Due != 0) pending.Add(sequence, stamp.Due, stamp.Published);
        }
    }

    public static void RecordAge(long due, long published, long now, LatencyPair latency)
    {
        latency.FromPublish.Record(ToNanos(now - published));
        latency.FromDue.Record(ToNanos(now - due));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long FirstFrom(long sequence) => sequence + _sampleMask & ~(long)_sampleMask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Stamp SlotOf(long sequence) => ref _stamps[(int)(sequence & _slotMask) >> _shift];

    private readonly record struct Stamp(long Due, long Published);

    private static readonly double NanosPerTick = 1e9 / Stopwatch.Frequency;

    private static long ToNanos(long ticks) => Stopwatch.Frequency == 1_000_000_000 ? ticks : (long)(ticks * NanosPerTick);
}
