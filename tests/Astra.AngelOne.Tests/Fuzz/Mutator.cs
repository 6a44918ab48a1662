namespace Astra.Adapters.AngelOne.Tests;

/// <summary>Good packets with some of their bytes changed, cut, or lengthened. Small and quick: millions of frames are made.</summary>
internal sealed class Mutator(ulong seed)
{
    private static readonly byte[][] Good =
    [
        Frames.Ltp(1, "3045", 7, 81235), Frames.Quote(2, "54786", 8, 25820, 900, 75), Frames.Ltp(13, "1284", 9, 839_925_000),
        Frames.Snap(5, "426016", 10, 612_300, 50, 1, 900).Level(0, 1, 75, 612_200, 2).Level(5, 0, 150, 612_400, 4),
        Frames.Snap(1, "3045", 11, 81235, 5).Level(0, 1, 10, 81230).Level(5, 0, 10, 81240), Frames.Head(4, 1, "3045", 443),
    ];

    private ulong _state = seed;

    public static byte[] Room => new byte[512];

    /// <summary>Writes the next frame and returns its length.</summary>
    public int Next(Span<byte> frame)
    {
        byte[] good = Good[Below(Good.Length)];
        good.CopyTo(frame);
        int length = good.Length;
        switch (Below(8))
        {
            case 0:
                length = Below(length + 1);
                break;
            case 1:
                length += Below(frame.Length - length + 1);
                break;
            case 2:
                for (int i = 0; i < length; i++) frame[i] = (byte)Next();
                if (Below(2) == 0) frame[0] = (byte)(1 + Below(4));
                if (Below(2) == 0) frame[1] = (byte)(1 + Below(13));
                break;
            case 3:
                frame[2 + Below(25)] = (byte)Next();
                break;
        }
        // A few fields more, at times the sequence so that packets are not all dropped as seen.
        for (int changes = Below(5); changes > 0 && length > 0; changes--) frame[Below(length)] = (byte)Next();
        if (length >= 35 && Below(4) != 0) System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(frame[27..], (long)(Next() >> 2));
        return length;
    }

    private int Below(int limit) => (int)(Next() % (ulong)limit);

    private ulong Next()
    {
        ulong z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ z >> 30) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ z >> 27) * 0x94D0_49BB_1331_11EB;
        return z ^ z >> 31;
    }
}
