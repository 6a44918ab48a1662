using System.Net.WebSockets;
using System.Text;
using Astra.Core;
using Astra.Host;

namespace Astra.Live.Tests.Connections;

/// <summary>Ends of connections: closed, cut, mute, half-open, our own.</summary>
public sealed class StreamLossTests
{
    private static readonly byte[] Tick = "tick"u8.ToArray();

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1011)]
    [InlineData(4001)]
    public async Task A_close_of_any_code_leads_to_a_new_connection(int code)
    {
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            WebSocket socket = await StreamServer.OpenAsync(stream, head);
            await socket.SendAsync(Tick, WebSocketMessageType.Binary, true, server.Over);
            if (server.Accepted > 1) await server.StayAsync();
            await socket.CloseAsync((WebSocketCloseStatus)code, "good\nnight", server.Over);
        }).Start();
        await rig.ToldAsync("recovered");
        HealthEntry lost = await rig.ToldAsync("lost", FeedCause.ServerClosed);
        Assert.Contains($"({code}: good night)", lost.Words, StringComparison.Ordinal);
        Assert.Equal(["connected", "lost", "connected", "recovered"], rig.Health.Entries.Select(e => e.What));
        Assert.Equal(lost.Since, rig.Health.Entries[3].Since);
    }

    [Fact]
    public async Task A_cut_in_the_middle_of_a_message_drops_it_and_reconnects()
    {
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            await StreamServer.OpenRawAsync(stream, head);
            await stream.WriteAsync(StreamServer.Frame(2, true, "whole"u8), server.Over);
            if (server.Accepted > 1) await server.StayAsync();
            await stream.WriteAsync(StreamServer.Frame(2, true, "not whole"u8).AsMemory(0, 5), server.Over);
        }).Start();
        await rig.ToldAsync("lost", FeedCause.ConnectionLost);
        await rig.ToldAsync("recovered");
        Assert.Equal(["whole", "whole"], rig.Dialect.Messages);
    }

    [Fact]
    public async Task A_server_that_answers_heartbeats_but_sends_no_data_is_left()
    {
        await using StreamRig rig = new StreamRig(PongOnly, o => o with { SilenceLimit = _ => TimeSpan.FromSeconds(1) });
        rig.Dialect.Heartbeat = "ping";
        rig.Dialect.HeartbeatEvery = TimeSpan.FromMilliseconds(50);
        rig.Start();
        await rig.ToldAsync("silence");
        await rig.ToldAsync("lost", FeedCause.Silence);
        await rig.ToldAsync("connected", count: 2);
        Assert.Contains("pong", rig.Dialect.Messages);
        Assert.Equal(1, rig.Supervisor.Counts.Silences);
    }

    [Fact]
    public async Task A_server_that_neither_reads_nor_sends_is_noticed_by_what_cannot_be_sent()
    {
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            await StreamServer.OpenRawAsync(stream, head);
            await server.StayAsync();
        }, o => o with { SendTimeout = TimeSpan.FromMilliseconds(300), SilenceLimit = _ => TimeSpan.FromHours(1) });
        string much = new('x', 1 << 20);
        rig.Dialect.Opened = sender =>
        {
            for (int i = 0; i < 32; i++) sender.Send(much);
        };
        rig.Start();
        HealthEntry lost = await rig.ToldAsync("lost", FeedCause.ConnectionLost);
        Assert.Contains("nobody reads", lost.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stops_answering_heartbeats_is_left_also_when_no_data_is_expected()
    {
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            WebSocket socket = await StreamServer.OpenAsync(stream, head);
            byte[] buffer = new byte[64];
            for (int beats = 0; ; beats++)
            {
                await socket.ReceiveAsync(buffer.AsMemory(), server.Over);
                if (beats < 5) await socket.SendAsync("pong"u8.ToArray(), WebSocketMessageType.Text, true, server.Over);
            }
        }, o => o with { SilenceLimit = _ => TimeSpan.FromHours(1) });
        rig.Dialect.Heartbeat = "ping";
        rig.Dialect.HeartbeatEvery = TimeSpan.FromMilliseconds(100);
        rig.Start();
        HealthEntry lost = await rig.ToldAsync("lost", FeedCause.ConnectionLost);
        Assert.Contains("heartbeats without an answer", lost.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_go_out_in_order_with_the_distance_asked_for()
    {
        var read = new System.Collections.Concurrent.ConcurrentQueue<(string Text, long At)>();
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            WebSocket socket = await StreamServer.OpenAsync(stream, head);
            byte[] buffer = new byte[64];
            while (true)
            {
                ValueWebSocketReceiveResult got = await socket.ReceiveAsync(buffer.AsMemory(), server.Over);
                read.Enqueue((Encoding.ASCII.GetString(buffer, 0, got.Count), Environment.TickCount64));
            }
        });
        rig.Dialect.Opened = sender =>
        {
            for (int i = 0; i < 4; i++) sender.Send($"frame {i}", TimeSpan.FromMilliseconds(100));
        };
        rig.Start();
        await StreamRig.UntilAsync(() => read.Count == 4, "four frames");
        Assert.Equal(["frame 0", "frame 1", "frame 2", "frame 3"], read.Select(r => r.Text));
        // Three distances; what a busy reader adds to the first one may be missing at the end.
        Assert.True(read.Last().At - read.First().At >= 200, "the frames came in a burst");
    }

    [Fact]
    public async Task A_defect_in_the_dialect_stops_the_connection_and_names_its_type_only()
    {
        await using StreamRig rig = new StreamRig(SendTicks);
        rig.Dialect.Verdict = _ => throw new FormatException("the PIN is 1234");
        rig.Start();
        HealthEntry stopped = await rig.ToldAsync("stopped");
        await rig.EndedAsync();
        Assert.Contains("FormatException", stopped.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", stopped.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_engine_has_stopped_the_connection_ends_quietly()
    {
        await using StreamRig rig = new StreamRig(SendTicks);
        rig.Dialect.Verdict = _ => throw new EngineStoppedException("done");
        await rig.Start().EndedAsync();
        Assert.Equal(["connected"], rig.Health.Entries.Select(e => e.What));
    }

    [Fact]
    public async Task Stopping_closes_the_socket_and_says_nothing()
    {
        WebSocketCloseStatus? seen = null;
        StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            WebSocket socket = await StreamServer.OpenAsync(stream, head);
            await socket.SendAsync(Tick, WebSocketMessageType.Binary, true, server.Over);
            await socket.ReceiveAsync(new byte[64].AsMemory(), server.Over);
            seen = socket.CloseStatus;
        }).Start();
        await StreamRig.UntilAsync(() => !rig.Dialect.Messages.IsEmpty, "data");
        await rig.StopAsync();
        await StreamRig.UntilAsync(() => seen is not null, "the close frame");
        Assert.Equal(WebSocketCloseStatus.NormalClosure, seen);
        Assert.Equal(["connected"], rig.Health.Entries.Select(e => e.What));
        await rig.DisposeAsync();
    }

    [Fact]
    public async Task A_wish_to_reconnect_is_fulfilled_at_once()
    {
        await using StreamRig rig = new StreamRig(SendTicks).Start();
        await StreamRig.UntilAsync(() => !rig.Dialect.Messages.IsEmpty, "data");
        rig.Supervisor.Reconnect(FeedCause.RollOver, "the vendor's day begins");
        await rig.ToldAsync("recovered");
        Assert.Equal(FeedCause.RollOver, rig.Health.Entries.First(e => e.What == "lost").Cause);
        Assert.Equal(2, rig.Server.Accepted);
    }

    private static async Task SendTicks(StreamServer server, System.Net.Sockets.NetworkStream stream, string head)
    {
        WebSocket socket = await StreamServer.OpenAsync(stream, head);
        await socket.SendAsync(Tick, WebSocketMessageType.Binary, true, server.Over);
        await server.StayAsync();
    }

    private static async Task PongOnly(StreamServer server, System.Net.Sockets.NetworkStream stream, string head)
    {
        WebSocket socket = await StreamServer.OpenAsync(stream, head);
        byte[] buffer = new byte[64];
        while (true)
        {
            await socket.ReceiveAsync(buffer.AsMemory(), server.Over);
            await socket.SendAsync("pong"u8.ToArray(), WebSocketMessageType.Text, true, server.Over);
        }
    }
}
