using System.Globalization;

namespace Astra.Journal;

/// <summary>Which of a journal's two streams a segment belongs to. The values are part of the format.</summary>
public enum JournalStream : byte
{
    /// <summary>What the core was told.</summary>
    In = 1,
    /// <summary>What the core said, kept after the gate.</summary>
    Out = 2,
}

/// <summary>Names of the files in a journal folder.</summary>
internal static class JournalFiles
{
    public const string Lock = "journal.lock";
    public const string Retained = "retained.mark";
    public const string Snapshots = "snapshots";
    public const string Damaged = ".damaged";

    private const string SegmentEnding = ".seg";
    private const int Digits = 20;

    public static string Segment(string folder, JournalStream stream, long first) =>
        Path.Combine(folder, Prefix(stream) + first.ToString("D20", CultureInfo.InvariantCulture) + SegmentEnding);

    public static string Spare(string folder, JournalStream stream) => Path.Combine(folder, Prefix(stream) + "spare.tmp");

    public static string Tip(string folder, JournalStream stream) => Path.Combine(folder, Prefix(stream) + "tip.mark");

    public static string Index(string segment) => Path.ChangeExtension(segment, ".idx");

    /// <summary>Segments of a stream with the first sequence that their names state, rising; without a gap though a writer starts new ones.</summary>
    public static List<(string Path, long First)> Segments(string folder, JournalStream stream)
    {
        // One look at a folder that changes may miss a file and still show a later one. Whatever precedes the last file of this look
        // was there before the next look begins, which shows it therefore.
        List<(string Path, long First)> looked = Look(folder, stream);
        if (looked.Count == 0) return looked;
        long last = looked[^1].First;
        List<(string Path, long First)> found = Look(folder, stream);
        found.RemoveAll(segment => segment.First > last);
        return found;
    }

    private static List<(string Path, long First)> Look(string folder, JournalStream stream)
    {
        string prefix = Prefix(stream);
        List<(string Path, long First)> found = [];
        foreach (string path in Directory.EnumerateFiles(folder, prefix + "*" + SegmentEnding))
        {
            ReadOnlySpan<char> name = Path.GetFileNameWithoutExtension(path.AsSpan())[prefix.Length..];
            if (name.Length == Digits && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long first))
                found.Add((path, first));
        }
        found.Sort((a, b) => a.First.CompareTo(b.First));
        return found;
    }

    /// <summary>True when the folder holds a journal, or what is left of one.</summary>
    public static bool Holds(string folder) =>
        Segments(folder, JournalStream.In).Count > 0 || Segments(folder, JournalStream.Out).Count > 0 || File.Exists(Path.Combine(folder, Retained));

    /// <summary>A name for something moved aside that overwrites nothing moved aside before.</summary>
    public static string Aside(string path)
    {
        string aside = path + Damaged;
        for (int n = 2; Path.Exists(aside); n++) aside = path + Damaged + n.ToString(CultureInfo.InvariantCulture);
        return aside;
    }

    private static string Prefix(JournalStream stream) => stream == JournalStream.In ? "in-" : "out-";
}
