using Astra.Live;

namespace Astra.Adapters.AngelOne;

/// <summary>One REST call with the vendor's headers; what its answer means is for the caller.</summary>
internal sealed class AngelRest(RestClient client, AngelOneOptions options, Secret apiKey, AngelLimits limits)
{
    private readonly KeyValuePair<string, string>[] _headers = Headers(options);

    public AngelLimits Limits => limits;

    public TimeSpan? ServerAhead => client.ServerAhead;

    /// <param name="tokens">Null before the login.</param>
    /// <param name="idempotent">False: one try, whatever happens.</param>
    /// <exception cref="VendorException">No answer at all; not final.</exception>
    public async Task<AngelReply> SendAsync(
        HttpMethod method, string path, string? body, AngelTokens? tokens, RollingLimiter limiter, bool idempotent, CancellationToken stop)
    {
        var headers = new List<KeyValuePair<string, string>>(_headers) { new("X-PrivateKey", apiKey.Reveal()) };
        if (tokens is not null) headers.Add(new("Authorization", "Bearer " + tokens.Jwt.Reveal()));
        RestReply reply = await client.SendAsync(
            new RestCall(method, options.Call(path))
            {
                Headers = headers,
                Body = body,
                Limiter = limiter,
                Idempotent = idempotent,
                IsRateLimited = AngelReply.IsRateLimited,
            },
            stop).ConfigureAwait(false);
        return AngelReply.Read(reply);
    }

    private static KeyValuePair<string, string>[] Headers(AngelOneOptions options)
    {
        (string local, string mac) = MachineAddress.Find();
        local = options.LocalAddress ?? local;
        return
        [
            new("Accept", "application/json"),
            new("X-UserType", "USER"),
            new("X-SourceID", "WEB"),
            new("X-ClientLocalIP", local),
            new("X-ClientPublicIP", options.PublicAddress ?? local),
            new("X-MACAddress", options.MacAddress ?? mac),
        ];
    }
}
