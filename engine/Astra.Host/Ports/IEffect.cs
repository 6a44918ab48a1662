using Astra.Core;

namespace Astra.Host;

/// <summary>
/// Something that may leave the process: a store, a screen, an order gateway. It is called on the publisher's thread, in order, and only
/// for events whose cause is durable. What it throws stops the engine.
/// </summary>
public interface IEffect
{
    void OnEvent(in OutboundEvent e);

    /// <summary>No more events are at hand: flush what was gathered.</summary>
    void OnBatchEnd();
}
