using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests;

public class TlsTrustTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task A_certificate_that_is_right_is_no_problem()
    {
        using HandshakeServer server = new("localhost", Now.AddDays(-1), Now.AddDays(10));
        TlsFacts facts = await LookAsync(server, "tlsCaFile=" + server.CaFile);
        Assert.Null(facts.Problem);
        Assert.Equal(("CN=localhost", "CN=Test authority", "localhost"), (facts.Subject, facts.Issuer, facts.Names));
        Assert.InRange(facts.NotAfter, Now.AddDays(10).AddSeconds(-2), Now.AddDays(10).AddSeconds(2));
    }

    [Fact]
    public async Task Another_name_is_explained()
    {
        using HandshakeServer server = new("node1.example", Now.AddDays(-1), Now.AddDays(10));
        string? problem = (await LookAsync(server, "tlsCaFile=" + server.CaFile)).Problem;
        Assert.Contains("is for node1.example, not for localhost", problem, StringComparison.Ordinal);
        Assert.Contains("gossip advertises", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_over_is_explained()
    {
        using HandshakeServer server = new("localhost", Now.AddDays(-20), Now.AddDays(-10));
        string? problem = (await LookAsync(server, "tlsCaFile=" + server.CaFile)).Problem;
        Assert.Contains(FormattableString.Invariant($"to {Now.AddDays(-10):yyyy-MM-dd}"), problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_that_is_not_named_is_explained()
    {
        using HandshakeServer server = new("localhost", Now.AddDays(-1), Now.AddDays(10));
        string? problem = (await LookAsync(server, "tls=true")).Problem;
        Assert.Contains("comes from CN=Test authority, which this machine does not trust", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_s_own_certificate_is_shown()
    {
        using HandshakeServer server = new("localhost", Now.AddDays(-1), Now.AddDays(10));
        await LookAsync(server, $"tlsCaFile={server.CaFile}&userCertFile={server.Folder}/user.crt&userKeyFile={server.Folder}/user.key");
        Assert.Equal("CN=journal-user", await server.Client.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private static async Task<TlsFacts> LookAsync(HandshakeServer server, string options)
    {
        EventStoreSettings settings = EventStoreSettings.Parse($"esdb://localhost:{server.Port}?{options}", _ => null);
        TlsFacts? facts = await TlsInspection.LookAsync(settings.Seeds[0], new TlsTrust(settings), TimeProvider.System, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.NotNull(facts);
        return facts;
    }
}
