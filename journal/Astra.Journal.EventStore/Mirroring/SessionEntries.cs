namespace Astra.Journal.EventStore;

/// <summary>Enters a mirrored session into the server's index when it is opened and closed. The index is a table of contents: what cannot be entered is told and holds nothing up.</summary>
internal sealed class SessionEntries(ShipperContext context, SessionName session)
{
    private readonly SessionIndex _index = new(context.Client);
    private readonly RetryPauses _pauses = new(context.Options);
    private Task<bool>? _task;
    private bool _opened;
    private bool _closed;

    /// <summary>One step towards the opening; true when it is done, or given up.</summary>
    public bool Open() => _opened || (_opened = Step(OpenAsync));

    /// <summary>One step towards the closing, behind the opening.</summary>
    public bool Close(Func<SessionClosing> closing) => _closed || (_closed = Open() && Step(() => CloseAsync(closing())));

    /// <summary>For a folder at rest that the server holds already: enters only what the index does not say yet.</summary>
    public bool Confirm(Func<SessionClosing> closing) => _closed || (_closed = Step(() => ConfirmAsync(closing())));

    private bool Step(Func<Task<bool>> begin)
    {
        if (_task is null)
        {
            if (_pauses.Over) _task = context.Wakes(begin());
            return false;
        }
        if (!_task.IsCompleted) return false;
        Task<bool> task = _task;
        _task = null;
        if (task.IsCompletedSuccessfully)
        {
            _pauses.Clear();
            return true;
        }
        if (task.IsCanceled) return false;
        Exception fault = task.Exception!.GetBaseException();
        if (fault is EventStoreException { Kind: JournalErrorKind.Unavailable })
        {
            _pauses.Begin();
            return false;
        }
        context.Options.Report($"mirror: session {session} could not be entered into {SessionIndex.Stream}: {fault.Message}; it can be read by its name all the same");
        return true;
    }

    private async Task<bool> OpenAsync()
    {
        await _index.OpenedAsync(new SessionOpening(
            session, context.JournalId, MirrorRun.Mode, Environment.MachineName, typeof(Mirror).Assembly.GetName().Version?.ToString() ?? "",
            context.Options.Time.GetUtcNow()), context.Stop).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> CloseAsync(SessionClosing closing)
    {
        await _index.ClosedAsync(closing, context.Stop).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> ConfirmAsync(SessionClosing closing)
    {
        SessionEntry? entry = (await _index.ListAsync(context.Stop).ConfigureAwait(false)).FirstOrDefault(e => e.Name == session);
        if (entry?.Closing is { } known && known.LastSequence == closing.LastSequence && known.LastOutboundSequence == closing.LastOutboundSequence) return true;
        if (entry is null || !entry.IsOpen) await OpenAsync().ConfigureAwait(false);
        return await CloseAsync(closing).ConfigureAwait(false);
    }
}
