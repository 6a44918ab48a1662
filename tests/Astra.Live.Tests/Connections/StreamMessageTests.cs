using System.Net.WebSockets;
using System.Text;
using Astra.Core;

namespace Astra.Live.Tests.Connections;

/// <summary>However a server cuts its messages, each arrives whole and once.</summary>
public sealed class StreamMessageTests
{
    private static readonly byte[] Packet = [.. Enumerable.Range(0, 379).Select(i => (byte)i)];

    [Fact]
    public async Task A_message_in_frames_of_one_byte_arrives_whole()
    {
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            WebSocket socket = await StreamServer.OpenAsync(stream, head);
            for (int i = 0; i < Packet.Length; i++)
                await socket.SendAsync(Packet.AsMemory(i, 1), WebSocketMessageType.Binary, i == Packet.Length - 1, server.Over);
            await server.StayAsync();
        }).Start();
        await StreamRig.UntilAsync(() => !rig.Dialect.Messages.IsEmpty, "the message");
        Assert.Equal(Encoding.Latin1.GetString(Packet), Assert.Single(rig.Dialect.Messages));
        Assert.Equal((1L, 379L, 1L), (rig.Supervisor.Counts.Messages, rig.Supervisor.Counts.Bytes, rig.Supervisor.Counts.Data));
    }

    [Fact]
    public async Task A_message_that_trickles_in_byte_by_byte_arrives_whole()
    {
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            await StreamServer.OpenRawAsync(stream, head);
            foreach (byte b in StreamServer.Frame(2, true, Packet))
            {
                await stream.WriteAsync(new[] { b }, server.Over);
                await stream.FlushAsync(server.Over);
            }
            await server.StayAsync();
        }).Start();
        await StreamRig.UntilAsync(() => !rig.Dialect.Messages.IsEmpty, "the message");
        Assert.Equal(Encoding.Latin1.GetString(Packet), Assert.Single(rig.Dialect.Messages));
    }

    [Fact]
    public async Task Several_messages_in_one_read_are_handed_over_one_by_one_empty_ones_too()
    {
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            await StreamServer.OpenRawAsync(stream, head);
            byte[] all =
            [
                .. StreamServer.Frame(2, true, "one"u8), .. StreamServer.Frame(2, true, []), .. StreamServer.Frame(1, true, "pong"u8),
                .. StreamServer.Frame(1, false, "tw"u8), .. StreamServer.Frame(0, true, "o"u8), .. StreamServer.Frame(2, true, Packet),
            ];
            await stream.WriteAsync(all, server.Over);
            await server.StayAsync();
        }).Start();
        await StreamRig.UntilAsync(() => rig.Dialect.Messages.Count >= 5, "five messages");
        Assert.Equal(["one", "", "pong", "two", Encoding.Latin1.GetString(Packet)], rig.Dialect.Messages);
    }

    [Fact]
    public async Task A_message_larger_than_a_segment_arrives_whole_and_one_too_large_ends_the_connection()
    {
        byte[] large = new byte[200_000];
        new Random(7).NextBytes(large);
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            WebSocket socket = await StreamServer.OpenAsync(stream, head);
            await socket.SendAsync(large, WebSocketMessageType.Binary, true, server.Over);
            await socket.SendAsync(new byte[large.Length + 1], WebSocketMessageType.Binary, true, server.Over);
            await server.StayAsync();
        }, o => o with { MaxMessageBytes = large.Length }).Start();
        HealthEntry lost = await rig.ToldAsync("lost", FeedCause.Rejections);
        Assert.Contains("200000", lost.Words, StringComparison.Ordinal);
        Assert.Equal(Encoding.Latin1.GetString(large), rig.Dialect.Messages.First());
        Assert.True(rig.Supervisor.Counts.Oversize >= 1);
        Assert.True(rig.Health.Count("oversize") >= 1);
    }

    [Fact]
    public async Task Twenty_rejections_in_a_row_end_the_connection_and_data_between_them_does_not_let_it_come_to_that()
    {
        await using StreamRig rig = new StreamRig(async (server, stream, head) =>
        {
            WebSocket socket = await StreamServer.OpenAsync(stream, head);
            foreach (string text in Enumerable.Repeat("bad", 19).Append("good").Concat(Enumerable.Repeat("bad", 19)).Append("pong").Append("bad"))
                await socket.SendAsync(Encoding.ASCII.GetBytes(text), WebSocketMessageType.Text, true, server.Over);
            await server.StayAsync();
        });
        rig.Dialect.Verdict = m => m == "bad" ? StreamVerdict.Rejected : m == "good" ? StreamVerdict.Data : StreamVerdict.Control;
        rig.Start();
        await rig.ToldAsync("lost", FeedCause.Rejections);
        // One connection took all 41: the 20th bad one after the good one ended it, whatever control frames came between.
        Assert.Equal(41, rig.Dialect.Messages.TakeWhile((_, i) => i < 41).Count());
        Assert.True(rig.Supervisor.Counts.Rejected >= 39);
    }
}
