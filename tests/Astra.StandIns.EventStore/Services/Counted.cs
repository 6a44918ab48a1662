namespace Astra.StandIns.EventStore;

/// <summary>One call in the counts, from its begin to its end.</summary>
internal readonly struct Counted : IDisposable
{
    private readonly EventStoreCounts _counts;

    public Counted(EventStoreCounts counts, string method)
    {
        _counts = counts;
        counts.Began(method);
    }

    public void Dispose() => _counts.Ended();
}
