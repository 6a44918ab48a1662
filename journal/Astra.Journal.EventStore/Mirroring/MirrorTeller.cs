namespace Astra.Journal.EventStore;

/// <summary>Keeps what a mirror's state is and tells of each change in a sentence. Written by the mirror's thread, read from any.</summary>
internal sealed class MirrorTeller(Action<string> report)
{
    private volatile string? _message;
    private int _state = (int)MirrorState.Connecting;
    private bool _told;

    public MirrorState State => (MirrorState)Volatile.Read(ref _state);

    public MirrorStatus Status(SessionName? session, MirrorParts? parts) =>
        new(State, session, parts?.Inbound.Acknowledged ?? -1, parts?.Outbound.Acknowledged ?? -1, parts?.Snapshots.Newest ?? -1, _message);

    /// <summary>There is nothing to ship yet, or nobody to ship it to.</summary>
    public void Connecting(string? trouble) => Change(MirrorState.Connecting, trouble);

    public void Tell(MirrorParts parts)
    {
        string? trouble = parts.Inbound.Trouble ?? parts.Outbound.Trouble;
        if (!parts.Ready || trouble is not null) Change(MirrorState.Connecting, trouble);
        else Change(parts.Inbound.Backlogged || parts.Outbound.Backlogged ? MirrorState.CatchingUp : MirrorState.Following, null);
    }

    public void End(MirrorState state, string? message)
    {
        _message = message;
        Volatile.Write(ref _state, (int)state);
        if (message is not null) report($"mirror: {message}; the engine goes on");
    }

    private void Change(MirrorState state, string? message)
    {
        _message = message;
        Volatile.Write(ref _state, (int)state);
        if (state == MirrorState.Connecting && message is not null && !_told)
        {
            _told = true;
            report($"mirror: no copy on the server at this moment: {message}; what is missing there is shipped later");
        }
        else if (state != MirrorState.Connecting && _told)
        {
            _told = false;
            report("mirror: the server answers again, what it lacks is being shipped");
        }
    }
}
