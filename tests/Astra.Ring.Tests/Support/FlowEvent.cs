using System.Runtime.CompilerServices;

namespace Astra.Ring.Tests;

/// <summary>An event that can prove whose it is, which it is, that it is whole, and who has handled it.</summary>
internal struct FlowEvent
{
    public int Producer;
    public long Number;
    public long Check;
    public StageStamps Stamps;

    public static long CheckOf(int producer, long number) => ((number + 1) * 0x5851F42D4C957F2D) ^ producer;

    public static long StampOf(int stage, long sequence) => (sequence * 4) + stage;
}

[InlineArray(3)]
internal struct StageStamps
{
    private long _first;
}
