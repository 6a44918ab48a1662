namespace Astra.Live.Tests.Feeds;

/// <summary>A vendor's feed that the test plays: it hands out its door and runs until stopped, or until the test ends it.</summary>
internal sealed class TestFeed(string name, IReadOnlyList<FeedInstrument> instruments) : IMarketFeed
{
    private readonly TaskCompletionSource<FeedDoor> _door = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => name;

    public IReadOnlyList<FeedInstrument> Instruments => instruments;

    /// <summary>Known once it runs.</summary>
    public Task<FeedDoor> Door => _door.Task;

    public bool Runs => _door.Task.IsCompleted;

    public void End() => _end.TrySetResult();

    public void Fail(Exception e) => _end.TrySetException(e);

    public async Task RunAsync(FeedDoor door, CancellationToken stop)
    {
        _door.SetResult(door);
        await using CancellationTokenRegistration stopping = stop.Register(() => _end.TrySetResult());
        await _end.Task;
    }
}
