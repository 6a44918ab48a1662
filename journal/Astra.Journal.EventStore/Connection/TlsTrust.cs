using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Astra.Journal.EventStore;

/// <summary>Whom to trust, and who we are, from the files that the connection string names; and why a certificate was refused.</summary>
internal sealed class TlsTrust
{
    private readonly EventStoreSettings _settings;
    private readonly X509Certificate2Collection? _authorities;
    private readonly X509Certificate2? _own;

    /// <exception cref="EventStoreException">BadOption: a file cannot be read as what it should be.</exception>
    public TlsTrust(EventStoreSettings settings)
    {
        _settings = settings;
        if (settings.TlsCaFile is { } authorities)
            _authorities = Load(authorities, "tlsCaFile", "certificates in PEM form", () =>
            {
                X509Certificate2Collection found = [];
                found.ImportFromPemFile(authorities);
                if (found.Count == 0) found.Add(X509CertificateLoader.LoadCertificateFromFile(authorities));
                return found;
            });
        if (settings is { UserCertFile: { } certificate, UserKeyFile: { } key })
            _own = Load(certificate, "userCertFile", $"a certificate in PEM form whose key is in {key}", () =>
            {
                // Through PKCS 12, since one platform takes no key that was never stored.
                using X509Certificate2 pair = X509Certificate2.CreateFromPemFile(certificate, key);
                return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
            });
    }

    /// <summary>What the system trusts, and nobody's own certificate.</summary>
    public static TlsTrust OfSystem() => new(new EventStoreSettings([]));

    /// <param name="refused">Is told why, when a certificate is refused.</param>
    /// <param name="lookOnly">Finishes the handshake nevertheless, for one who sends nothing behind it.</param>
    public SslClientAuthenticationOptions Options(string host, Action<string> refused, bool lookOnly = false)
    {
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = host,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
            {
                if (errors == SslPolicyErrors.None || !_settings.TlsVerifyCert) return true;
                refused(Explain(host, certificate as X509Certificate2, chain, errors));
                return lookOnly;
            },
        };
        if (_authorities is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(_authorities);
        }
        if (_own is not null) options.ClientCertificates = [_own];
        return options;
    }

    /// <summary>In words, with what to do about it.</summary>
    private string Explain(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) return "the node showed no certificate";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"the node's certificate is for {Names(certificate)}, not for {host}: dial a name that it holds, or give it one that does; in a cluster the name is the one that gossip advertises";
        X509ChainStatusFlags flags = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return string.Create(CultureInfo.InvariantCulture, $"the node's certificate is good from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC only, and this clock is outside of it, or its issuer's is over");
        // A signature that does not fit is that of another authority with the same name.
        if ((flags & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.NotSignatureValid)) != 0)
            return $"the node's certificate comes from {certificate.Issuer}, which {(_authorities is null ? "this machine does not trust: name the authority's file, tlsCaFile=/path/ca.crt" : $"is not in {_settings.TlsCaFile}")}";
        return $"the node's certificate is refused: {(flags == X509ChainStatusFlags.NoError ? errors.ToString() : flags.ToString())}";
    }

    /// <summary>Names and addresses that a certificate stands for.</summary>
    public static string Names(X509Certificate2 certificate)
    {
        List<string> names = [];
        foreach (X509SubjectAlternativeNameExtension extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
        {
            names.AddRange(extension.EnumerateDnsNames());
            names.AddRange(extension.EnumerateIPAddresses().Select(address => address.ToString()));
        }
        return names.Count == 0 ? certificate.Subject : string.Join(", ", names);
    }

    private static T Load<T>(string file, string key, string wanted, Func<T> load)
    {
        try
        {
            return load();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new EventStoreException(JournalErrorKind.BadOption, file, $"{key} cannot be read: {error.Message}", $"give {wanted}", error);
        }
    }
}
