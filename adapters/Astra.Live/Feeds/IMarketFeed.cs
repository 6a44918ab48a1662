namespace Astra.Live;

/// <summary>
/// A vendor's ticks: connects, stays connected, and puts what it decodes through the door. It never throws for what a server sends or
/// fails to send; it reports and tries again.
/// </summary>
public interface IMarketFeed
{
    string Name { get; }

    /// <summary>The instruments it was made for, by id.</summary>
    IReadOnlyList<FeedInstrument> Instruments { get; }

    /// <summary>How far the vendor's servers say their clock is ahead of this machine's (the Date of an answer); null where none told.</summary>
    TimeSpan? ServerAhead => null;

    /// <summary>Runs until stopped, or until only a person can help (then it has reported <see cref="Core.FeedState.Stopped"/>).</summary>
    Task RunAsync(FeedDoor door, CancellationToken stop);
}
