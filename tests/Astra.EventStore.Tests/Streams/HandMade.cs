using System.Text;

namespace Astra.EventStore.Tests;

/// <summary>Protocol buffers put together by field numbers, without any description of the messages.</summary>
internal static class HandMade
{
    public static byte[] Number(int field, ulong value) => [.. Varint((ulong)field << 3), .. Varint(value)];

    public static byte[] Text(int field, string value) => Nested(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes, text or a message: they look the same on the wire.</summary>
    public static byte[] Nested(int field, params byte[][] parts)
    {
        byte[] content = [.. parts.SelectMany(part => part)];
        return [.. Varint((ulong)field << 3 | 2), .. Varint((ulong)content.Length), .. content];
    }

    public static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    /// <summary>One entry of a map of texts.</summary>
    public static byte[] Entry(int field, string key, string value) => Nested(field, Text(1, key), Text(2, value));

    public static byte[] Stream(int field, string name) => Nested(field, Text(3, name));

    /// <summary>The id 00112233-4455-6677-8899-aabbccddeeff in its structured form.</summary>
    public static byte[] Id(int field) => Nested(field, Nested(1, Number(1, 0x0011223344556677), Number(2, 0x8899aabbccddeeff)));

    private static byte[] Varint(ulong value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7) bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
