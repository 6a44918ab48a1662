using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests;

/// <summary>A folder at rest goes to a server and comes back.</summary>
public class ShippingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_journal_of_any_version_arrives_byte_by_byte_and_comes_back(int version)
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using TempFolder folder = new();
        CopyGolden(version, folder.Journal);
        MirrorOutcome outcome = await Mirrors.Ship(folder.Journal, server);
        Assert.True(outcome.Complete, outcome.Text);
        Assert.Equal(1, outcome.SnapshotsShipped);
        JournalComparisonResult compared = await Mirrors.Compare(folder.Journal, server);
        Assert.True(compared.Equal, compared.ToString());

        string fetched = Path.Combine(folder.Path, "fetched");
        JournalFetchOutcome back = await Mirrors.Fetch(server, outcome.Session!, fetched);
        Assert.True(back.Comparison.Equal, back.Comparison.ToString());
        Assert.Empty(JournalVerifier.Run(fetched).Findings);
        Assert.Equal(Dump(folder.Journal), Dump(fetched));
    }

    [Fact]
    public async Task Shipping_again_sends_nothing()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        folder.Ticks(3000);
        folder.Say(10);
        folder.Snapshot(100);
        folder.Close();
        List<ShippingProgress> told = [];
        MirrorOutcome first = await Mirrors.Ship(folder.Path, server, progress: new Told(told));
        Assert.True(first.Complete, first.Text);
        Assert.Equal((3000L, 3000L, 10L, 10L), (told[^1].Events, told[^1].OfEvents, told[^1].Outbound, told[^1].OfOutbound));
        long appends = server.Counts.Appends;
        MirrorOutcome again = await Mirrors.Ship(folder.Path, server);
        Assert.True(again.Complete, again.Text);
        Assert.Equal((0L, 0L, 0, appends), (again.Shipped, again.OutboundShipped, again.SnapshotsShipped, server.Counts.Appends));
    }

    [Fact]
    public async Task Beside_a_writer_it_ships_what_the_folder_holds_and_a_mirror_goes_on_there()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        folder.Ticks(2000);
        folder.Say(5);
        MirrorOutcome shipped = await Mirrors.Ship(folder.Path, server);
        Assert.True(shipped.Complete, shipped.Text);
        folder.Ticks(300);
        folder.Say(2);
        JournalComparisonResult behind = await Mirrors.Compare(folder, server);
        Assert.True(behind.Same);
        Assert.False(behind.Equal);
        Assert.Equal((300L, 2L, 0L), (behind.Inbound.Behind, behind.Outbound.Behind, behind.Inbound.Ahead));
        await using Mirror mirror = Mirrors.Start(folder, server);
        await Mirrors.UntilFollowed(mirror, folder);
        await Mirrors.AssertEqual(folder, server);
    }

    [Fact]
    public async Task A_log_shortened_by_retention_keeps_its_session_and_compares_from_where_it_begins()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        for (int i = 0; i < 8; i++)
        {
            folder.Ticks(600);
            folder.Say(300);
        }
        folder.Snapshot(100);
        folder.Close();
        MirrorOutcome whole = await Mirrors.Ship(folder.Path, server);
        Assert.True(whole.Complete, whole.Text);
        new JournalRetention(KeepSnapshots: 1).Apply(folder.Path);
        folder.Open();
        Assert.True(folder.Journal.Recovery.FirstSequence > 0);
        folder.Ticks(50);
        folder.Say(5);
        folder.Close();
        MirrorOutcome rest = await Mirrors.Ship(folder.Path, server);
        Assert.True(rest.Complete, rest.Text);
        Assert.Equal((whole.Session, 50L, 5L), (rest.Session, rest.Shipped, rest.OutboundShipped));
        JournalComparisonResult compared = await Mirrors.Compare(folder, server);
        Assert.True(compared.Equal, compared.ToString());
        Assert.Equal(folder.Journal.Recovery.FirstSequence, compared.Inbound.FirstSequence);
        Assert.Equal(4850L - folder.Journal.Recovery.FirstSequence, compared.Inbound.Events);
    }

    [Fact]
    public async Task A_shortened_log_on_a_new_server_begins_where_it_begins()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        for (int i = 0; i < 5; i++) folder.Ticks(600);
        folder.Snapshot(100);
        folder.Close();
        new JournalRetention(KeepSnapshots: 1).Apply(folder.Path);
        MirrorOutcome shipped = await Mirrors.Ship(folder.Path, server);
        Assert.True(shipped.Complete, shipped.Text);
        await Mirrors.AssertEqual(folder, server);
        string fetched = folder.Beside("fetched");
        JournalFetchOutcome back = await Mirrors.Fetch(server, shipped.Session!, fetched);
        Assert.True(back.Comparison.Equal, back.Comparison.ToString());
        Assert.Empty(JournalVerifier.Run(fetched).Findings);
    }

    [Fact]
    public async Task A_fetch_completes_a_shorter_copy_and_refuses_anything_else()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        folder.Ticks(700);
        folder.Say(30);
        MirrorOutcome part = await Mirrors.Ship(folder.Path, server);
        string copy = folder.Beside("copy");
        JournalFetchOutcome begun = await Mirrors.Fetch(server, part.Session!, copy);
        Assert.Equal((700L, 30L, 0), (begun.Events, begun.Outbound, begun.Snapshots));
        folder.Ticks(900);
        folder.Say(40);
        folder.Snapshot(5000);
        Assert.True((await Mirrors.Ship(folder.Path, server)).Complete);
        JournalFetchOutcome completed = await Mirrors.Fetch(server, part.Session!, copy);
        Assert.Equal((900L, 40L, 1), (completed.Events, completed.Outbound, completed.Snapshots));
        Assert.True(completed.Comparison.Equal, completed.Comparison.ToString());
        Assert.Empty(JournalVerifier.Run(copy).Findings);

        using (EmbeddedJournal longer = EmbeddedJournal.Open(folder.Options with { Folder = copy }))
        {
            InboundEvent e = Events.Tick(longer.NextSequence);
            longer.Append(longer.NextSequence, ref e);
        }
        JournalException more = await Assert.ThrowsAsync<JournalException>(() => Mirrors.Fetch(server, part.Session!, copy));
        Assert.Contains("1 inbound", more.Message, StringComparison.Ordinal);
        string other = folder.Beside("other");
        EmbeddedJournal.Open(folder.Options with { Folder = other, JournalId = Guid.NewGuid() }).Dispose();
        JournalException another = await Assert.ThrowsAsync<JournalException>(() => Mirrors.Fetch(server, part.Session!, other));
        Assert.Contains("the folder holds journal", another.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_ends_inside_a_frame_of_the_server_is_completed_from_there()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        using WrittenFolder folder = new();
        folder.Ticks(500);
        folder.Say(20);
        MirrorOutcome shipped = await Mirrors.Ship(folder.Path, server);
        string copy = folder.Beside("copy");
        using (EmbeddedJournal shorter = EmbeddedJournal.Open(folder.Options with { Folder = copy }))
        {
            for (int i = 0; i < 123; i++)
            {
                InboundEvent e = Events.Tick(i);
                shorter.Append(i, ref e);
            }
        }
        JournalFetchOutcome completed = await Mirrors.Fetch(server, shipped.Session!, copy);
        Assert.Equal((377L, 20L), (completed.Events, completed.Outbound));
        Assert.True(completed.Comparison.Equal, completed.Comparison.ToString());
        Assert.Equal(Dump(folder.Path), Dump(copy));
    }

    private static string Dump(string folder)
    {
        using MemoryStream output = new();
        JournalDump.Write(folder, output, new JournalDumpOptions());
        return System.Text.Encoding.UTF8.GetString(output.ToArray());
    }

    private static void CopyGolden(int version, string into)
    {
        string from = Path.Combine(AppContext.BaseDirectory, "Golden", $"v{version}");
        foreach (string path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(into, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }
    }

    private sealed class Told(List<ShippingProgress> told) : IProgress<ShippingProgress>
    {
        public void Report(ShippingProgress value) => told.Add(value);
    }
}
