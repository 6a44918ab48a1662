using System.Runtime.InteropServices;

namespace Astra.Live;

/// <summary>When an instrument's ticks come, a cache line each. Written by the connection that the instrument belongs to, read from anywhere.</summary>
[StructLayout(LayoutKind.Sequential, Size = 64)]
internal struct TickArrival
{
    private const int Weight = 8;

    public long Accepted;

    /// <summary>Timestamp of the last one, accepted or not; 0 before the first.</summary>
    public long Last;

    /// <summary>Timestamp of the one before it.</summary>
    public long Before;

    /// <summary>Usual distance between two, in timestamp ticks: a running mean over about eight.</summary>
    public long Usual;

    public long Count;

    /// <summary>Set by the watch over silent instruments, cleared by it.</summary>
    public bool ReportedStale;

    public void Note(long receivedTicks)
    {
        if (Count > 0) Usual += (receivedTicks - Last - Usual) / Weight;
        Volatile.Write(ref Before, Last);
        Volatile.Write(ref Last, receivedTicks);
        Count++;
    }
}
