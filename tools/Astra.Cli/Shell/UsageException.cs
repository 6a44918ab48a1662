namespace Astra.Cli;

/// <summary>The caller asked for something that cannot be: the message names what and the remedy.</summary>
internal sealed class UsageException(string message) : Exception(message);
