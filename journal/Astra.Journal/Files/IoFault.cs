namespace Astra.Journal;

/// <summary>Turns what the runtime throws on I/O into an error that says what to do.</summary>
internal static class IoFault
{
    private const int NoSpace = 28, QuotaExceeded = 122, ReadOnlyFileSystem = 30, WindowsDiskFull = unchecked((int)0x80070070);

    public static bool Is(Exception e) => e is IOException or UnauthorizedAccessException;

    public static JournalException Of(Exception e, string path, string doing, long bytesWanted = 0)
    {
        if (e.HResult is NoSpace or QuotaExceeded or WindowsDiskFull || Lacks(path, bytesWanted))
            return new JournalException(JournalErrorKind.DiskFull, path, $"the disk is full ({doing})", "free some space and start again", e);
        if (e is UnauthorizedAccessException || e.HResult == ReadOnlyFileSystem)
            return new JournalException(JournalErrorKind.ReadOnly, path, $"no permission ({doing}: {e.Message})",
                "make the folder writable for this user, or name another folder", e);
        return new JournalException(JournalErrorKind.Io, path, $"{doing} failed: {e.Message}", "check the disk, then start again", e);
    }

    // A failed preallocation carries no error number of its own.
    private static bool Lacks(string path, long bytesWanted)
    {
        if (bytesWanted == 0) return false;
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        return folder is not null && Directory.Exists(folder) && new DriveInfo(folder).AvailableFreeSpace < bytesWanted;
    }
}
