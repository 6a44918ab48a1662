using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;

namespace Astra.Journal.EventStore;

/// <summary>
/// Looks at a node below the protocol: a mismatch of TLS shows in a call only as a connection that broke. Nothing of the user is sent.
/// </summary>
internal static class TlsInspection
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    // What HTTP/2 begins with, and an empty frame of settings: a node without TLS answers with its own settings.
    private static readonly byte[] Preface = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 0, 4, 0, 0, 0, 0, 0];

    private const byte TlsAlert = 0x15, TlsHandshake = 0x16;

    /// <summary>The facts of a handshake, whether the certificate is trusted or not; null when there is none to be had.</summary>
    public static async Task<TlsFacts?> LookAsync(NodeAddress address, TlsTrust trust, TimeProvider time, TimeSpan limit, CancellationToken stop)
    {
        try
        {
            return await CallTimer.BoundAsync(time, limit, async token =>
            {
                using TcpClient tcp = new();
                await tcp.ConnectAsync(address.Host, address.Port, token).ConfigureAwait(false);
                string? problem = null;
                SslClientAuthenticationOptions options = trust.Options(address.Host, refused => problem = refused, lookOnly: true);
                options.ApplicationProtocols = [SslApplicationProtocol.Http2];
                using SslStream tls = new(tcp.GetStream());
                await tls.AuthenticateAsClientAsync(options, token).ConfigureAwait(false);
                if (tls.RemoteCertificate is not X509Certificate2 shown) return null;
                return new TlsFacts(tls.SslProtocol.ToString(), shown.Subject, shown.Issuer, TlsTrust.Names(shown), shown.NotBefore.ToUniversalTime(), shown.NotAfter.ToUniversalTime(), problem);
            }, stop).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException or IOException or AuthenticationException or RpcException)
        {
            // No TLS there, or nobody: both are for the caller to say.
            return null;
        }
    }

    /// <summary>Null when both sides agree about TLS, or nobody is there.</summary>
    public static async Task<(string Problem, string Remedy)?> MismatchAsync(
        NodeAddress address, EventStoreSettings settings, TimeProvider time, CancellationToken stop)
    {
        TimeSpan limit = settings.GossipTimeout < Longest ? settings.GossipTimeout : Longest;
        if (settings.Tls)
            return await SpeaksPlainAsync(address, time, limit, stop).ConfigureAwait(false)
                ? ($"{address} speaks without TLS, and the connection string asks for it (tls is true unless it says otherwise)", "add tls=false to the connection string, or give the server certificates")
                : null;
        return await LookAsync(address, TlsTrust.OfSystem(), time, limit, stop).ConfigureAwait(false) is not null
            ? ($"{address} speaks TLS only, and the connection string says tls=false", "remove tls=false from the connection string, and name the authority's file with tlsCaFile when it is a private one")
            : null;
    }

    private static async Task<bool> SpeaksPlainAsync(NodeAddress address, TimeProvider time, TimeSpan limit, CancellationToken stop)
    {
        try
        {
            return await CallTimer.BoundAsync(time, limit, async token =>
            {
                using TcpClient tcp = new();
                await tcp.ConnectAsync(address.Host, address.Port, token).ConfigureAwait(false);
                NetworkStream stream = tcp.GetStream();
                await stream.WriteAsync(Preface, token).ConfigureAwait(false);
                byte[] first = new byte[1];
                return await stream.ReadAsync(first, token).ConfigureAwait(false) == 1 && first[0] is not (TlsAlert or TlsHandshake);
            }, stop).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException or IOException or RpcException)
        {
            return false;
        }
    }
}
