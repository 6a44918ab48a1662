namespace Astra.Journal.EventStore;

/// <summary>The way of cut frames to one stream of a server. Its acknowledgements go to the observer that it was made with.</summary>
internal interface IFrameLane : IAsyncDisposable
{
    /// <summary>Most frames unacknowledged.</summary>
    int Window { get; set; }

    bool HasRoom { get; }

    /// <summary>Index that the next frame sent must carry.</summary>
    long NextIndex { get; }

    /// <summary>Frames sent and not acknowledged.</summary>
    int InFlight { get; }

    AppenderStatus Status { get; }

    /// <summary>Takes a frame over and returns; only while <see cref="HasRoom"/>.</summary>
    void Send(CutFrame frame);

    /// <summary>Stops and hands over what is unacknowledged, in order. Nothing is acknowledged once it has returned.</summary>
    IReadOnlyList<CutFrame> Abandon();
}
