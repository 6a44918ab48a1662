namespace Astra.Live;

/// <summary>One request to a vendor. Its headers, body and query never appear in a message.</summary>
public sealed record RestCall(HttpMethod Method, Uri Address)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Sent as UTF-8, as it is; null for none.</summary>
    public string? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Asked before every try, and told when the server refuses one for its rate.</summary>
    public RollingLimiter? Limiter { get; init; }

    /// <summary>True when sending it twice does no harm: only then it is tried again.</summary>
    public bool Idempotent { get; init; }

    /// <summary>Whether an answer means "too many calls" (429 always does).</summary>
    public Func<RestReply, bool>? IsRateLimited { get; init; }

    /// <summary>For one try, from sending to the last byte of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A longer answer, after unpacking, is an error.</summary>
    public int MaxBytes { get; init; } = 64 << 20;

    /// <summary>Without query, headers and body: none of them is for people's eyes.</summary>
    public override string ToString() => $"{Method} {Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}";
}
