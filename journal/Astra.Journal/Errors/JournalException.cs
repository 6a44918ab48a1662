namespace Astra.Journal;

/// <summary>What went wrong with a journal, coarse enough for an exit code.</summary>
public enum JournalErrorKind
{
    /// <summary>The operating system refused a read, a write or a sync.</summary>
    Io,
    DiskFull,
    /// <summary>The folder or file cannot be written by this user, or its file system is read-only.</summary>
    ReadOnly,
    /// <summary>Another writer holds the folder.</summary>
    InUse,
    /// <summary>Events that were durable are damaged or gone.</summary>
    Corrupt,
    /// <summary>There is no journal at the path.</summary>
    NotFound,
    /// <summary>The path is a file.</summary>
    NotAFolder,
    /// <summary>Written by a newer format than this build knows.</summary>
    NewerFormat,
    BadOption,
    /// <summary>An event out of sequence, without meaning, or larger than a frame: a defect of the caller.</summary>
    BadEvent,
    /// <summary>Used after it was closed.</summary>
    Closed,
    /// <summary>No server answers, or none that leads: it may later.</summary>
    Unavailable,
    /// <summary>The server does not know this user, or does not let it.</summary>
    AccessDenied,
    /// <summary>Somebody else has written to the stream.</summary>
    SecondWriter,
    /// <summary>The server takes no event of this size.</summary>
    TooLarge,
}

/// <summary>A journal cannot go on. The message names the place, what is wrong, and the remedy.</summary>
public class JournalException(JournalErrorKind kind, string path, string problem, string remedy, Exception? inner = null)
    : Exception($"{path}: {problem}; {remedy}", inner)
{
    public JournalErrorKind Kind { get; } = kind;

    /// <summary>The folder or file concerned.</summary>
    public string Path { get; } = path;

    public string Problem { get; } = problem;

    public string Remedy { get; } = remedy;
}
