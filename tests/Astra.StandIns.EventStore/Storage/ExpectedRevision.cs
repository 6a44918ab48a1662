namespace Astra.StandIns.EventStore;

/// <summary>Expected revisions that are no numbers, as the server's trailers write them.</summary>
internal static class ExpectedRevision
{
    public const long NoStream = -1;
    public const long Any = -2;
    public const long StreamExists = -4;
}
