using Astra.Markets;

namespace Astra.Core;

/// <summary>Which live feeds there are and which of them bring data. A core that was never told of a feed (a recording) is never down.</summary>
internal sealed class FeedHealth : IStateful
{
    /// <summary>Bit of each feed that was told of.</summary>
    public int Known { get; private set; }

    /// <summary>Bit of each feed whose data flows.</summary>
    public int Live { get; private set; }

    /// <summary>Feeds are known, and none of them is live.</summary>
    public bool IsDown => Known != 0 && Live == 0;

    /// <summary>Takes a sound change. What is said about one instrument says nothing about the feed.</summary>
    /// <param name="instrument">-1 for the whole feed.</param>
    public void Take(in FeedChange change, int instrument)
    {
        if (instrument >= 0) return;
        int feed = 1 << change.Feed;
        switch (change.State)
        {
            case FeedState.Connected or FeedState.Subscribed or FeedState.Recovered or FeedState.TookOver:
                (Known, Live) = (Known | feed, Live | feed);
                break;
            case FeedState.Stale or FeedState.Gap or FeedState.Reconnecting or FeedState.Stopped:
                (Known, Live) = (Known | feed, Live & ~feed);
                break;
        }
    }

    public void Save(StateWriter writer)
    {
        writer.Write(Known);
        writer.Write(Live);
    }

    public void Load(StateReader reader)
    {
        Known = reader.Read<int>();
        Live = reader.Read<int>();
    }
}
