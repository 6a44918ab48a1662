using Astra.Markets;

namespace Astra.Live;

/// <summary>This machine's clock in the engine's units.</summary>
internal static class LiveTime
{
    private const long NanosPerTick = 100;

    public static Timestamp Now(TimeProvider time) => Of(time.GetUtcNow());

    public static Timestamp Of(DateTimeOffset at) => new((at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * NanosPerTick);

    public static long Nanos(TimeSpan span) => span.Ticks * NanosPerTick;

    public static TimeSpan Span(long nanos) => TimeSpan.FromTicks(nanos / NanosPerTick);
}
