namespace Astra.Strategies;

/// <summary>How many other instruments a strategy watches.</summary>
public readonly record struct PeerCount(int Least, int Most)
{
    public static readonly PeerCount None;

    public bool Allows(int count) => count >= Least && count <= Most;

    public override string ToString() => Least == Most ? $"{Least}" : $"{Least} to {Most}";
}
