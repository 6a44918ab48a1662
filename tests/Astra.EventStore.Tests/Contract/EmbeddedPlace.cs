using Astra.Core;
using Astra.Host;
using Astra.Journal;
using Astra.Journal.Tests;
using Astra.Markets;

namespace Astra.EventStore.Tests.Contract;

/// <summary>A folder, as a single machine's users have it; small segments, so that a test goes over their borders.</summary>
public sealed class EmbeddedPlace : JournalPlace
{
    private readonly TempFolder _folder = new();

    private string Folder => _folder.Journal;

    public override PlaceWriter Create() => new Writer(Folder);

    public override PlaceWriter Resume() => new Writer(Folder);

    public override IJournalReader OpenReader() => EmbeddedJournalReader.Open(Folder);

    public override IOutboundLogReader OpenOutboundReader() => OutboundLogReader.Open(Folder);

    public override ISnapshotStore OpenSnapshots() => new SnapshotStore(Folder, SnapshotsKept);

    public override void AddDamagedSnapshot(long sequence, byte[] state)
    {
        OpenSnapshots().Save(sequence, state);
        string path = Directory.GetFiles(Path.Combine(Folder, "snapshots"), $"*{sequence:D20}.snap").Single();
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    public override IJournalReader OpenUnknown() => EmbeddedJournalReader.Open(Path.Combine(_folder.Path, "never-begun"));

    public override bool SeekTime(IJournalReader reader, Timestamp time) => ((EmbeddedJournalReader)reader).SeekTime(time);

    public override JournalVerification Verify() => JournalVerifier.Run(Folder);

    public override PlaceStat Stat()
    {
        JournalStat s = JournalStat.Read(Folder);
        return new PlaceStat(s.Events, s.FirstSequence, s.LastSequence, s.OutboundEvents, string.Join(' ', s.Snapshots), s.FirstTime, s.LastTime, s.Damage);
    }

    public override void Dump(Stream output, JournalDumpOptions options) => JournalDump.Write(Folder, output, options);

    public override void Dispose() => _folder.Dispose();

    private sealed class Writer(string folder) : PlaceWriter
    {
        private readonly EmbeddedLife _life = new(folder);

        public override IJournal Journal => _life.Journal;

        public override IOutboundLog OutboundLog => _life.Log;

        public override ISnapshotStore Snapshots { get; } = new SnapshotStore(folder, SnapshotsKept);

        public override SessionStore Store => new()
        {
            Journal = _life.Journal,
            OpenReader = () => EmbeddedJournalReader.Open(_life.Journal),
            OutboundLog = _life.Log,
            OpenOutboundReader = () => OutboundLogReader.Open(folder),
            Snapshots = Snapshots,
        };

        public override void Kill() => _life.Abandon();

        public override void Dispose() => _life.Dispose();

        protected override void WaitUntilDurable(long sequence) => Assert.Equal(sequence, Journal.DurableSequence);
    }
}
