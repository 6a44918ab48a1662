namespace Astra.Journal.EventStore;

/// <summary>How far a shipping is, in the words of its commands.</summary>
internal static class MirrorProgress
{
    public static ShippingProgress Of(MirrorRun run)
    {
        if (run.Parts is not { } parts) return new ShippingProgress(0, 0, 0, 0, "connecting");
        string state = run.Status switch
        {
            { Message: { } message } => message,
            { State: MirrorState.Connecting } => "connecting",
            { State: MirrorState.Complete } => "complete",
            _ => "shipping",
        };
        return new ShippingProgress(
            parts.Inbound.Acknowledged + 1 - parts.Inbound.FirstSequence, parts.InboundTarget + 1 - parts.Inbound.FirstSequence,
            parts.Outbound.Acknowledged + 1 - parts.Outbound.FirstSequence, parts.OutboundTarget + 1 - parts.Outbound.FirstSequence, state);
    }
}
