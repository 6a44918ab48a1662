using System.Diagnostics;
using System.Runtime.CompilerServices;
using HdrHistogram;

namespace Astra.Perf.Scenario.Ring;

/// <summary>Where events come from: <see cref="Await"/> until event n is due, then fill it.</summary>
internal interface ISource<T>
{
    void Await(long n);

    void Fill(ref T slot, long n);
}

internal interface ISink<T>
{
    void Take(ref readonly T e);
}

/// <summary>As fast as they will go.</summary>
internal readonly struct Flood<T> : ISource<T>
    where T : struct, IPayload<T>
{
    public void Await(long n)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fill(ref T slot, long n) => T.Fill(ref slot, n);
}

/// <summary>Adds up what arrives.</summary>
internal sealed class Adder<T> : ISink<T>
    where T : struct, IPayload<T>
{
    public long Sum { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref readonly T e) => Sum += T.Read(in e);
}

/// <summary>
/// One event each interval, carrying the time at which it was due, not the time at which it got away: a producer held up by
/// a full queue or by the scheduler does not hide the delay (coordinated omission).
/// </summary>
internal struct Metronome<T>(double ticksPerEvent) : ISource<T>
    where T : struct, IPayload<T>
{
    private long _start;

    public void Await(long n)
    {
        if (n == 0) _start = Stopwatch.GetTimestamp();
        long due = Due(n);
        while (Stopwatch.GetTimestamp() < due) Thread.SpinWait(1);
    }

    public readonly void Fill(ref T slot, long n) => T.Fill(ref slot, Due(n));

    private readonly long Due(long n) => _start + (long)(n * ticksPerEvent);
}

/// <summary>Records from due to taken, in nanoseconds.</summary>
internal sealed class Clock<T> : ISink<T>
    where T : struct, IPayload<T>
{
    private const long Longest = 10_000_000_000;
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    public LongHistogram Latencies { get; } = new(Longest, 3);

    public void Take(ref readonly T e)
    {
        double nanoseconds = (Stopwatch.GetTimestamp() - T.Read(in e)) * NanosecondsPerTick;
        Latencies.RecordValue(Math.Clamp((long)nanoseconds, 1, Longest));
    }
}
