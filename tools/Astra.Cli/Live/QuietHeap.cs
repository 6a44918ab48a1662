using System.Runtime;

namespace Astra.Cli;

/// <summary>
/// The garbage collector while a session is live. Collections of the old generation run beside the session and never stop it to compact: what the hot path uses is
/// allocated once and stays, so compacting would cost pauses of tens of milliseconds and gain nothing. What signing in and the instrument master left behind is collected first,
/// while nobody waits.
/// </summary>
internal sealed class QuietHeap : IDisposable
{
    private readonly GCLatencyMode _before = GCSettings.LatencyMode;

    public QuietHeap()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GCSettings.LatencyMode = GCLatencyMode.SustainedLowLatency;
    }

    public void Dispose() => GCSettings.LatencyMode = _before;
}
