using Astra.Journal;
using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>Where a session is journaled, as the command line asks for it: a folder, a folder that a server follows, or a server.</summary>
internal sealed record JournalTarget
{
    /// <summary>Null in mode eventstoredb.</summary>
    public string? Folder { get; init; }

    /// <summary>Null in mode embedded.</summary>
    public EventStoreSettings? Server { get; init; }

    public JournalMode Mode => Folder is null ? JournalMode.EventStoreDb : Server is null ? JournalMode.Embedded : JournalMode.Mirrored;

    /// <summary>Folder, or server without a password.</summary>
    public string Name => Folder ?? Server?.ToString() ?? "";

    public Durability Durability { get; init; }

    /// <summary>Go on with what is there.</summary>
    public bool Resume { get; init; }

    public int SnapshotsKept { get; init; } = SnapshotStore.DefaultKept;

    /// <summary>Name of the run on the server, or when resumed of a whole session; null: from the journal's id, or the newest.</summary>
    public string? Run { get; init; }

    public OutagePolicy OnOutage { get; init; }

    /// <summary>What makes an outage; also how long the end of a session waits for a server.</summary>
    public TimeSpan OutageAfter { get; init; } = DefaultOutageAfter;

    /// <summary>How long an event may wait to share a frame; null for the mode's own.</summary>
    public TimeSpan? Linger { get; init; }

    /// <summary>Takes over from the server; null for the default.</summary>
    public string? Fallback { get; init; }

    /// <summary>What a live session on a server writes on this machine; null for the default.</summary>
    public string? DataFolder { get; init; }

    public static TimeSpan DefaultOutageAfter { get; } = TimeSpan.FromSeconds(30);

    public static JournalTarget In(string folder) => new() { Folder = folder };

    /// <summary>Removes what is to be replaced. A server keeps everything, so there is nothing to remove there.</summary>
    public void RemoveOld()
    {
        if (Folder is not null) OldJournal.Remove(Folder);
    }

    /// <summary>Opens and recovers; what was found is said on stderr.</summary>
    /// <param name="day">Of the session, for its name on a server.</param>
    public OpenedJournal Open(DateOnly day) => Mode switch
    {
        JournalMode.EventStoreDb => ServerJournal.Open(this, Server!, day),
        JournalMode.Mirrored => MirroredJournal.Open(this, OpenFolder(), day),
        _ => OpenFolder(),
    };

    private JournalFolder OpenFolder() => JournalFolder.Open(new JournalOptions(Folder!) { Durability = Durability, VerifyAll = Resume }, SnapshotsKept);
}
