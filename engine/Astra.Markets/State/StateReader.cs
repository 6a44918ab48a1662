using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Astra.Markets;

/// <summary>Reads what <see cref="StateWriter"/> wrote, in the same order. Throws <see cref="StateFormatException"/> when the bytes end early.</summary>
public sealed class StateReader(ReadOnlyMemory<byte> bytes)
{
    private int _position;

    public bool AtEnd => _position == bytes.Length;

    public T Read<T>() where T : unmanaged => MemoryMarshal.Read<T>(Take(Unsafe.SizeOf<T>()));

    /// <summary>Fills an array whose length the writer recorded; the lengths must agree.</summary>
    public void ReadInto<T>(Span<T> destination) where T : unmanaged
    {
        int length = Read<int>();
        if (length != destination.Length)
            throw new StateFormatException($"a state of {destination.Length} items was expected at byte {_position}, {length} were found");
        Take(checked(length * Unsafe.SizeOf<T>())).CopyTo(MemoryMarshal.AsBytes(destination));
    }

    public T[] ReadArray<T>() where T : unmanaged
    {
        int length = Read<int>();
        if (length < 0) throw new StateFormatException($"negative length at byte {_position}");
        return MemoryMarshal.Cast<byte, T>(Take(checked(length * Unsafe.SizeOf<T>()))).ToArray();
    }

    public string? ReadText()
    {
        int length = Read<int>();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > bytes.Length - _position)
            throw new StateFormatException($"the state ends at byte {bytes.Length}, {count} more were expected at byte {_position}");
        ReadOnlySpan<byte> taken = bytes.Span.Slice(_position, count);
        _position += count;
        return taken;
    }
}
