using Astra.Journal.EventStore;

namespace Astra.Cli;

/// <summary>What a probe found of a server, for machines. Times in milliseconds; what was not found out is null.</summary>
internal sealed record ServerFacts(
    string Place, bool Reachable, string? Problem, string? Node, string? Version, string? User, object? Tls, IReadOnlyList<object> Members, object? Clock,
    object? Write1KiB, object? Write64KiB, object? Read64KiB, long? AppendLimit, DateTimeOffset? LastScavenge)
{
    public static ServerFacts Of(EventStoreProbeResult r) => new(
        r.Target, r.Problem is null, r.Problem?.Message, r.Node?.ToString(), r.Server?.Version, r.User,
        r.Tls is { } tls ? new { tls.Protocol, tls.Subject, tls.Issuer, tls.NotAfter, tls.Problem } : null,
        [.. r.Members.Select(m => new { Address = m.Address.ToString(), m.State, m.IsAlive })],
        r.Clock is { } clock ? new { AheadMs = Millis(clock.Ahead), UncertaintyMs = Millis(clock.Uncertainty), clock.Source } : null,
        Of(r.SmallWrite), Of(r.LargeWrite), Of(r.Read), r.AppendLimit, r.LastScavenge);

    /// <summary>Advice; what stops a journal from being whole on this server is wrong.</summary>
    public static IEnumerable<DoctorFinding> Findings(EventStoreProbeResult r)
    {
        if (r.Problem is { } problem) yield return new(DoctorLevel.Wrong, problem.Message);
        foreach (string text in r.Advice) yield return new(IsGrave(text, r) ? DoctorLevel.Wrong : DoctorLevel.Advice, text);
    }

    private static bool IsGrave(string text, EventStoreProbeResult r) =>
        (r.AppendLimit is { } limit && text.Contains(FormattableString.Invariant($"{limit}"), StringComparison.Ordinal))
        || r.Members.Any(m => !m.IsAlive && text.Contains(m.Address.ToString(), StringComparison.Ordinal));

    private static object? Of(ProbeLatency? latency) => latency is null ? null : new
    {
        latency.Calls, P50 = Millis(latency.P50), P99 = Millis(latency.P99), Max = Millis(latency.Longest),
    };

    private static double Millis(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
