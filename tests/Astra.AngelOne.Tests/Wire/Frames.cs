using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Astra.Adapters.AngelOne.Tests;

/// <summary>Frames built by the document's table, field by field.</summary>
internal static class Frames
{
    public delegate void Writer(Utf8JsonWriter json, in AngelPacket packet);

    public static JsonElement Json(in AngelPacket packet, Writer write)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) write(json, packet);
        return JsonDocument.Parse(buffer.WrittenMemory).RootElement;
    }

    public static byte[] Head(int mode, int exchange, string token, int size)
    {
        var frame = new byte[size];
        frame[0] = (byte)mode;
        frame[1] = (byte)exchange;
        Encoding.Latin1.GetBytes(token).CopyTo(frame, 2);
        return frame;
    }

    public static byte[] Ltp(int exchange, string token, long sequence, long ltp, long milliseconds = Scene.Millis)
    {
        byte[] frame = Head(1, exchange, token, 51);
        return frame.Put(27, sequence).Put(35, milliseconds).Put(43, ltp);
    }

    public static byte[] Quote(int exchange, string token, long sequence, long ltp, long volume, long quantity = 1, long milliseconds = Scene.Millis)
    {
        byte[] frame = Head(2, exchange, token, 123);
        return frame.Put(27, sequence).Put(35, milliseconds).Put(43, ltp).Put(51, quantity).Put(67, volume);
    }

    /// <summary>Flags: buys first, then sells; all levels empty.</summary>
    public static byte[] Snap(int exchange, string token, long sequence, long ltp, long volume, long quantity = 1, long openInterest = 0, long milliseconds = Scene.Millis)
    {
        byte[] frame = Head(3, exchange, token, 379);
        frame.Put(27, sequence).Put(35, milliseconds).Put(43, ltp).Put(51, quantity).Put(67, volume).Put(131, openInterest);
        for (int i = 0; i < 5; i++) frame.Level(i, 1, 0, 0).Level(5 + i, 0, 0, 0);
        return frame;
    }

    public static byte[] Level(this byte[] frame, int index, short flag, long quantity, long price, short orders = 0)
    {
        Span<byte> level = frame.AsSpan(147 + 20 * index, 20);
        BinaryPrimitives.WriteInt16LittleEndian(level, flag);
        BinaryPrimitives.WriteInt64LittleEndian(level[2..], quantity);
        BinaryPrimitives.WriteInt64LittleEndian(level[10..], price);
        BinaryPrimitives.WriteInt16LittleEndian(level[18..], orders);
        return frame;
    }

    public static byte[] Put(this byte[] frame, int offset, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(offset), value);
        return frame;
    }

    public static byte[] Put(this byte[] frame, int offset, double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(frame.AsSpan(offset), value);
        return frame;
    }
}
