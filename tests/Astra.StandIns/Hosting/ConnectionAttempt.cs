namespace Astra.StandIns;

/// <summary>A handshake that arrived.</summary>
/// <param name="Since">Since the server started, monotonic: distances between attempts show the client's backoff.</param>
/// <param name="Status">101 when let in.</param>
/// <param name="Reason">Of a refusal.</param>
public sealed record ConnectionAttempt(TimeSpan Since, DateTimeOffset At, string Path, int Status, string Reason);
