using System.Text;
using Astra.Markets;

namespace Astra.Live;

/// <summary>A frame that was refused or remarked upon, kept for a person to look at.</summary>
/// <param name="Instrument">-1 when it is not known.</param>
/// <param name="At">This machine's time.</param>
/// <param name="Frame">Its first bytes, <see cref="RejectCounts.BytesKept"/> at most.</param>
/// <param name="Length">Bytes of the whole frame.</param>
public sealed record QuarantinedFrame(TickReject Reason, int Instrument, Timestamp At, ReadOnlyMemory<byte> Frame, int Length)
{
    /// <summary>True when every byte is printable ASCII: then <see cref="Text"/> is the frame itself, else its bytes in hex.</summary>
    public bool IsText => Frame.Length > 0 && !Frame.Span.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e);

    public string Text => IsText ? Encoding.ASCII.GetString(Frame.Span) : Convert.ToHexStringLower(Frame.Span);
}
