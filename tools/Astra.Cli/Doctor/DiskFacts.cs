using Astra.Host;

namespace Astra.Cli;

/// <summary>What the disk under a folder does.</summary>
/// <param name="Folder">That was tried: the one asked for, or the nearest above it that exists.</param>
/// <param name="SyncP50Us">Microseconds that half of the synced appends did not exceed.</param>
internal sealed record DiskFacts(string Folder, string FileSystem, long FreeBytes, int Writes, double SyncP50Us, double SyncP99Us, double SyncMaxUs)
{
    private const int Tried = 200;
    private const long Least = 512L << 20, Comfortable = 5L << 30;
    private const double SlowUs = 20_000, StallUs = 100_000;

    private static readonly string[] Remote = ["nfs", "nfs4", "cifs", "smb", "smbfs", "smb2", "9p", "fuse", "afs"];

    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UsageException">It is a file.</exception>
    public static DiskFacts Read(string folder)
    {
        string nearest = Path.GetFullPath(folder);
        if (File.Exists(nearest)) throw new UsageException($"{folder}: this is a file; name a folder");
        while (!Directory.Exists(nearest)) nearest = Path.GetDirectoryName(nearest) ?? throw new UsageException($"{folder}: no folder above it exists");
        DriveInfo drive = DriveOf(nearest);
        LatencyHistogram sync = DiskProbe.Run(nearest, Tried);
        return new DiskFacts(nearest, drive.DriveFormat, drive.AvailableFreeSpace, Tried, Micros(sync.Percentile(50)), Micros(sync.Percentile(99)), Micros(sync.Max));
    }

    public IEnumerable<DoctorFinding> Findings()
    {
        if (FreeBytes < Least)
            yield return new(DoctorLevel.Wrong, FormattableString.Invariant($"{Folder}: {FreeBytes / 1e6:N0} MB are free, and a journal allocates 80 ahead and takes about 85 a million ticks; free some, or name another disk"));
        else if (FreeBytes < Comfortable)
            yield return new(DoctorLevel.Advice, FormattableString.Invariant($"{Folder}: {FreeBytes / 1e9:0.0} GB are free; a journal takes about 85 MB a million ticks"));
        if (SyncP50Us > SlowUs)
            yield return new(DoctorLevel.Advice, FormattableString.Invariant($"{Folder}: half of the syncs take more than {SyncP50Us / 1e3:0} ms, and nothing leaves before a sync; use a solid-state disk"));
        else if (SyncMaxUs > StallUs)
            yield return new(DoctorLevel.Advice, FormattableString.Invariant($"{Folder}: one sync of {Writes} took {SyncMaxUs / 1e3:0} ms; whatever else writes to this disk delays the gate"));
        if (Remote.Contains(FileSystem, StringComparer.OrdinalIgnoreCase))
            yield return new(DoctorLevel.Wrong, $"{Folder}: {FileSystem} promises less than its syncs and locks say; use a local disk for the journal, and a server or a mirror to have it elsewhere");
    }

    /// <summary>Of all mounts the one that the folder is nearest to.</summary>
    private static DriveInfo DriveOf(string folder) => new(
        DriveInfo.GetDrives().Select(d => d.Name).Where(name => AsParent(folder).StartsWith(AsParent(name), StringComparison.Ordinal)).MaxBy(name => name.Length) ?? Path.GetPathRoot(folder)!);

    private static string AsParent(string folder) => Path.TrimEndingDirectorySeparator(folder) is var bare && bare.EndsWith(Path.DirectorySeparatorChar) ? bare : bare + Path.DirectorySeparatorChar;

    private static double Micros(long nanos) => Math.Round(nanos / 1e3, 1);
}
