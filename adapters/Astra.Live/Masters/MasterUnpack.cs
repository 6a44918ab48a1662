using System.IO.Compression;

namespace Astra.Live;

/// <summary>The texts in a downloaded file: as it is, gzip, or the entries of a zip. What it is its first bytes tell.</summary>
internal static class MasterUnpack
{
    /// <summary>Far above any master there is (the largest are some 40 MB).</summary>
    private const long MostBytes = 512 << 20;

    /// <param name="name">For messages.</param>
    /// <exception cref="InvalidDataException">No whole gzip or zip, nothing in it, or too much.</exception>
    public static List<(string Name, byte[] Bytes)> Read(string name, string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[2];
        int read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (read == 2 && magic is [0x1F, 0x8B])
        {
            using var gzip = new GZipStream(file, CompressionMode.Decompress);
            return [(name, Bytes(gzip))];
        }
        if (read < 2 || magic is not [(byte)'P', (byte)'K']) return [(name, Bytes(file))];
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        var entries = new List<(string, byte[])>();
        foreach (ZipArchiveEntry entry in zip.Entries.Where(e => e.Name.Length > 0))
        {
            using Stream stream = entry.Open();
            entries.Add(($"{name}:{entry.FullName}", Bytes(stream)));
        }
        return entries.Count > 0 ? entries : throw new InvalidDataException("the zip holds no file");
    }

    private static byte[] Bytes(Stream stream)
    {
        using var memory = new MemoryStream();
        byte[] block = new byte[1 << 16];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            if (memory.Length + read > MostBytes) throw new InvalidDataException("it is far too large, unpacked, for an instrument master");
            memory.Write(block, 0, read);
        }
        return memory.ToArray();
    }
}
