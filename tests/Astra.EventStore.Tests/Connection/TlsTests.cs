using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests;

public class TlsTests
{
    private const string Secret = "s3cr3t-word", Quick = "&maxDiscoverAttempts=2&discoveryInterval=1&connectionName=tls-test";
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task A_private_authority_and_a_user_are_enough()
    {
        await using EventStoreStandIn server = await SecureAsync();
        await using EventStoreClient client = Client(server.ConnectionString + Quick);
        await client.AppendAsync("s", -1, [Proposed.New(1)], Never);
        Assert.Equal(0, (await client.ReadLastAsync("s", Never))?.Revision);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_seed_s_name_is_asked_at_all_its_addresses(string host)
    {
        await using EventStoreStandIn server = await SecureAsync();
        await using EventStoreClient client = Client($"esdb+discover://admin:{Secret}@{host}:{server.Port}?tlsCaFile={server.CaFile}{Quick}");
        // Gossip advertises 127.0.0.1, which the certificate names too.
        Assert.Equal(new NodeAddress("127.0.0.1", server.Port), (await client.LeaderAsync(Never)).Address);
    }

    [Fact]
    public async Task An_authority_that_nobody_knows_is_refused_with_the_remedy()
    {
        await using EventStoreStandIn server = await SecureAsync();
        string message = await FailsAsync($"esdb://admin:{Secret}@localhost:{server.Port}?tls=true{Quick}");
        Assert.Contains("CN=Astra stand-in authority", message, StringComparison.Ordinal);
        Assert.Contains("tlsCaFile=", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_private_authority_does_not_do()
    {
        await using EventStoreStandIn server = await SecureAsync();
        await using EventStoreStandIn other = await SecureAsync();
        string message = await FailsAsync($"esdb://admin:{Secret}@localhost:{server.Port}?tlsCaFile={other.CaFile}{Quick}");
        Assert.Contains($"is not in {other.CaFile}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_check_any_certificate_is_taken()
    {
        await using EventStoreStandIn server = await SecureAsync();
        await using EventStoreClient client = Client($"esdb://admin:{Secret}@localhost:{server.Port}?tlsVerifyCert=false{Quick}");
        Assert.Equal(server.Port, (await client.LeaderAsync(Never)).Address.Port);
    }

    [Fact]
    public async Task A_string_with_TLS_and_a_node_without_say_which_is_which()
    {
        await using EventStoreStandIn server = await EventStoreStandIn.StartAsync();
        string message = await FailsAsync($"esdb://admin:{Secret}@localhost:{server.Port}?tls=true{Quick}");
        Assert.Contains($"localhost:{server.Port} speaks without TLS", message, StringComparison.Ordinal);
        Assert.Contains("add tls=false", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_string_without_TLS_and_a_node_with_it_say_which_is_which()
    {
        await using EventStoreStandIn server = await SecureAsync();
        string message = await FailsAsync($"esdb://admin:{Secret}@localhost:{server.Port}?tls=false{Quick}");
        Assert.Contains($"localhost:{server.Port} speaks TLS only", message, StringComparison.Ordinal);
        Assert.Contains("remove tls=false", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_at_once()
    {
        await using EventStoreStandIn server = await SecureAsync();
        await using EventStoreClient client = Client($"esdb://admin:wrong-{Secret}@localhost:{server.Port}?tlsCaFile={server.CaFile}");
        EventStoreException error = await Assert.ThrowsAsync<EventStoreException>(() => client.AppendAsync("s", -1, [Proposed.New(1)], Never));
        Assert.Equal(JournalErrorKind.AccessDenied, error.Kind);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("password", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_told_to_become_somebody()
    {
        await using EventStoreStandIn server = await SecureAsync();
        await using EventStoreClient client = Client($"esdb://localhost:{server.Port}?tlsCaFile={server.CaFile}");
        EventStoreException error = await Assert.ThrowsAsync<EventStoreException>(() => client.ReadLastAsync("s", Never));
        Assert.Equal(JournalErrorKind.AccessDenied, error.Kind);
        Assert.Contains(ConnectionString.UserVariable, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_not_there_are_named()
    {
        foreach (string files in new[] { "tlsCaFile=absent.pem", "userCertFile=absent.crt&userKeyFile=absent.key" })
        {
            await using EventStoreClient client = Client("esdb://localhost:1?" + files + Quick);
            EventStoreException error = await Assert.ThrowsAsync<EventStoreException>(async () => await client.LeaderAsync(Never));
            Assert.Equal(JournalErrorKind.BadOption, error.Kind);
            Assert.StartsWith("absent.", error.Path, StringComparison.Ordinal);
        }
    }

    private static Task<EventStoreStandIn> SecureAsync() =>
        EventStoreStandIn.StartAsync(new EventStoreStandInOptions { Tls = true, Users = new Dictionary<string, string> { ["admin"] = Secret } });

    private static EventStoreClient Client(string connection) => new(EventStoreSettings.Parse(connection, _ => null));

    private static async Task<string> FailsAsync(string connection)
    {
        await using EventStoreClient client = Client(connection);
        EventStoreException error = await Assert.ThrowsAsync<EventStoreException>(async () => await client.LeaderAsync(Never));
        Assert.Equal(JournalErrorKind.Unavailable, error.Kind);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        return error.Message;
    }
}
