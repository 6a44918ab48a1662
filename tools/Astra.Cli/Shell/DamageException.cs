namespace Astra.Cli;

/// <summary>What was asked for is there and damaged: the answer is no.</summary>
internal sealed class DamageException(string message) : Exception(message);
