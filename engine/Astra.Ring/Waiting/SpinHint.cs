using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Astra.Ring;

/// <summary>
/// Tells the processor that this is a spin loop: one instruction. <see cref="Thread.SpinWait"/> is calibrated to a time of
/// its own (tens of nanoseconds), which a busy spin would add to every event.
/// </summary>
internal static class SpinHint
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pause()
    {
        if (X86Base.IsSupported) X86Base.Pause();
        else if (ArmBase.IsSupported) ArmBase.Yield();
    }
}
