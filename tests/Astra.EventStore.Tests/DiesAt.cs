using Astra.Core;
using Astra.Host;

namespace Astra.EventStore.Tests;

/// <summary>Ends the engine at an outbound event as a crash does: nothing is drained, and whatever is under way stays under way.</summary>
public sealed class DiesAt(long outboundSequence) : IEffect
{
    public void OnEvent(in OutboundEvent e)
    {
        if (e.Header.Sequence >= outboundSequence) throw new InvalidOperationException("the process is killed here");
    }

    public void OnBatchEnd()
    {
    }
}
