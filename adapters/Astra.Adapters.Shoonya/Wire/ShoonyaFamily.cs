namespace Astra.Adapters.Shoonya;

/// <summary>The two kinds of subscription; each has a state of its own, and they are never mixed.</summary>
public enum ShoonyaFamily : byte
{
    /// <summary>Frames <c>tk</c> and <c>tf</c>: last price, volume, best bid and ask.</summary>
    Touch = 0,
    /// <summary>Frames <c>dk</c> and <c>df</c>: five levels and the rest.</summary>
    Depth = 1,
}

/// <summary>Whether the server has let us in.</summary>
public enum ShoonyaAuth : byte
{
    /// <summary>No acknowledgement yet, or in an outcome: the frame was none.</summary>
    Unknown,
    Ok,
    /// <summary>The token is refused: it must not be presented again.</summary>
    Failed,
}
