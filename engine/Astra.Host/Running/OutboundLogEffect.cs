using Astra.Core;

namespace Astra.Host;

/// <summary>The first effect: the record of what left the process.</summary>
internal sealed class OutboundLogEffect(IOutboundLog log) : IEffect
{
    public void OnEvent(in OutboundEvent e)
    {
        OutboundEvent copy = e;
        log.Append(ref copy);
    }

    public void OnBatchEnd() => log.Commit();
}
