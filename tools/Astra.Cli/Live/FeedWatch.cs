using Astra.Core;
using Astra.Host;

namespace Astra.Cli;

/// <summary>Hears what the core says about its feeds. Read it after the session.</summary>
internal sealed class FeedWatch : IEffect
{
    private readonly SortedSet<(int Feed, int Instrument)> _notSubscribed = [];

    /// <summary>Times at which a connection or an instrument fell silent.</summary>
    public int Stale { get; private set; }

    public int Failovers { get; private set; }

    /// <summary>Nanoseconds by which this machine's clock is ahead, as told last; null when it never was.</summary>
    public long? ClockSkew { get; private set; }

    public IEnumerable<int> NotSubscribed(int feed) => _notSubscribed.Where(n => n.Feed == feed).Select(n => n.Instrument);

    public void OnEvent(in OutboundEvent e)
    {
        if (e.Header.Kind != OutboundKind.FeedStatus) return;
        switch (e.Feed.State)
        {
            case FeedState.Stale: Stale++; break;
            case FeedState.TookOver: Failovers++; break;
            case FeedState.ClockSkew: ClockSkew = e.Feed.Value; break;
            case FeedState.NotSubscribed when e.Header.Instrument >= 0: _notSubscribed.Add((e.Feed.Feed, e.Header.Instrument)); break;
        }
    }

    public void OnBatchEnd()
    {
        // It keeps figures only; there is nothing to write.
    }
}
