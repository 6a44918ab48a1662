namespace Astra.Host;

/// <summary>The journal, its snapshots and its outbound log do not fit together; the message names the place and the remedy.</summary>
public sealed class RecoveryException(string message) : Exception(message);
