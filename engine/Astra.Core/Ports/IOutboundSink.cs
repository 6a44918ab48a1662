namespace Astra.Core;

/// <summary>Where the core puts what it says. Called on the core's thread; must not allocate on hot paths.</summary>
public interface IOutboundSink
{
    void Publish(in OutboundEvent e);
}
