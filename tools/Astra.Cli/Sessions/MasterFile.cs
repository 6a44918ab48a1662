using System.IO.Compression;
using Astra.Adapters.Recordings;
using Astra.Markets;

namespace Astra.Cli;

/// <summary>Instrument masters from files: as they are, gzip, or the zip that the broker hands out. What a file is its first bytes tell.</summary>
internal static class MasterFile
{
    /// <summary>Far above any master there is (the largest are some 40 MB), and below what an array can hold.</summary>
    private const long LargestBytes = 1 << 30;

    /// <summary>Loads the files one after another; each report is handed on as soon as its file is read.</summary>
    /// <exception cref="UsageException">A file is missing, or no whole gzip or zip.</exception>
    /// <exception cref="MasterFormatException">A file is no master.</exception>
    public static InstrumentMaster Load(IReadOnlyList<string> paths, DateOnly day, Action<MasterFileReport, TimeSpan> told)
    {
        var builder = new MasterBuilder(ShippedFacts.Specs, ShippedFacts.Lists, day);
        foreach (string path in paths)
            foreach ((string name, byte[] bytes) in Contents(path))
            {
                long start = System.Diagnostics.Stopwatch.GetTimestamp();
                MasterFileReport report = builder.Read(name, bytes);
                told(report, System.Diagnostics.Stopwatch.GetElapsedTime(start));
            }
        return builder.Build();
    }

    private static List<(string Name, byte[] Bytes)> Contents(string path)
    {
        DataFile.RequireFile(path);
        using FileStream file = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[2];
        int read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Position = 0;
        try
        {
            if (read < 2) return [(path, Bytes(file, path))];
            if (magic is [0x1F, 0x8B]) return [(path, Bytes(new GZipStream(file, CompressionMode.Decompress), path))];
            return magic is [(byte)'P', (byte)'K'] ? Unzipped(file, path) : [(path, Bytes(file, path))];
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{path}: not a whole gzip or zip file ({e.Message}); download it again");
        }
    }

    private static List<(string Name, byte[] Bytes)> Unzipped(FileStream file, string path)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read);
        var contents = new List<(string, byte[])>();
        foreach (ZipArchiveEntry entry in zip.Entries.Where(e => e.Name.Length > 0))
        {
            using Stream stream = entry.Open();
            contents.Add(($"{path}:{entry.FullName}", Bytes(stream, path)));
        }
        return contents.Count > 0 ? contents : throw new UsageException($"{path}: the zip holds no file; download it again");
    }

    private static byte[] Bytes(Stream stream, string path)
    {
        using var memory = new MemoryStream();
        byte[] block = new byte[1 << 16];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            if (memory.Length + read > LargestBytes) throw new UsageException($"{path}: more than 1 GB unpacked; this is no instrument master");
            memory.Write(block, 0, read);
        }
        return memory.ToArray();
    }
}
