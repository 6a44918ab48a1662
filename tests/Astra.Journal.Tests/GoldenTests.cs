using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Astra.Core;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Journal.Tests;

/// <summary>
/// Journals that earlier versions wrote, kept beside the tests. They must stay readable for ever; the newest must also be what this version
/// writes. To take over a wanted change of what is not released yet: <c>ASTRA_UPDATE_EXPECTED=1 ./run.sh test</c>; after a release, add a folder instead.
/// </summary>
public class GoldenTests
{
    private const string Current = "v4";

    static GoldenTests()
    {
        if (Environment.GetEnvironmentVariable("ASTRA_UPDATE_EXPECTED") != "1") return;
        using TempFolder folder = new();
        Write(folder.Journal);
        Keep(folder.Journal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_journal_that_a_version_wrote_is_read_event_by_event(int version)
    {
        using TempFolder folder = new();
        string journal = Journals.Copy(PathOf($"v{version}"), folder);
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(journal);
        InboundEvent e = default;
        foreach (InboundEvent expected in Told(version))
        {
            InboundEvent copy = expected;
            Assert.True(reader.TryRead(ref e, out long sequence));
            Assert.True(Events.Same(ref copy, ref e), $"event {sequence} reads differently");
        }
        Assert.False(reader.TryRead(ref e, out _));
        AssertTells(File.ReadAllLines(Path.Combine(journal, "dump.jsonl")), Lines(journal, new JournalDumpOptions()));
        Assert.Empty(JournalVerifier.Run(journal).Findings);
        Assert.True(new SnapshotStore(journal).TryLoad(long.MaxValue, out long at, out byte[]? state));
        Assert.Equal((7L, 3), (at, state.Length));
    }

    [Fact]
    public void This_version_writes_the_same_bytes()
    {
        using TempFolder folder = new();
        Write(folder.Journal);
        string golden = PathOf(Current);
        Assert.Equal(File.ReadAllLines(Path.Combine(golden, "dump.jsonl")), Lines(folder.Journal, new JournalDumpOptions()));
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

    /// <summary>Every line of a dump still says what it said: later versions may add fields, never change one.</summary>
    private static void AssertTells(string[] then, string[] now)
    {
        Assert.Equal(then.Length, now.Length);
        foreach ((string before, string after) in then.Zip(now))
        {
            using JsonDocument old = JsonDocument.Parse(before), read = JsonDocument.Parse(after);
            AssertSays(old.RootElement, read.RootElement);
        }
    }

    private static void AssertSays(JsonElement then, JsonElement now)
    {
        foreach (JsonProperty field in then.EnumerateObject())
        {
            JsonElement value = now.GetProperty(field.Name);
            if (field.Value.ValueKind == JsonValueKind.Object) AssertSays(field.Value, value);
            else Assert.Equal(field.Value.GetRawText(), value.GetRawText());
        }
    }

    /// <summary>Every inbound kind that a version knew, the fixed ones with a body of counted bytes, payloads as it knew them.</summary>
    private static IEnumerable<InboundEvent> Told(int version)
    {
        EngineSettings settings = Events.Settings();
        Instrument nifty = Events.Nifty;
        Plan plan = Events.MacdPlan;
        if (version < 3)
        {
            Plan defaults = new() { Id = 0, Instrument = 0, Algorithm = "", IntervalMinutes = 0, Source = "", Reason = "" };
            plan = plan with
            {
                ChartSize = 0, Peers = [], Sides = PlanSides.Both, Sizing = PlanSizing.Risk, Quantity = 0, MaxInventory = defaults.MaxInventory,
            };
        }
        if (version == 1)
        {
            GhostSettings defaults = new();
            GhostSettings ghost = settings.Ghost with
            {
                MaxOrdersPerDecision = defaults.MaxOrdersPerDecision, ProtectionBasisPoints = defaults.ProtectionBasisPoints,
            };
            settings = settings with { Ghost = ghost, NoteRules = "", DepositoryCharges = "", MarginRates = "", CapitalRules = "" };
            nifty = new Instrument(
                nifty.Id, nifty.Symbol, nifty.Segment, nifty.Kind, nifty.TickSize, nifty.LotSize, nifty.Multiplier, nifty.FreezeQuantity, nifty.Expiry)
            {
                IndexTradedAsFuture = true,
            };
            plan = plan with { Product = Product.Intraday };
        }
        yield return Events.WithPayload(InboundKind.Configure, settings, Events.TimeOf(0));
        yield return Events.WithPayload(InboundKind.Instrument, nifty, Events.TimeOf(1));
        yield return Events.WithPayload(InboundKind.Plan, plan, Events.TimeOf(2));
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
        if (version == 1) yield break;
        InboundEvent price = Of(InboundKind.SettlementPrice, 11);
        price.Record.Settlement = new SettlementPrice { Price = new Price(245_017_500), Day = 20_717 };
        yield return price;
        InboundEvent auction = Of(InboundKind.AuctionSession, 12);
        auction.Record.Session = new SessionChange
        {
            Segment = Segment.NseEquity, Phase = SessionPhase.Amended, Day = 20_717,
            Open = Events.TimeOf(8), Close = Events.TimeOf(9_000), SquareOff = Events.TimeOf(8_000),
            AuctionClose = Events.TimeOf(8_500), AuctionSquareOff = Events.TimeOf(7_500),
        };
        yield return auction;
        if (version == 2) yield break;
        InboundEvent score = Of(InboundKind.Score, 13);
        score.Record.Score = new ScoreUpdate { ValueThousandths = -650, ConfidenceThousandths = 800, HalfLifeSeconds = 1_800 };
        yield return score;
        InboundEvent regime = Of(InboundKind.Regime, 14);
        regime.Record.Regime = new RegimeUpdate { Regimes = MarketRegimes.TrendingDown | MarketRegimes.Volatile };
        yield return regime;
        if (version == 3) yield break;
        InboundEvent feed = Of(InboundKind.Feed, 15);
        feed.Record.Header.Instrument = -1;
        feed.Record.Feed = new FeedChange
        {
            State = FeedState.Reconnecting, Cause = FeedCause.Silence, Feed = 1, Connection = 2, Detail = 3, Since = Events.TimeOf(14), Value = 5_000_000_000,
        };
        yield return feed;
        InboundEvent missed = Of(InboundKind.Backfill, 16);
        missed.Record.Bar = bar.Record.Bar with { IntervalMinutes = 1, Volume = 75 };
        yield return missed;
        InboundEvent warm = Of(InboundKind.WarmUp, 17);
        warm.Record.Bar = bar.Record.Bar with { Volume = 150, OpenInterest = 7 };
        yield return warm;
    }

    /// <summary>Every outbound kind, its body filled with counted bytes.</summary>
    private static IEnumerable<OutboundEvent> Said()
    {
        for (int kind = 1; kind < Enum.GetValues<OutboundKind>().Length; kind++)
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
        foreach (InboundEvent told in Told(int.Parse(Current[1..], CultureInfo.InvariantCulture)))
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
