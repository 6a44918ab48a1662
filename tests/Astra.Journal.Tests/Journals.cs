using Astra.Core;

namespace Astra.Journal.Tests;

/// <summary>Small journals to damage, and what a reader makes of them.</summary>
public static class Journals
{
    public const int FrameEvents = 5;

    public static JournalOptions Options(string folder) => new(folder)
    {
        Durability = Durability.None,
        SegmentBytes = 65_536,
        OutboundSegmentBytes = 65_536,
        JournalId = new Guid("0f6c2f5e-8a4e-4c6b-9a57-3f6f5a1d2b3c"),
    };

    /// <summary>One run of a writer that adds frames of <see cref="FrameEvents"/> ticks and closes, or falls over.</summary>
    public static long Run(string folder, int frames, bool clean)
    {
        EmbeddedJournal journal = EmbeddedJournal.Open(Options(folder));
        for (int i = 0; i < frames * FrameEvents; i++)
        {
            InboundEvent e = Events.Tick(journal.NextSequence);
            journal.Append(journal.NextSequence, ref e);
            if (i % FrameEvents == FrameEvents - 1) journal.Commit();
        }
        long next = journal.NextSequence;
        if (clean) journal.Dispose();
        else journal.Abandon();
        return next;
    }

    /// <summary>Reads to the end, proves each event, and returns how many there were.</summary>
    public static long ReadAll(string folder)
    {
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder);
        InboundEvent e = default;
        long next = reader.FirstSequence;
        while (reader.TryRead(ref e, out long sequence))
        {
            Assert.Equal(next++, sequence);
            InboundEvent expected = Events.Tick(sequence);
            Assert.True(Events.Same(ref expected, ref e), $"event {sequence} was changed");
        }
        return next;
    }

    /// <summary>A copy to damage.</summary>
    public static string Copy(string folder, TempFolder into)
    {
        string copy = Path.Combine(into.Path, "copy" + Guid.NewGuid().ToString("N"));
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            // A writer at work holds the lock, and files that it is about to rename come and go.
            if (Path.GetFileName(path) == "journal.lock" || path.EndsWith(".tmp", StringComparison.Ordinal)) continue;
            string target = Path.Combine(copy, Path.GetRelativePath(folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
        return copy;
    }

    public static string[] Segments(string folder, string prefix = "in-") =>
        [.. Directory.GetFiles(folder, prefix + "*.seg").Order(StringComparer.Ordinal)];
}
