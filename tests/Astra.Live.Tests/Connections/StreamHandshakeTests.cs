using System.Net.WebSockets;
using Astra.Core;

namespace Astra.Live.Tests.Connections;

/// <summary>Refused, renewed, refused again; unreachable; stopped on the way.</summary>
public sealed class StreamHandshakeTests
{
    [Fact]
    public async Task A_refused_token_is_renewed_once_and_never_presented_again()
    {
        var presented = new System.Collections.Concurrent.ConcurrentQueue<string>();
        string token = "old";
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            string line = head.Split("\r\n").First(l => l.StartsWith("Authorization:", StringComparison.OrdinalIgnoreCase)).Split(':')[1].Trim();
            presented.Enqueue(line);
            if (line == "old")
            {
                await StreamServer.RefuseAsync(stream, 401, "x-error-message: Invalid Header - Invalid Auth token\r\n");
                return;
            }
            WebSocket socket = await StreamServer.OpenAsync(stream, head);
            await socket.SendAsync("tick"u8.ToArray(), WebSocketMessageType.Text, true, server.Over);
            await server.StayAsync();
        });
        HandshakeRefusal? told = null;
        rig.Dialect.Token = () => token;
        rig.Dialect.Renew = refusal =>
        {
            (told, token) = (refusal, "new");
            return true;
        };
        rig.Start();
        await rig.ToldAsync("recovered");
        Assert.Equal(["old", "new"], presented);
        Assert.Equal(new HandshakeRefusal(401, "Invalid Header - Invalid Auth token"), told);
        Assert.Equal(["lost", "connected", "recovered"], rig.Health.Entries.Select(e => e.What));
        Assert.Equal((FeedCause.Refused, TimeSpan.Zero), (rig.Health.Entries[0].Cause, rig.Health.Entries[0].Next));
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task Refused_again_or_not_renewed_it_gives_up_and_tries_no_more(bool renewed, int attempts)
    {
        await using StreamRig rig = new StreamRig((_, stream, _) => StreamServer.RefuseAsync(stream, 403));
        rig.Dialect.Renew = _ => renewed;
        rig.Start();
        HealthEntry stopped = await rig.ToldAsync("stopped");
        await rig.EndedAsync();
        Assert.Equal(FeedCause.Refused, stopped.Cause);
        Assert.Equal(attempts, rig.Server.Accepted);
    }

    [Fact]
    public async Task A_session_refused_in_a_frame_is_renewed_once_too()
    {
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            WebSocket socket = await StreamServer.OpenAsync(stream, head);
            await socket.SendAsync("refused"u8.ToArray(), WebSocketMessageType.Text, true, server.Over);
            await server.StayAsync();
        });
        int renewals = 0;
        rig.Dialect.Verdict = _ => StreamVerdict.Refused;
        rig.Dialect.Renew = _ => ++renewals > 0;
        rig.Start();
        await rig.ToldAsync("stopped", FeedCause.Refused);
        Assert.Equal((1, 2), (renewals, rig.Server.Accepted));
    }

    [Fact]
    public async Task A_renewal_that_cannot_be_had_now_is_sought_again_before_the_next_attempt()
    {
        await using StreamRig rig = new StreamRig((server, stream, head) => server.Accepted == 1 ? StreamServer.RefuseAsync(stream, 401) : StayOpen(server, stream, head));
        int asked = 0;
        rig.Dialect.Renew = _ => ++asked < 3 ? throw new VendorException("the login host is away") : true;
        rig.Start();
        await rig.ToldAsync("connected");
        Assert.Equal((3, 2), (asked, rig.Server.Accepted));
        Assert.Contains(rig.Health.Entries, e => e.Words.Contains("login host", StringComparison.Ordinal) && e.Cause == FeedCause.Unreachable && e.Next > TimeSpan.Zero);
    }

    [Fact]
    public async Task Too_many_connections_is_no_refusal_of_the_session()
    {
        await using StreamRig rig = new StreamRig((server, stream, head) => server.Accepted switch
        {
            1 => StreamServer.RefuseAsync(stream, 429),
            2 => StreamServer.RefuseAsync(stream, 403, "x-error-message: Access denied because of exceeding access rate\r\n"),
            _ => StayOpen(server, stream, head),
        }).Start();
        await rig.ToldAsync("connected");
        HealthEntry[] lost = [.. rig.Health.Entries.Where(e => e.What == "lost")];
        Assert.Equal([FeedCause.RateLimited, FeedCause.RateLimited], lost.Select(e => e.Cause));
        Assert.All(lost, e => Assert.InRange(e.Next, StreamRig.Quick.Cap / 2, StreamRig.Quick.Cap));
        Assert.Equal(0, rig.Supervisor.Counts.Renewals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_with_a_line_break_stops_it_and_is_not_shown(bool tail)
    {
        await using StreamRig rig = new StreamRig((_, stream, _) => StreamServer.RefuseAsync(stream, 500));
        rig.Dialect.Token = () => tail ? "very-secret\r\n" : "very\nsecret";
        rig.Start();
        HealthEntry stopped = await rig.ToldAsync("stopped");
        Assert.DoesNotContain("very", stopped.Words, StringComparison.Ordinal);
        Assert.Equal(0, rig.Server.Accepted);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_the_handshake_is_given_up_in_time_and_sought_again()
    {
        await using StreamRig rig = new StreamRig((server, _, _) => server.StayAsync(), o => o with { ConnectTimeout = TimeSpan.FromMilliseconds(50) }).Start();
        HealthEntry lost = await rig.ToldAsync("lost", FeedCause.Unreachable, 2);
        Assert.Contains("no handshake within 0.1 s", lost.Words.Replace("0.05", "0.1", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(2, lost.Attempt);
    }

    [Fact]
    public async Task Nobody_there_is_unreachable()
    {
        await using StreamRig rig = new StreamRig((_, _, _) => Task.CompletedTask);
        await rig.Server.DisposeAsync();
        rig.Start();
        HealthEntry lost = await rig.ToldAsync("lost", FeedCause.Unreachable, 3);
        Assert.Contains("ConnectionRefused", lost.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_while_it_connects_ends_it_at_once_and_says_nothing()
    {
        StreamRig rig = new StreamRig((server, _, _) => server.StayAsync()).Start();
        await StreamRig.UntilAsync(() => rig.Server.Accepted == 1, "the attempt");
        await rig.DisposeAsync();
        Assert.Empty(rig.Health.Entries);
    }

    private static async Task StayOpen(StreamServer server, System.Net.Sockets.NetworkStream stream, string head)
    {
        await StreamServer.OpenAsync(stream, head);
        await server.StayAsync();
    }
}
