namespace Astra.Journal.EventStore;

/// <summary>The lane that an appender is.</summary>
internal sealed class AppenderLane(FrameAppender appender) : IFrameLane
{
    public int Window { get => appender.Window; set => appender.Window = value; }

    public bool HasRoom => appender.HasRoom;

    public long NextIndex => appender.NextIndex;

    public int InFlight => appender.InFlight;

    public AppenderStatus Status => appender.Status;

    public void Send(CutFrame frame) => appender.Send(frame);

    public IReadOnlyList<CutFrame> Abandon() => appender.Abandon();

    public ValueTask DisposeAsync() => appender.DisposeAsync();
}
