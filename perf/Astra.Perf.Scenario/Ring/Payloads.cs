using System.Runtime.CompilerServices;

namespace Astra.Perf.Scenario.Ring;

/// <summary>An event to carry: a number that the other side adds up, so that a lost event shows, and nothing the JIT can leave out.</summary>
internal interface IPayload<TSelf>
    where TSelf : struct, IPayload<TSelf>
{
    static abstract string Name { get; }

    static abstract void Fill(ref TSelf slot, long number);

    static abstract long Read(ref readonly TSelf slot);
}

/// <summary>Eight bytes.</summary>
internal struct Narrow : IPayload<Narrow>
{
    private long _number;

    public static string Name => "long";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(ref Narrow slot, long number) => slot._number = number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(ref readonly Narrow slot) => slot._number;
}

/// <summary>Two cache lines, each word written, and one word of each line read.</summary>
[InlineArray(16)]
internal struct Wide : IPayload<Wide>
{
    private long _first;

    public static string Name => "128 bytes";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(ref Wide slot, long number)
    {
        for (int word = 0; word < 15; word++) slot[word] = number;
        slot[15] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Read(ref readonly Wide slot) => slot[0] + slot[15];
}
