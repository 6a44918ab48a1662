using Astra.Core;
using Astra.Host;

namespace Astra.Cli;

/// <summary>A journal opened to be written, of whatever mode. <see cref="Close"/> ends it well; disposing alone ends it after a failure.</summary>
internal abstract class OpenedJournal : IDisposable
{
    /// <summary>What tells this session from every other, on this and other machines.</summary>
    public abstract string Identity { get; }

    /// <summary>Folder for what a live session writes beside its journal.</summary>
    public abstract string FilesFolder { get; }

    /// <summary>How far a server is behind, in words for a progress line; null where none is concerned. From any thread.</summary>
    public virtual string? Note => null;

    /// <summary>An interrupt ends the session: a server that is away is waited for no longer than at any end. From any thread.</summary>
    public virtual void End()
    {
    }

    /// <summary>Takes note of how far a server is behind; called about ten times a second.</summary>
    public virtual void Look()
    {
        // A folder on this machine has nothing to tell.
    }

    /// <param name="decorate">Wraps the journal that the engine writes to.</param>
    public abstract SessionStore Store(Func<IJournal, IJournal>? decorate = null);

    /// <summary>Ends the journal, makes sure that a server has what it can have, and closes all.</summary>
    /// <param name="report">Of the session that was journaled.</param>
    /// <param name="interrupt">Ends the waiting for a server, not what was asked of the disk.</param>
    public abstract JournalClosing Close(SessionReport report, CancellationToken interrupt);

    public abstract void Dispose();
}

/// <summary>What is known of a journal once it is closed.</summary>
/// <param name="Mirror">Null unless a server was to follow.</param>
internal sealed record JournalClosing(JournalSize Size, JournalingResult Journaling, MirrorResult? Mirror = null);
