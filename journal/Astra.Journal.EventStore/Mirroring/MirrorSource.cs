using System.Globalization;

namespace Astra.Journal.EventStore;

/// <summary>The folder that a mirror copies.</summary>
/// <param name="Durable">Last inbound sequence that may leave the machine; asked from the mirror's thread and from those that ask for its lag.</param>
/// <param name="AtRest">No writer of this process is at work.</param>
internal sealed record MirrorSource(string Folder, Guid JournalId, Func<long> Durable, bool AtRest)
{
    public static MirrorSource Of(EmbeddedJournal writer) => new(writer.Folder, writer.JournalId, () => writer.DurableSequence, AtRest: false);

    /// <summary>A folder with what it holds at this moment.</summary>
    /// <exception cref="JournalException">It holds no journal, or none that can be read.</exception>
    public static MirrorSource Of(string folder)
    {
        folder = Path.GetFullPath(folder);
        using LocalLog log = new(folder, JournalStream.In);
        long last = log.Last();
        Guid id = JournalIdOf(folder);
        return new MirrorSource(folder, id, () => last, AtRest: true);
    }

    /// <summary>The id that the folder's segments carry.</summary>
    public static Guid JournalIdOf(string folder) => SecondLook.At(() => StreamScan.Run(folder, JournalStream.In)).JournalId
        ?? throw new JournalException(JournalErrorKind.NotFound, folder, "the folder holds no segment of inbound events", "name a folder that a journal was written to");

    /// <summary>The name of the folder's session: the day (IST) of its first event, and the run or the first digits of the journal's id; null while it holds no event.</summary>
    public SessionName? NameBy(LocalLog log, string? run)
    {
        if (Durable() < log.FirstSequence || !log.TryRead(Durable())) return null;
        DateOnly day = Markets.Ist.DateOf(log.Header.FirstTime);
        log.MoveTo(log.FirstSequence);
        return run is null ? SessionName.Of(day, JournalId) : new SessionName(day, run);
    }

    public EventStoreException Nameless() => new(JournalErrorKind.NotFound, Folder,
        string.Create(CultureInfo.InvariantCulture, $"journal {JournalId} holds no event, so its session has no name"), "name the session");
}
