namespace Astra.Adapters.Recordings;

/// <summary>Source and output are one file: writing would destroy what is to be read. The message names it.</summary>
public sealed class SameFileException(string message) : IOException(message);
