using Astra.Journal;

namespace Astra.Cli;

/// <summary>A journal in a folder: the embedded log.</summary>
internal sealed class FolderPlace(string folder) : JournalPlace
{
    public override string Name => folder;

    public override JournalReading Read()
    {
        EmbeddedJournalReader journal = EmbeddedJournalReader.Open(folder);
        try
        {
            return new JournalReading(journal, OutboundLogReader.Open(folder), new SnapshotStore(folder, report: Terminal.Say));
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    public override JournalSize Size() => SizeOf(folder);

    public override JournalVerification Verify() => JournalVerifier.Run(folder);

    public override StatResult Stat() => StatResult.Of(JournalStat.Read(folder));

    /// <summary>Bytes of both streams' segments; exact once the journal is closed, since an open segment is allocated ahead.</summary>
    public static JournalSize SizeOf(string folder) =>
        new(folder, Directory.EnumerateFiles(folder, "*.seg").Sum(path => new FileInfo(path).Length), new SnapshotStore(folder).List().Count);
}
