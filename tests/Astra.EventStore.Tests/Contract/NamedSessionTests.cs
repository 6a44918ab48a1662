using Astra.Host;
using Astra.Journal;
using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests.Contract;

/// <summary>
/// What a test must not do to somebody's real server, killing its leader, is done by hand; whatever session was written meanwhile is then named here, read whole and replayed.
/// </summary>
public class NamedSessionTests(ITestOutputHelper output)
{
    private const string Variable = "ASTRA_ESDB_SESSION";

    private const string ByHand = """
        To see a real cluster lose its leader under load:
          1. astra shadow --generate seed=1 --rate 20000 --journal 'CONNECTION STRING'        (it names its session)
          2. meanwhile ask for the leader and kill its process:  curl -s http://NODE:2113/gossip ;  kill -9 PID
             repeat after the node has come back; also kill -9 the program and go on with --resume
          3. ASTRA_ESDB='CONNECTION STRING' ASTRA_ESDB_SESSION=yyyyMMdd-run  and run this test again
        It proves that the streams have no gap and no duplicate, and that the core says the same again.
        """;

    [Fact]
    public async Task A_session_that_is_named_has_no_gap_and_no_duplicate_and_says_the_same_again()
    {
        EventStoreSettings settings = RealServerContract.Settings;
        output.WriteLine(ByHand);
        string? text = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrWhiteSpace(text), $"NOT CHECKED: no leader was killed by hand. Set {Variable} to the session that was written meanwhile. {ByHand}");
        Assert.True(SessionName.TryParse(text!, out SessionName? name), $"{Variable}={text}: a session is named yyyyMMdd-run");
        await using EventStoreClient client = new(settings);
        JournalVerification found = await EventStoreVerifier.RunAsync(client, name, TestContext.Current.CancellationToken);
        Assert.True(found.Good, string.Join('\n', found.Findings));
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(client, name, TestContext.Current.CancellationToken);
        using EventStoreOutboundReader said = EventStoreOutboundReader.Open(client, name, TestContext.Current.CancellationToken);
        Assert.Equal(found.Events, reader.LastSequence - reader.FirstSequence + 1);
        ReplayReport replay = Replay.Run(reader, said, null, new ReplayOptions(), TestContext.Current.CancellationToken);
        Assert.True(replay.Identical, replay.FirstDifference?.ToString());
        output.WriteLine($"{found.Events} inbound and {found.OutboundEvents} outbound events in {found.Frames} frames; outbound hash {replay.OutboundHash:x16}, as it was said");
    }
}
