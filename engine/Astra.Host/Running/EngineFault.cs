namespace Astra.Host;

/// <summary>What stopped the engine.</summary>
/// <param name="Thread">The handler that failed: <c>journal</c>, <c>core</c>, <c>publisher</c> or <c>snapshots</c>.</param>
/// <param name="Sequence">Sequence that it was working on: inbound, or outbound for the publisher.</param>
public sealed record EngineFault(string Thread, long Sequence, Exception Exception)
{
    public override string ToString() => $"the {Thread} thread failed at sequence {Sequence}: {Exception.Message}";
}
