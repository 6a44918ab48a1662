using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Astra.StandIns.EventStore;

/// <summary>The open connections of a node, so that they can be cut as the kernel cuts those of a killed process.</summary>
internal sealed class Connections(EventStoreCounts counts)
{
    private readonly ConcurrentDictionary<string, ConnectionContext> _open = new();

    /// <summary>A middleware of the listening socket.</summary>
    public ConnectionDelegate Track(ConnectionDelegate next) => async connection =>
    {
        counts.Connected();
        _open[connection.ConnectionId] = connection;
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection.ConnectionId, out _);
        }
    };

    public void Abort()
    {
        foreach (ConnectionContext connection in _open.Values)
        {
            try
            {
                // No farewell: the other side sees a reset.
                if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket) socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception gone) when (gone is ObjectDisposedException or SocketException)
            {
                // It closed by itself in the meantime.
                continue;
            }
            connection.Abort();
        }
    }
}
