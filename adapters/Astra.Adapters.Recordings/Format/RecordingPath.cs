using System.IO.Compression;

namespace Astra.Adapters.Recordings;

/// <summary>Files that are gzip when their name says so.</summary>
public static class RecordingPath
{
    public static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Buffered, and decompressed when the name ends in .gz; a compressed file that is not whole throws <see cref="InvalidDataException"/>
    /// when it is read to its end.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file, or it is a folder.</exception>
    public static Stream OpenRead(string path)
    {
        if (!File.Exists(path)) throw new FileNotFoundException(Directory.Exists(path) ? $"{path} is a folder; name a file" : $"{path} does not exist; name a file that does");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18, FileOptions.SequentialScan);
        return IsCompressed(path) ? new GzipInput(file) : file;
    }

    public static Stream Create(string path, bool compressed)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 18);
        return compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
    }

    /// <summary>Proves that a file can be written at a path, before work is done for it.</summary>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist, or the path is a folder itself.</exception>
    public static void RequirePlace(string path)
    {
        if (Directory.Exists(path)) throw new DirectoryNotFoundException($"{path} is a folder; name a file to write");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path} cannot be written: the folder {folder} does not exist; make it first");
    }

    /// <summary>Refuses to write over what is being read, also through a link.</summary>
    /// <exception cref="SameFileException">Both paths lead to one file.</exception>
    public static void RequireOther(string source, string output)
    {
        StringComparison comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        if (string.Equals(Real(source), Real(output), comparison))
            throw new SameFileException($"{output} is the file to be read; name another file to write");
    }

    private static string Real(string path) =>
        (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(path);
}
