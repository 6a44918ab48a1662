using System.IO.Compression;

namespace Astra.Adapters.Recordings;

/// <summary>Files that are gzip when their name says so.</summary>
internal static class RecordingPath
{
    public static bool IsCompressed(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Buffered, and decompressed when the name ends in .gz.</summary>
    public static Stream OpenRead(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 18, FileOptions.SequentialScan);
        return IsCompressed(path) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    public static Stream Create(string path, bool compressed)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 18);
        return compressed ? new GZipStream(file, CompressionLevel.Fastest) : file;
    }
}
