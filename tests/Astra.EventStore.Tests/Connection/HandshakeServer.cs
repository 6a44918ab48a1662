using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Astra.EventStore.Tests;

/// <summary>Shakes hands with a certificate of any name and time, and hangs up.</summary>
internal sealed class HandshakeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _authority, _server;

    public HandshakeServer(string name, DateTimeOffset from, DateTimeOffset to)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(from.AddDays(-1), to.AddYears(20));
        _server = Issue(name, from, to);
        Folder = Directory.CreateTempSubdirectory("astra-tls-").FullName;
        CaFile = Path.Combine(Folder, "ca.crt");
        File.WriteAllText(CaFile, _authority.ExportCertificatePem());
        using X509Certificate2 user = Issue("journal-user", from, to);
        File.WriteAllText(Path.Combine(Folder, "user.crt"), user.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Folder, "user.key"), user.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Task.Run(ServeAsync);
    }

    public string Folder { get; }

    public string CaFile { get; }

    public int Port { get; }

    /// <summary>Subject of the last client's certificate.</summary>
    public TaskCompletionSource<string?> Client { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose()
    {
        _listener.Dispose();
        _authority.Dispose();
        _server.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private X509Certificate2 Issue(string name, DateTimeOffset from, DateTimeOffset to)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=" + name, key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 signed = request.Create(_authority, from, to, RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await ShakeHandsAsync(client);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            Client.TrySetResult(null);
        }
    }

    private async Task ShakeHandsAsync(TcpClient client)
    {
        try
        {
            await using SslStream tls = new(client.GetStream(), false, (_, certificate, _, _) =>
            {
                Client.TrySetResult(certificate?.Subject);
                return certificate is null || certificate.Subject == "CN=journal-user";
            });
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _server, ClientCertificateRequired = true });
            _ = tls.ReadByte();
        }
        catch (Exception refused) when (refused is AuthenticationException or IOException)
        {
            // The client did not like what it saw.
            return;
        }
    }
}
