using Astra.Markets;

namespace Astra.Live;

/// <summary>The wall clock as the engine counts it.</summary>
internal static class WallClock
{
    /// <summary>To 100 ns, as far as the machine's clock goes.</summary>
    public static Timestamp Now(TimeProvider time) => Of(time.GetUtcNow());

    public static Timestamp Of(DateTimeOffset at) => new((at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100);
}
