namespace Astra.Ring;

/// <summary>
/// What a consumer does with an event. A struct handler is compiled into its processor's loop; a class handler costs an
/// indirect call per event.
/// </summary>
public interface IEventHandler<T>
    where T : struct
{
    /// <summary>Called for each sequence in turn, on the processor's thread. An exception stops the processor.</summary>
    /// <param name="e">The slot itself. After the call it belongs to the next consumer: copy what must last.</param>
    /// <param name="sequence">Its number; they rise by one.</param>
    /// <param name="endOfBatch">True when no further event is at hand (or the maximum batch is full): the moment to flush.</param>
    void OnEvent(ref T e, long sequence, bool endOfBatch);

    /// <summary>Called on the processor's thread before the first event.</summary>
    void OnStart()
    {
    }

    /// <summary>Called on the processor's thread after the last event, also after a fault.</summary>
    void OnStop()
    {
    }
}
