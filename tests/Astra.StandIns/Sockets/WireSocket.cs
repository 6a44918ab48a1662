using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Astra.StandIns;

/// <summary>
/// The server's end of a WebSocket (RFC 6455), frame by frame. Its own, because a stand-in must be able to write what a proper server never would:
/// frames that end too early, messages in pieces, several in one write.
/// </summary>
internal sealed class WireSocket(Stream stream)
{
    private readonly byte[] _head = new byte[14];

    public Stream Stream => stream;

    /// <summary>Answers the handshake.</summary>
    public static async Task<WireSocket> AcceptAsync(HttpContext context)
    {
        IHttpUpgradeFeature upgrade = context.Features.Get<IHttpUpgradeFeature>()!;
        string key = context.Request.Headers.SecWebSocketKey.ToString();
#pragma warning disable CA5350 // RFC 6455 says SHA-1; it protects nothing here.
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.SecWebSocketAccept = accept;
        return new WireSocket(await upgrade.UpgradeAsync());
    }

    public static bool IsHandshake(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true && context.Request.Headers.SecWebSocketKey.Count == 1;

    /// <summary>Writes a frame's header. Returns its length, 10 at most.</summary>
    public static int Header(Span<byte> into, FrameKind kind, int length, bool final = true)
    {
        into[0] = (byte)((final ? 0x80 : 0) | (int)kind);
        if (length < 126)
        {
            into[1] = (byte)length;
            return 2;
        }

        if (length <= ushort.MaxValue)
        {
            into[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(into[2..], (ushort)length);
            return 4;
        }

        into[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(into[2..], (ulong)length);
        return 10;
    }

    /// <summary>The next frame of the client, or null when the connection ended.</summary>
    public async ValueTask<ClientFrame?> ReadAsync(CancellationToken stop)
    {
        if (await stream.ReadAtLeastAsync(_head.AsMemory(0, 2), 2, false, stop) < 2) return null;
        var kind = (FrameKind)(_head[0] & 0x0F);
        bool final = (_head[0] & 0x80) != 0, masked = (_head[1] & 0x80) != 0;
        long length = _head[1] & 0x7F;
        int more = length switch { 126 => 2, 127 => 8, _ => 0 };
        if (more > 0)
        {
            await stream.ReadExactlyAsync(_head.AsMemory(2, more), stop);
            length = more == 2 ? BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(2)) : (long)BinaryPrimitives.ReadUInt64BigEndian(_head.AsSpan(2));
        }

        if (!masked || length is < 0 or > 16 << 20) return null;
        byte[] mask = new byte[4], payload = new byte[length];
        await stream.ReadExactlyAsync(mask, stop);
        await stream.ReadExactlyAsync(payload, stop);
        for (int at = 0; at < payload.Length; at++) payload[at] ^= mask[at & 3];
        return new ClientFrame(kind, final, payload);
    }
}

/// <summary>RFC 6455 opcodes.</summary>
internal enum FrameKind
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

internal sealed record ClientFrame(FrameKind Kind, bool IsFinal, byte[] Payload);
