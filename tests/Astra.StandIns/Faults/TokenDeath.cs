namespace Astra.StandIns;

/// <summary>How a token's end shows on open sockets.</summary>
public enum TokenDeath
{
    /// <summary>The sockets are closed; with the old token none is opened again.</summary>
    Close,
    /// <summary>The sockets stay open and fall silent, heartbeats are answered: the case that nobody notices.</summary>
    Mute,
}
