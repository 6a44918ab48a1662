namespace Astra.Live;

/// <summary>
/// Hears every message of a connection as it is on the wire, before anything is made of it. Called from the connections' own threads, several side by side:
/// an implementation copies what it wants and returns. What is sent may hold tokens.
/// </summary>
public interface IFrameTap
{
    /// <param name="socket">Name of the connection, for example <c>angelone ticks 2</c>.</param>
    void OnReceived(string socket, in StreamMessage message);

    void OnSent(string socket, string text);
}
