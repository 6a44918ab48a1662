using System.Runtime.CompilerServices;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>
/// The time that counts for a packet: the exchange's, when it is less than a day old and less than a minute ahead of when the packet came; else the latter.
/// One thread.
/// </summary>
internal struct AngelEventTime
{
    private const long OldestNanos = Timestamp.NanosPerDay;
    private const long NewestNanos = 60 * Timestamp.NanosPerSecond;
    private const long MostMilliseconds = long.MaxValue / Timestamp.NanosPerMillisecond;

    private Timestamp _dayStart;
    private Timestamp _dayEnd;
    private int _day;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(long exchangeMs, Timestamp received, out Timestamp at)
    {
        at = new Timestamp(unchecked(exchangeMs * Timestamp.NanosPerMillisecond));
        long behind = received - at;
        if ((ulong)exchangeMs <= MostMilliseconds && behind < OldestNanos && behind > -NewestNanos) return true;
        at = received;
        return false;
    }

    /// <summary>IST day number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int DayOf(Timestamp at)
    {
        if (at < _dayStart || at >= _dayEnd) Enter(at);
        return _day;
    }

    private void Enter(Timestamp at)
    {
        _day = Ist.DayOf(at);
        _dayStart = Ist.At(Ist.DateOf(_day), TimeOnly.MinValue);
        _dayEnd = _dayStart + Timestamp.NanosPerDay;
    }
}
