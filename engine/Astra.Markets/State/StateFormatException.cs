namespace Astra.Markets;

/// <summary>Saved state that this build cannot read: cut short, or written by another layout. Remedy: replay the journal without the snapshot.</summary>
public sealed class StateFormatException(string message) : Exception(message);
