using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>A segment file as found in the folder.</summary>
/// <param name="Named">First sequence by the file's name.</param>
/// <param name="Fault">What is wrong with its header, null when it is good.</param>
internal sealed record SegmentFile(string Path, long Named, SegmentHeader Header, long Bytes, string? Fault)
{
    /// <summary>Every segment of a stream by rising sequence, leaving out those that retention gave up.</summary>
    public static List<SegmentFile> List(string folder, JournalStream stream)
    {
        RetainedMark mark = RetainedMark.Read(folder);
        List<SegmentFile> segments = [];
        foreach ((string path, long first) in JournalFiles.Segments(folder, stream))
        {
            if (first < mark.FirstSequence(stream)) continue;
            segments.Add(Load(path, stream, first));
        }
        return segments;
    }

    public static SegmentFile Load(string path, JournalStream stream, long named)
    {
        using SafeFileHandle file = OpenRead(path);
        string? fault = SegmentHeader.Read(file, stream, named, out SegmentHeader header);
        if (fault is null && header.Version > SegmentHeader.CurrentVersion)
        {
            throw new JournalException(JournalErrorKind.NewerFormat, path,
                $"the segment has format {header.Version}, this build reads up to {SegmentHeader.CurrentVersion}", "use the version of Astra that wrote it, or a later one");
        }
        return new SegmentFile(path, named, header, RandomAccess.GetLength(file), fault);
    }

    public SafeFileHandle OpenRead() => OpenRead(Path);

    // The writer of a live journal may rename and trim while this one reads.
    public static SafeFileHandle OpenRead(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            throw IoFault.Of(e, path, "opening a segment to read");
        }
    }
}
