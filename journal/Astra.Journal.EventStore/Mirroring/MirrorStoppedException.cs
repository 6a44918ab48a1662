namespace Astra.Journal.EventStore;

/// <summary>Inside a mirror: nothing more can be shipped until a person has done something.</summary>
internal sealed class MirrorStoppedException(MirrorState state, string message) : Exception(message)
{
    public MirrorState State { get; } = state;
}
