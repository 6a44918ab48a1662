namespace Astra.Journal.EventStore;

/// <summary>
/// Hears from an appender, on its threads, one call at a time and none after <see cref="FrameAppender.Abandon"/> has returned. Calls must be quick and throw nothing.
/// </summary>
internal interface IAppendObserver
{
    /// <summary>The server holds this frame and all before it; frames come in order. The frame's bytes are valid during the call only. There is room for another.</summary>
    void OnAcknowledged(CutFrame frame);

    /// <summary>A call broke, or none could be opened; the appender goes on trying by itself. One sentence, without a password.</summary>
    void OnFault(AppendFault fault, string text);

    /// <summary>The appender has ended: waiting does not mend it. Unacknowledged frames stay to be taken over.</summary>
    void OnFatal(EventStoreException fault);
}
