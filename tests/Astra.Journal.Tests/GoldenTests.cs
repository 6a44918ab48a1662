using System.Runtime.CompilerServices;
using System.Text;
using Astra.Core;
using Astra.Markets;

namespace Astra.Journal.Tests;

/// <summary>
/// Journals that earlier versions wrote, kept beside the tests. They must stay readable for ever; the newest must also be what this version
/// writes. After a wanted change of the format, add a folder: <c>ASTRA_GOLDEN=write dotnet run --project tests/Astra.Journal.Tests</c>.
/// </summary>
public class GoldenTests
{
    private const string Current = "v1";

    [Fact]
    public void The_journal_that_version_1_wrote_is_read_event_by_event()
    {
        using TempFolder folder = new();
        string journal = Journals.Copy(PathOf("v1"), folder);
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(journal);
        InboundEvent e = default;
        foreach (InboundEvent expected in Told())
        {
            InboundEvent copy = expected;
            Assert.True(reader.TryRead(ref e, out long sequence));
            Assert.True(Events.Same(ref copy, ref e), $"event {sequence} reads differently");
        }
        Assert.False(reader.TryRead(ref e, out _));
        Assert.Equal(File.ReadAllText(Path.Combine(journal, "dump.jsonl")), Dump(journal, new JournalDumpOptions()));
        Assert.Empty(JournalVerifier.Run(journal).Findings);
        Assert.True(new SnapshotStore(journal).TryLoad(long.MaxValue, out long at, out byte[]? state));
        Assert.Equal((7L, 3), (at, state.Length));
    }

