namespace Astra.StandIns;

/// <summary>How the server ends a connection.</summary>
public enum CloseWay
{
    /// <summary>TCP ends, no word of the WebSocket: what a dying gateway does. Everything sent before arrives.</summary>
    Silent,
    /// <summary>A close frame with a code.</summary>
    CloseFrame,
    /// <summary>TCP reset: what was on the way may be lost.</summary>
    Reset,
}
