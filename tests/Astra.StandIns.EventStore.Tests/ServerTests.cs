using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore.Tests;

/// <summary>The server around the streams: TLS, users, features, restarts, its file, and what a test may do to what is stored.</summary>
public class ServerTests
{
    [Fact]
    public async Task A_restart_keeps_port_and_events()
    {
        await using EventStoreStandIn standIn = await EventStoreStandIn.StartAsync();
        int port = standIn.Port;
        using (TestClient client = new(port)) await client.OneAsync("s", TestClient.NoStream, Guid.NewGuid());
        await standIn.KillAsync();
        Assert.False(standIn.IsRunning);
        using (TestClient nobody = new(port))
            Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => nobody.RevisionsAsync("s"))).StatusCode);
        await standIn.RestartAsync();
        Assert.Equal(port, standIn.Port);
        using TestClient again = new(port);
        Assert.Equal((long[])[0], await again.RevisionsAsync("s"));
    }

    [Fact]
    public async Task A_kill_stores_as_many_of_those_in_flight_as_is_wanted()
    {
        await using EventStoreStandIn standIn = await EventStoreStandIn.StartAsync(
            new EventStoreStandInOptions { CommitDelay = CommitDelay.Constant(TimeSpan.FromMinutes(1)), CommitTimeoutMs = 60_000 });
        using TestClient client = new(standIn.Port);
        using BatchClient batch = new(client);
        await batch.SendRunAsync("s", 8);
        while (standIn.Counts.Appends < 8) await Task.Delay(5, TestContext.Current.CancellationToken);
        await standIn.KillAsync(storedInFlight: 3);
        await batch.FaultAsync();
        Assert.Equal(3, standIn.Store.Read("s").Count);
    }

    [Fact]
    public async Task A_slow_flush_answers_a_timeout_and_stores_all_the_same()
    {
        await using EventStoreStandIn standIn = await EventStoreStandIn.StartAsync(
            new EventStoreStandInOptions { CommitDelay = CommitDelay.Constant(TimeSpan.FromMilliseconds(600)), CommitTimeoutMs = 150 });
        using TestClient client = new(standIn.Port);
        using BatchClient batch = new(client);
        await batch.SendRunAsync("s", 1);
        Assert.Equal((int)StatusCode.DeadlineExceeded, (await batch.NextAsync()).Error.Code);
        Task change = standIn.Store.NextChange();
        if (standIn.Store.Read("s").Count == 0) await change.WaitAsync(BatchClient.Patience, TestContext.Current.CancellationToken);
        Assert.Single(standIn.Store.Read("s"));
    }

    [Fact]
    public async Task The_file_brings_everything_back_and_what_is_half_written_is_cut_off()
    {
        string folder = Directory.CreateTempSubdirectory("astra-stand-in").FullName;
        EventStoreStandInOptions options = new() { DataFile = Path.Combine(folder, "store") };
        Guid id = Guid.NewGuid();
        await using (EventStoreStandIn first = await EventStoreStandIn.StartAsync(options))
        {
            using TestClient client = new(first.Port);
            await client.AppendAsync("s", TestClient.NoStream, (id, TestClient.Bytes(1000)), (Guid.NewGuid(), []));
            await client.SetMetadataAsync("s", """{"$tb":1}""");
            await client.OneAsync("gone", TestClient.NoStream, Guid.NewGuid());
            await client.TombstoneAsync("gone");
            Assert.Equal(TestClient.Bytes(1000), first.Store.Read("s")[0].Data.ToArray());
        }
        File.AppendAllBytes(options.DataFile, TestClient.Bytes(50));
        await using (EventStoreStandIn second = await EventStoreStandIn.StartAsync(options))
        {
            using TestClient client = new(second.Port);
            Assert.Equal((long[])[1], await client.RevisionsAsync("s"));
            StandInEvent stored = second.Store.Read("s")[0];
            Assert.Equal((id, "t", 0L), (stored.Id, stored.Type, stored.Revision));
            Assert.Equal(TestClient.Bytes(1000), stored.Data.ToArray());
            Assert.Equal(2, await client.OneAsync("s", 1, Guid.NewGuid()));
            await Assert.ThrowsAsync<RpcException>(() => client.RevisionsAsync("gone"));
        }
        await using (EventStoreStandIn third = await EventStoreStandIn.StartAsync(options)) Assert.Equal(3, third.Store.Read("s").Count);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task With_tls_the_authority_vouches_for_the_server()
    {
        await using EventStoreStandIn standIn = await EventStoreStandIn.StartAsync(new EventStoreStandInOptions { Tls = true });
        Assert.Equal($"esdb://127.0.0.1:{standIn.Port}?tls=true&tlsCaFile={standIn.CaFile}", standIn.ConnectionString);
        using X509Certificate2 authority = X509CertificateLoader.LoadCertificateFromFile(standIn.CaFile!);
        using SocketsHttpHandler handler = new();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            using X509Chain chain = new();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            return !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && chain.Build((X509Certificate2)certificate!);
        };
        using TestClient client = new(standIn.Port, handler: handler);
        Assert.Equal(0, await client.OneAsync("s", TestClient.NoStream, Guid.NewGuid()));
        using TestClient plain = new(standIn.Port);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => plain.RevisionsAsync("s"))).StatusCode);
    }

    [Fact]
    public async Task With_users_nobody_else_comes_in_and_gossip_stays_open()
    {
        await using EventStoreStandIn standIn = await EventStoreStandIn.StartAsync(
            new EventStoreStandInOptions { Users = new Dictionary<string, string> { ["admin"] = "changeit", ["writer"] = "pa ss:word" } });
        Assert.StartsWith("esdb://admin:changeit@127.0.0.1:", standIn.ConnectionString, StringComparison.Ordinal);
        using TestClient nobody = new(standIn.Port), wrong = new(standIn.Port, "admin:other"), writer = new(standIn.Port, "writer:pa ss:word");
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => nobody.RevisionsAsync("s"))).StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => wrong.RevisionsAsync("s"))).StatusCode);
        Assert.Equal(0, await writer.OneAsync("s", TestClient.NoStream, Guid.NewGuid()));
        using BatchClient batch = new(nobody);
        await batch.SendRunAsync("s", 1, after: 0);
        Assert.Equal((int)StatusCode.PermissionDenied, (await batch.NextAsync()).Error.Code);
        using BatchClient refused = new(wrong);
        await refused.SendRunAsync("s", 1, after: 0);
        Assert.Equal(StatusCode.Unauthenticated, (await refused.FaultAsync()).StatusCode);
        Assert.Single((await new Wire.Gossip.GossipClient(nobody.Channel).ReadAsync(new Wire.Empty(), cancellationToken: TestContext.Current.CancellationToken)).Members);
        Wire.Operations.OperationsClient operations = new(writer.Channel);
        Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(async () =>
            await operations.StartScavengeAsync(new Wire.StartScavengeReq(), writer.Headers, cancellationToken: TestContext.Current.CancellationToken))).StatusCode);
    }

    [Fact]
    public async Task The_features_name_the_relative_deadline()
    {
        await using EventStoreStandIn standIn = await EventStoreStandIn.StartAsync(new EventStoreStandInOptions { ServerVersion = "25.0.1" });
        using TestClient client = new(standIn.Port);
        Wire.SupportedMethods answer = await new Wire.ServerFeatures.ServerFeaturesClient(client.Channel)
            .GetSupportedMethodsAsync(new Wire.Empty(), cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("25.0.1", answer.EventStoreServerVersion);
        Assert.Contains(answer.Methods, method =>
            method is { MethodName: "batchappend", ServiceName: "event_store.client.streams.streams" } && method.Features.Contains("deadline_duration"));
    }

    [Fact]
    public async Task Stored_events_can_be_damaged()
    {
        await using EventStoreStandIn standIn = await EventStoreStandIn.StartAsync();
        StoredStreams store = standIn.Store;
        for (byte i = 0; i < 5; i++) store.Append("s", "t", new byte[] { i, 10 });
        store.FlipByte("s", 1, -1);
        store.Drop("s", 2);
        store.Replace("s", 3, new byte[] { 99 });
        store.DropLast("s", 1);
        using TestClient client = new(standIn.Port);
        Assert.Equal((long[])[0, 1, 3], await client.RevisionsAsync("s"));
        Assert.Equal([1, 11], store.Read("s")[1].Data.ToArray());
        Assert.Equal([99], store.Read("s")[2].Data.ToArray());
        Assert.Equal(4, await client.OneAsync("s", 3, Guid.NewGuid()));
        store.Delete("s");
        Assert.Empty(await client.RevisionsAsync("s"));
        Assert.Throws<ArgumentException>(() => store.FlipByte("s", 2, 0));
        Assert.Equal(["s", "$$s"], store.Names);
    }

    [Fact]
    public void A_log_normal_delay_has_the_median_and_the_tail_that_were_asked_for()
    {
        CommitDelay delay = CommitDelay.LogNormal(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(12));
        double[] drawn = [.. Enumerable.Range(0, 20_000).Select(_ => delay.Next().TotalMilliseconds).Order()];
        Assert.InRange(drawn[10_000], 1.8, 2.2);
        Assert.InRange(drawn[19_800], 10, 14.5);
    }
}
