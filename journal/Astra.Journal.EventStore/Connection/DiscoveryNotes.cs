using System.Globalization;
using System.Net.Sockets;
using Grpc.Core;

namespace Astra.Journal.EventStore;

/// <summary>What each node said during one search, for the message when none leads.</summary>
internal sealed class DiscoveryNotes
{
    private readonly Lock _lock = new();
    private readonly List<(NodeAddress Address, string Note)> _notes = [];
    private string? _states, _tlsProblem;
    private Exception? _last;
    private bool _reached;

    /// <summary>The server does not know or let this user: asking again changes nothing.</summary>
    public bool IsDenied { get; private set; }

    public void Add(NodeAddress address, string note)
    {
        lock (_lock)
        {
            _notes.RemoveAll(old => old.Address == address);
            _notes.Add((address, note));
        }
    }

    public void Add(EventStoreNode node, Exception error)
    {
        WireFault fault = WireErrors.Classify(error);
        Add(node.Address, node.TlsProblem ?? Reason(error) ?? fault.Text);
        lock (_lock)
        {
            _last = error;
            _tlsProblem ??= node.TlsProblem;
            IsDenied |= fault.Fault is AppendFault.Unauthenticated or AppendFault.AccessDenied;
            // A status that came over the wire, not one that was made here.
            _reached |= IsDenied || error is RpcException { Status.DebugException: null, StatusCode: not StatusCode.DeadlineExceeded };
        }
    }

    public void NoLeader(IReadOnlyList<ClusterMember> members)
    {
        lock (_lock)
        {
            _reached = true;
            _states = string.Join(", ", members.Select(member => $"{member.Address} {(member.IsAlive ? member.State : "dead")}"));
        }
    }

    public async Task<EventStoreException> ToExceptionAsync(EventStoreSettings settings, TimeProvider time, CancellationToken stop)
    {
        string place = settings.ToString();
        string said;
        NodeAddress? ask;
        lock (_lock)
        {
            said = string.Join("; ", _notes.Select(note => $"{note.Address}: {note.Note}"));
            if (_states is not null) said += (said.Length > 0 ? "; " : "") + $"members: {_states}";
            ask = _reached || _notes.Count == 0 ? null : _notes[0].Address;
        }
        if (IsDenied)
            return new EventStoreException(JournalErrorKind.AccessDenied, place, $"the server does not let this user in: {said}", FaultExceptions.CredentialsRemedy(settings), _last);
        if (_tlsProblem is not null)
            return new EventStoreException(JournalErrorKind.Unavailable, place, said, "put the certificate or the connection string right; never leave out the check", _last);
        if (ask is { } address && await TlsInspection.MismatchAsync(address, settings, time, stop).ConfigureAwait(false) is { } mismatch)
            return new EventStoreException(JournalErrorKind.Unavailable, place, $"{mismatch.Problem} ({said})", mismatch.Remedy, _last);
        string rounds = settings.MaxDiscoverAttempts == 1 ? "one round" : settings.MaxDiscoverAttempts.ToString(CultureInfo.InvariantCulture) + " rounds";
        return new EventStoreException(
            JournalErrorKind.Unavailable, place,
            settings.Discover ? $"no node leads after {rounds} of questions: {said}" : $"the node does not answer after {rounds}: {said}",
            "start the server, or correct the connection string; `astra doctor` says more", _last);
    }

    // The deepest reason is the plain one; what lies around it says only that a call was tried.
    private static string? Reason(Exception error)
    {
        for (Exception? at = error is RpcException { Status.DebugException: { } debug } ? debug : error; at is not null; at = at.InnerException)
            if (at is SocketException socket)
                return socket.SocketErrorCode switch
                {
                    SocketError.ConnectionRefused => "nothing listens there",
                    SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "no address for this name",
                    _ => socket.Message,
                };
        return null;
    }
}
