using Astra.Markets;

namespace Astra.Live;

/// <summary>An answer, whatever its status.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Unpacked; empty when there was none.</param>
/// <param name="ContentType">Media type without parameters, lower case; empty when not told.</param>
/// <param name="ServerTime">Header <c>Date</c>, whole seconds.</param>
/// <param name="ServerAhead">
/// How far the server's clock is ahead of this machine's (behind: negative), to about half a second: middle of the second told against the middle of the call.
/// </param>
public sealed record RestReply(int Status, byte[] Body, string ContentType, Timestamp? ServerTime, TimeSpan? ServerAhead)
{
    /// <summary>Header <c>Retry-After</c>, counted from the answer.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The vendor means: too many calls.</summary>
    public bool IsRateLimited { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>Status and size only: a body may hold tokens.</summary>
    public override string ToString() => $"HTTP {Status}, {Body.Length} bytes";
}
