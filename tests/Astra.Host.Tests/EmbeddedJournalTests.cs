using Astra.Core;
using Astra.Journal;

namespace Astra.Host.Tests;

/// <summary>The same session on files: run it, drop the writers as a killed process would, resume, replay.</summary>
public sealed class EmbeddedJournalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("astra-host-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_session_on_files_is_resumed_and_replayed_to_the_bit()
    {
        Bench inMemory = new();
        SessionReport expected = inMemory.RunDay();

        using (EmbeddedJournal journal = Open())
        using (OutboundLog log = OutboundLog.Open(journal))
        {
            MemoryFeed feed = new(inMemory.Day) { BeforeBatch = next => { if (next >= 2_500) throw new InvalidDataException("gone"); } };
            SessionRequest request = Request(inMemory, journal, log, feed);
            Assert.Throws<InvalidDataException>(() => ShadowSession.Run(request, TestContext.Current.CancellationToken));
            log.Abandon();
            journal.Abandon();
        }

        using (EmbeddedJournal journal = Open())
        using (OutboundLog log = OutboundLog.Open(journal))
        {
            SessionRequest request = Request(inMemory, journal, log, inMemory.NewFeed()) with { Resume = true };
            SessionReport resumed = ShadowSession.Run(request, TestContext.Current.CancellationToken);
            Assert.NotNull(resumed.Recovery!.Snapshot);
            Assert.Equal((expected.OutboundHash, expected.StateHash), (resumed.OutboundHash, resumed.StateHash));
            Assert.Equal(expected.Instruments, resumed.Instruments);
        }

        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(_folder);
        using OutboundLogReader stored = OutboundLogReader.Open(_folder);
        ReplayReport replayed = Replay.Run(reader, stored, new SnapshotStore(_folder), new ReplayOptions(), TestContext.Current.CancellationToken);
        Assert.True(replayed.Identical, replayed.FirstDifference?.ToString());
        Assert.Equal(expected.OutboundSequence + 1, replayed.Compared);
        Assert.Equal(expected.StateHash, replayed.StateHash);
    }

    private EmbeddedJournal Open() => EmbeddedJournal.Open(new JournalOptions(_folder) { SegmentBytes = 256 * 1024, Durability = Durability.None });

    private SessionRequest Request(Bench bench, EmbeddedJournal journal, OutboundLog log, IFeed feed) => bench.Request(feed) with
    {
        Store = new SessionStore
        {
            Journal = journal,
            OpenReader = () => EmbeddedJournalReader.Open(journal),
            OutboundLog = log,
            OpenOutboundReader = () => OutboundLogReader.Open(_folder),
            Snapshots = new SnapshotStore(_folder),
        },
    };
}
