using Astra.Markets;

namespace Astra.Adapters.AngelOne.Tests;

/// <summary>The instant at which the tests' packets are sent: Tuesday 2026-09-29, 10:00 IST.</summary>
internal static class Scene
{
    public const long Millis = 1_790_656_200_000;

    public static readonly Timestamp At = new(Millis * Timestamp.NanosPerMillisecond);
}
