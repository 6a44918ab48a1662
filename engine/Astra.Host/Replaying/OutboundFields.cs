using System.Globalization;
using System.Reflection;
using Astra.Core;

namespace Astra.Host;

/// <summary>An outbound event's fields as text, by reflection over its structs: for the rare moment when two events must be shown side by side.</summary>
public static class OutboundFields
{
    /// <summary>Header first, then the body of the event's kind.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(in OutboundEvent e)
    {
        List<KeyValuePair<string, string>> fields = [];
        Collect(e.Header, fields);
        if (BodyOf(e.Header.Kind) is { } name && typeof(OutboundEvent).GetField(name) is { } body) Collect(body.GetValue(e)!, fields);
        return fields;
    }

    private static string? BodyOf(OutboundKind kind) => kind switch
    {
        OutboundKind.None => null,
        OutboundKind.BarClosed => nameof(OutboundEvent.Bar),
        OutboundKind.Signal => nameof(OutboundEvent.Signal),
        OutboundKind.Order => nameof(OutboundEvent.Order),
        OutboundKind.Fill => nameof(OutboundEvent.Fill),
        OutboundKind.StopMoved => nameof(OutboundEvent.Stop),
        OutboundKind.Position or OutboundKind.SquareOff => nameof(OutboundEvent.Position),
        OutboundKind.Trade => nameof(OutboundEvent.Trade),
        OutboundKind.PlanApplied or OutboundKind.PlanRejected => nameof(OutboundEvent.Plan),
        OutboundKind.RiskTripped => nameof(OutboundEvent.Risk),
        OutboundKind.Alert => nameof(OutboundEvent.Alert),
        OutboundKind.Checkpoint => nameof(OutboundEvent.Checkpoint),
        OutboundKind.DayClosed => nameof(OutboundEvent.Day),
        OutboundKind.Valuation => nameof(OutboundEvent.Valuation),
        OutboundKind.Settlement => nameof(OutboundEvent.Settlement),
        OutboundKind.TrueUp => nameof(OutboundEvent.TrueUp),
        OutboundKind.FeedStatus => nameof(OutboundEvent.Feed),
        _ => null,
    };

    private static void Collect(object part, List<KeyValuePair<string, string>> fields)
    {
        foreach (FieldInfo field in part.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            if (field.Name.StartsWith("Reserved", StringComparison.Ordinal)) continue;
            object value = field.GetValue(part)!;
            // Hashes are read as hexadecimal everywhere else.
            string text = value is ulong hash ? hash.ToString("x16", CultureInfo.InvariantCulture)
                : value is double number ? number.ToString("R", CultureInfo.InvariantCulture)
                : Convert.ToString(value, CultureInfo.InvariantCulture)!;
            fields.Add(new(field.Name, text));
        }
    }
}
