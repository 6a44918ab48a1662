namespace Astra.Journal.EventStore;

/// <summary>How the connection to a node is secured.</summary>
/// <param name="Protocol">Such as Tls13.</param>
/// <param name="Names">Names and addresses that the certificate stands for.</param>
/// <param name="Problem">Why the certificate is not trusted; null when it is.</param>
public sealed record TlsFacts(string Protocol, string Subject, string Issuer, string Names, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string? Problem);
