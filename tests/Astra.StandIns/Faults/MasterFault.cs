namespace Astra.StandIns;

/// <summary>What is wrong with the instrument master.</summary>
public enum MasterFault
{
    None,
    /// <summary>The text ends in the middle of a row, and the length given is that of the cut text.</summary>
    Truncated,
    /// <summary>The connection ends in the middle.</summary>
    Aborted,
    /// <summary>A page instead of a file.</summary>
    Html,
    /// <summary>No rows.</summary>
    Empty,
    /// <summary>The word <c>null</c> (Shoonya: an archive with an empty file).</summary>
    Null,
    /// <summary>Well formed, with a third of the rows.</summary>
    Shrunken,
}
