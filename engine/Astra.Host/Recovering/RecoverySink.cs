using Astra.Core;

namespace Astra.Host;

/// <summary>
/// Hears the core say everything again: what the outbound log already holds is compared (when there is a reader) or passed by, the rest is
/// appended. So the log ends complete, without a gap or a repetition.
/// </summary>
internal sealed class RecoverySink(IOutboundLog? log, VerifyingSink verify) : IOutboundSink
{
    private readonly long _held = log?.LastSequence ?? -1;

    public long Appended { get; private set; }

    public long Compared => verify.Compared;

    public OutboundDifference? FirstDifference => verify.FirstDifference;

    public void Publish(in OutboundEvent e)
    {
        if (e.Header.Sequence <= _held)
        {
            verify.Publish(in e);
            return;
        }
        if (log is null) return;
        OutboundEvent copy = e;
        log.Append(ref copy);
        Appended++;
    }
}
