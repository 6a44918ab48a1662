namespace Astra.Ring;

/// <summary>A consumer's loop, whatever it handles: what an owner needs to start, stop and watch it.</summary>
public interface IEventProcessor
{
    /// <summary>The last sequence that was handled completely.</summary>
    Sequence Sequence { get; }

    bool IsRunning { get; }

    /// <summary>What stopped the processor, null when nothing did. Set before <see cref="IsRunning"/> turns false.</summary>
    Exception? Fault { get; }

    /// <summary>Handles events on the calling thread until halted or faulted. A processor runs once.</summary>
    void Run();

    /// <summary>Stops after the batch in hand. Returns at once; before <see cref="Run"/> it keeps the processor from handling anything.</summary>
    void Halt();

    /// <summary>
    /// Stops once everything published (several producers: claimed) before this call is handled. Returns at once. The
    /// consumers ahead of this one must get there too, so halt them the same way.
    /// </summary>
    void HaltWhenDrained();
}
