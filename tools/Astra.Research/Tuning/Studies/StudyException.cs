namespace Astra.Research.Tuning;

/// <summary>A study that cannot be opened, gone on with or told: the message names what and the remedy.</summary>
public sealed class StudyException(string message, Exception? inner = null) : Exception(message, inner);