    [Fact]
    public void This_version_writes_the_same_bytes()
    {
        using TempFolder folder = new();
        Write(folder.Journal);
        if (Environment.GetEnvironmentVariable("ASTRA_GOLDEN") == "write") Keep(folder.Journal);
        string golden = PathOf(Current);
        foreach (string path in Directory.GetFiles(golden, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(golden, path);
            if (name == "dump.jsonl") continue;
            Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder.Journal, name))), $"{name} differs");
        }
    }

    [Fact]
    public void A_dump_stops_at_the_first_event_after_an_instant_and_keeps_to_its_range()
    {
        string golden = PathOf(Current);
        string[] all = Lines(golden, new JournalDumpOptions());
        Assert.Equal(all.Where(l => l.Contains("\"stream\":\"in\"")), Lines(golden, new JournalDumpOptions { Outbound = false }));
        Assert.Equal(all.Where(l => l.Contains("\"stream\":\"out\"")), Lines(golden, new JournalDumpOptions { Inbound = false }));
        string[] until = Lines(golden, new JournalDumpOptions { Until = Events.TimeOf(4) });
        Assert.Equal(all[..until.Length], until);
        Assert.Equal(5, until.Count(l => l.Contains("\"stream\":\"in\"")));
        string[] range = Lines(golden, new JournalDumpOptions { FromSequence = 2, ToSequence = 3 });
        Assert.Equal(all.Where(l => l.Contains("\"cause\":2,") || l.Contains("\"cause\":3,") || (l.Contains("\"stream\":\"in\"") && (l.Contains("\"sequence\":2,") || l.Contains("\"sequence\":3,")))), range);
    }

    /// <summary>Every inbound kind, the fixed ones with a body of counted bytes.</summary>
    private static IEnumerable<InboundEvent> Told()
    {
        yield return Events.WithPayload(InboundKind.Configure, Events.Settings(), Events.TimeOf(0));
        yield return Events.WithPayload(InboundKind.Instrument, Events.Nifty, Events.TimeOf(1));
        yield return Events.WithPayload(InboundKind.Plan, Events.MacdPlan, Events.TimeOf(2));
        InboundEvent tick = Events.Tick(3);
        tick.Record.Header.Flags = 63;
        tick.Record.Touchline = new TouchlineTick
        {
            Last = new Price(245_012_500), Bid = new Price(245_010_000), Ask = new Price(245_015_000),
            LastQuantity = 75, BidQuantity = 150, AskQuantity = 225, Volume = 1_000_000, OpenInterest = 5_000_000,
        };
        yield return tick;
        InboundEvent trade = Of(InboundKind.Trade, 4);
        trade.Record.Trade = new TradeTick { Price = new Price(245_012_500), Quantity = 75, Aggressor = -1 };
        yield return trade;
        InboundEvent depth = Of(InboundKind.Depth, 5);
        depth.Record.Depth.Reference = new Price(245_012_500);
        for (int level = 0; level < DepthTick.Levels; level++)
        {
            depth.Record.Depth.Bids[level] = new DepthLevel { Offset = -2_500 * (level + 1), Quantity = 75 * (level + 1) };
            depth.Record.Depth.Asks[level] = new DepthLevel { Offset = 2_500 * (level + 1), Quantity = level == 4 ? 0 : 150 };
        }
        yield return depth;
        InboundEvent bar = Of(InboundKind.Bar, 6);
        bar.Record.Bar = new HistoryBar
        {
            Start = Events.TimeOf(0), Open = new Price(1), High = new Price(4), Low = new Price(1), Close = new Price(3), Volume = 9, OpenInterest = 8, IntervalMinutes = 5,
        };
        yield return bar;
        yield return Of(InboundKind.Clock, 7);
        InboundEvent session = Of(InboundKind.Session, 8);
        session.Record.Session = new SessionChange
        {
            Segment = Segment.NseDerivatives, Phase = SessionPhase.Open, Day = 20_717,
            Open = Events.TimeOf(8), Close = Events.TimeOf(9_000), SquareOff = Events.TimeOf(8_000),
        };
        yield return session;
        InboundEvent command = Of(InboundKind.Command, 9);
        command.Record.Command = new Command { Kind = CommandKind.FeedGap, Argument = 1, Value = 2_000_000 };
        yield return command;
        yield return Events.Tick(10);
    }

    /// <summary>Every outbound kind, its body filled with counted bytes.</summary>
    private static IEnumerable<OutboundEvent> Said()
    {
        for (int kind = 1; kind <= (int)OutboundKind.DayClosed; kind++)
        {
            OutboundEvent e = default;
            e.Header = new OutboundHeader
            {
                Kind = (OutboundKind)kind, Reason = Reason.StrategyEntry, Instrument = 3, Sequence = kind - 1, Cause = kind - 1 < 10 ? kind - 1 : 10, Time = Events.TimeOf(kind),
            };
            Span<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(new Span<OutboundEvent>(ref e));
            for (int i = OutboundLength.Header; i < OutboundLength.Of((OutboundKind)kind); i += 8) bytes[i] = (byte)(i % 3);
            yield return e;
        }
    }

    private static InboundEvent Of(InboundKind kind, long sequence)
    {
        InboundEvent e = default;
        e.Record.Header = Events.Tick(sequence).Record.Header;
        e.Record.Header.Kind = kind;
        e.Record.Header.Flags = 0;
        return e;
    }

    private static void Write(string folder)
    {
        using EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder));
        using OutboundLog log = OutboundLog.Open(journal);
        foreach (InboundEvent told in Told())
        {
            InboundEvent e = told;
            journal.Append(journal.NextSequence, ref e);
            if (journal.NextSequence % 6 == 0) journal.Commit();
        }
        journal.Commit();
        foreach (OutboundEvent said in Said())
        {
            OutboundEvent e = said;
            log.Append(ref e);
        }
        new SnapshotStore(folder).Save(7, [1, 2, 3]);
    }

    private static string[] Lines(string folder, JournalDumpOptions options) => Dump(folder, options).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Dump(string folder, JournalDumpOptions options)
    {
        using MemoryStream output = new();
        JournalDump.Write(folder, output, options);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static string PathOf(string version) => Path.Combine(AppContext.BaseDirectory, "Golden", version);

    private static void Keep(string folder, [CallerFilePath] string here = "")
    {
        foreach (string target in (string[])[Path.Combine(Path.GetDirectoryName(here)!, "Golden", Current), PathOf(Current)])
        {
            foreach (string path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
            {
                string name = Path.GetRelativePath(folder, path);
                if (name is "journal.lock") continue;
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(target, name))!);
                File.Copy(path, Path.Combine(target, name), overwrite: true);
            }
            File.WriteAllText(Path.Combine(target, "dump.jsonl"), Dump(folder, new JournalDumpOptions()));
        }
    }
}
