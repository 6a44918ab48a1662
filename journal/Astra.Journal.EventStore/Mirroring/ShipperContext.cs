using Astra.Markets;

namespace Astra.Journal.EventStore;

/// <summary>What the parts of one mirror share.</summary>
internal sealed class ShipperContext(string folder, Guid journalId, EventStoreClient client, MirrorOptions options, MirrorCommands commands, bool atRest, Action wake, CancellationToken stop)
{
    public string Folder { get; } = folder;

    public Guid JournalId { get; } = journalId;

    public EventStoreClient Client { get; } = client;

    public MirrorOptions Options { get; } = options;

    public MirrorCommands Commands { get; } = commands;

    /// <summary>No engine is at work that would say again what a power cut took from the outbound log. Set on the mirror's thread.</summary>
    public bool AtRest { get; set; } = atRest;

    public CancellationToken Stop { get; } = stop;

    public AppenderOptions AppenderOptions { get; } = new()
    {
        InFlight = options.InFlight,
        MostInFlight = options.InFlightCatchingUp,
        FrameBytes = options.FrameBytes,
        AppendTimeout = options.AppendTimeout,
    };

    /// <summary>The mirror's thread looks again.</summary>
    public void Wake() => wake();

    /// <summary>The mirror's thread looks again when the task has ended.</summary>
    public Task<T> Wakes<T>(Task<T> task) => Wakes(task, wake);

    public static Task<T> Wakes<T>(Task<T> task, Action wake)
    {
        task.ContinueWith(_ => wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    /// <summary>Highest exchange time of what retention has removed, as far as the first segment's index tells.</summary>
    public Timestamp HighestBefore(JournalStream stream, long first) =>
        first > 0 && SegmentIndex.TryRead(JournalFiles.Segment(Folder, stream, first), out IndexEntry[] index) && index.Length > 0 ? index[0].HighestBefore : default;

    public MirrorStoppedException Diverged(string what, string remedy) =>
        new(MirrorState.Diverged, $"{what}; nothing more is shipped; {remedy}");

    public MirrorStoppedException Stopped(string stream, Exception fault) => fault switch
    {
        EventStoreException { Kind: JournalErrorKind.SecondWriter } second => Diverged($"{stream}: {second.Problem}", $"{second.Remedy}; {Commands.Compare} tells what the server holds"),
        EventStoreException refused => new MirrorStoppedException(MirrorState.Refused, $"{refused.Message}; nothing more is shipped"),
        WrongRevisionException second => Diverged(second.Message, Commands.Compare + " tells what the server holds"),
        _ => new MirrorStoppedException(MirrorState.Refused, $"{stream}: {fault.GetType().Name}: {fault.Message}; nothing more is shipped; {Commands.Ship} goes on where it ended"),
    };
}
