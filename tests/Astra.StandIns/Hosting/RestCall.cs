namespace Astra.StandIns;

/// <summary>A call that arrived.</summary>
/// <param name="Since">Since the server started, monotonic.</param>
/// <param name="Status">What was answered; 0 where the connection was cut instead.</param>
public sealed record RestCall(TimeSpan Since, DateTimeOffset At, string Method, string Path, int Status);
