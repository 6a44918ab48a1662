using System.Runtime.CompilerServices;

namespace Astra.Core;

/// <summary>
/// One slot of the inbound ring, two cache lines: a record that is bytes and nothing else, and one reference for the rare
/// event that carries text. Hot events never touch the reference; it is null for them.
/// </summary>
public struct InboundEvent
{
    public InboundRecord Record;
    public object? Payload;

    /// <summary>True for events whose meaning is in <see cref="Payload"/>.</summary>
    public readonly bool HasPayload
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Record.Header.Kind >= InboundKind.Configure;
    }
}
