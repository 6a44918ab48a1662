namespace Astra.Core;

/// <summary>Hears from a journal's own thread how far it is durable. Calls come one at a time; they must be quick.</summary>
public interface IDurabilityListener
{
    /// <summary>Everything up to this inbound sequence is durable; it only rises.</summary>
    void OnDurable(long sequence);

    /// <summary>The journal has ended by a defect that waiting does not mend, for example a second writer; nothing more will be durable.</summary>
    void OnFailed(Exception fault);
}
