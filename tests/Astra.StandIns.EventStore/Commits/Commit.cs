using System.Diagnostics;

namespace Astra.StandIns.EventStore;

/// <summary>One append or delete on its way to the store. It is answered once; it may be stored before, after, or never.</summary>
internal sealed class Commit(Func<StoredStreams, AppendResult> apply, int events, Action<AppendResult> answer)
{
    private int _answered;

    public long Since { get; } = Stopwatch.GetTimestamp();

    public int Events => events;

    public bool IsAnswered => Volatile.Read(ref _answered) != 0;

    public AppendResult Apply(StoredStreams store) => apply(store);

    /// <returns>False when it was answered before.</returns>
    public bool TryAnswer(AppendResult result)
    {
        if (Interlocked.Exchange(ref _answered, 1) != 0) return false;
        answer(result);
        return true;
    }
}
