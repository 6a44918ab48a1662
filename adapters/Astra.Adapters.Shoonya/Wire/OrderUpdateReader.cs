using System.Text;
using Astra.Host;

namespace Astra.Adapters.Shoonya;

/// <summary>Reads an order message. Orders are few, so their texts may be strings.</summary>
internal static class OrderUpdateReader
{
    public static ShoonyaOrderUpdate Read(ReadOnlySpan<byte> frame, FrameScanner fields)
    {
        string status = OrderWords.Plain(Text(frame, fields, "status"u8));
        BrokerOrderState state = OrderWords.StateOf(status, Text(frame, fields, "reporttype"u8));
        string? fill = Text(frame, fields, "flid"u8);
        return new ShoonyaOrderUpdate(
            Text(frame, fields, "norenordno"u8) ?? Text(frame, fields, "norenoordno"u8) ?? "",
            status, state, Units(frame, fields, "qty"u8), Units(frame, fields, "fillshares"u8), Text(frame, fields, "avgprc"u8),
            Text(frame, fields, "prd"u8) ?? Text(frame, fields, "pcode"u8),
            state == BrokerOrderState.Rejected ? Text(frame, fields, "rejreason"u8) : null,
            Text(frame, fields, "tsym"u8) ?? "", Text(frame, fields, "remarks"u8) ?? "",
            fill is null ? null : new ShoonyaFill(fill, Units(frame, fields, "flqty"u8), Text(frame, fields, "flprc"u8), Text(frame, fields, "fltm"u8)));
    }

    private static string? Text(ReadOnlySpan<byte> frame, FrameScanner fields, ReadOnlySpan<byte> name)
    {
        int at = fields.IndexOf(frame, name);
        ReadOnlySpan<byte> text = at < 0 ? default : FieldText.Clean(fields.Value(frame, in fields[at]));
        return text.IsEmpty ? null : Encoding.UTF8.GetString(text);
    }

    /// <summary>A quantity may be empty, which is 0, or carry decimals, which are cut.</summary>
    private static long Units(ReadOnlySpan<byte> frame, FrameScanner fields, ReadOnlySpan<byte> name)
    {
        int at = fields.IndexOf(frame, name);
        ReadOnlySpan<byte> text = at < 0 ? default : FieldText.Clean(fields.Value(frame, in fields[at]));
        if (!DecimalText.IsNumber(text)) return 0;
        int point = text.IndexOf((byte)'.');
        return DecimalText.TryWhole(point < 0 ? text : text[..point], out long units) ? units : 0;
    }
}
