using System.Text;
using Astra.Core;

namespace Astra.Host;

/// <summary>The first place where what the core says now is not what was stored.</summary>
/// <param name="Sequence">Outbound sequence.</param>
/// <param name="Cause">Inbound sequence that caused the event.</param>
/// <param name="Stored">Null when nothing was stored there.</param>
/// <param name="Now">Null when the core no longer says it.</param>
public sealed record OutboundDifference(long Sequence, long Cause, OutboundEvent? Stored, OutboundEvent? Now)
{
    /// <summary>One line: place and kind, then each field that differs (bytes too where no field shows it).</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append($"outbound event {Sequence}, caused by inbound event {Cause}: ");
        if (Stored is not { } stored) return text.Append($"nothing was stored, now {Whole(Now!.Value)}").ToString();
        if (Now is not { } now) return text.Append($"stored {Whole(stored)}, now nothing").ToString();
        if (stored.Header.Kind != now.Header.Kind) return text.Append($"stored {Whole(stored)}, now {Whole(now)}").ToString();

        text.Append(now.Header.Kind);
        int start = text.Length;
        foreach ((KeyValuePair<string, string> before, KeyValuePair<string, string> after) in OutboundFields.Of(stored).Zip(OutboundFields.Of(now)))
            if (before.Value != after.Value)
                text.Append($"{(text.Length == start ? ", " : "; ")}{before.Key}: stored {before.Value}, now {after.Value}");
        if (text.Length == start) text.Append($", stored bytes {Convert.ToHexString(stored.Canonical)}, now {Convert.ToHexString(now.Canonical)}");
        return text.ToString();
    }

    private static string Whole(OutboundEvent e) =>
        $"{e.Header.Kind} ({string.Join(", ", OutboundFields.Of(e).Select(field => $"{field.Key} {field.Value}"))})";
}
