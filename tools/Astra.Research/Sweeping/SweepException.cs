namespace Astra.Research;

/// <summary>A sweep that cannot be: the message names what was asked for and the remedy.</summary>
public sealed class SweepException(string message) : Exception(message);
