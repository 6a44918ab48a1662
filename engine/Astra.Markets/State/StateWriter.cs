using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Astra.Markets;

/// <summary>
/// Collects the canonical little-endian bytes of a state. The buffer is kept between uses, so a warm writer allocates nothing;
/// text is for rare fields only.
/// </summary>
public sealed class StateWriter(int capacity = 64 * 1024)
{
    private byte[] _buffer = new byte[capacity];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Writes a value of a type without references and without padding (primitives, enums, or structs that tile their size).</summary>
    public void Write<T>(in T value) where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        if (_buffer.Length - _length < size) Grow(size);
        MemoryMarshal.Write(_buffer.AsSpan(_length), in value);
        _length += size;
    }

    public void WriteSpan<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        Write(values.Length);
        WriteBytes(MemoryMarshal.AsBytes(values));
    }

    public void WriteText(string? text)
    {
        if (text is null)
        {
            Write(-1);
            return;
        }
        WriteSpan(System.Text.Encoding.UTF8.GetBytes(text).AsSpan());
    }

    private void WriteSpan(Span<byte> values) => WriteSpan<byte>(values);

    private void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _length < bytes.Length) Grow(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Grow(int needed) => Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, checked(_length + needed)));
}
