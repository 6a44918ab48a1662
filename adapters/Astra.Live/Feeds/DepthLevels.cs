using System.Runtime.CompilerServices;
using Astra.Core;

namespace Astra.Live;

/// <summary>Fills one side of a book, best level first, so that the core accepts it: of two neighbours with one price it makes one level.</summary>
internal static class DepthLevels
{
    /// <param name="level">With a quantity. Beyond the last place it is left out.</param>
    /// <param name="count">Levels so far.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref DepthSide side, ref int count, DepthLevel level)
    {
        if (count > 0 && side[count - 1].Offset == level.Offset)
            side[count - 1].Quantity = (int)Math.Min((long)side[count - 1].Quantity + level.Quantity, int.MaxValue);
        else if (count < DepthTick.Levels)
            side[count++] = level;
    }
}
