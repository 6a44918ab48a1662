using System.Runtime.CompilerServices;
using System.Text;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// The field names of feed frames, each with a fixed slot in a state, so that a name is looked up once a frame and never as a string.
/// Names that are not here are legal too; a state keeps them aside.
/// </summary>
internal static class FieldNames
{
    /// <summary>A name that has no slot.</summary>
    public const int Unknown = -1;

    // Texts; every other slot holds a number.
    public const int Ts = 0, Ltt = 1, Ltd = 2, Exch = 3, Tsym = 4;
    public const int Texts = 5;

    public const int Pp = 5, Lp = 8, Pc = 9, O = 10, H = 11, L = 12, C = 13, Ap = 14, V = 15, Oi = 16;

    /// <summary>First of the levels: five slots each of bp, bq, bo, sp, sq, so.</summary>
    public const int Bp1 = 26, Bq1 = 31, Sp1 = 41, Sq1 = 46;

    /// <summary>How many slots a state has; the ones behind it are never stored.</summary>
    public const int Stored = 56;

    public const int T = 56, E = 57, Tk = 58, Ft = 59;
    public const int Count = 60;

    private static readonly string[] Names =
    [
        "ts", "ltt", "ltd", "exch", "tsym", "pp", "ls", "ti", "lp", "pc", "o", "h", "l", "c", "ap", "v", "oi", "poi", "toi", "ltq", "tbq", "tsq",
        "lc", "uc", "52h", "52l",
        "bp1", "bp2", "bp3", "bp4", "bp5", "bq1", "bq2", "bq3", "bq4", "bq5", "bo1", "bo2", "bo3", "bo4", "bo5",
        "sp1", "sp2", "sp3", "sp4", "sp5", "sq1", "sq2", "sq3", "sq4", "sq5", "so1", "so2", "so3", "so4", "so5",
        "t", "e", "tk", "ft",
    ];

    private const int LongestName = 4;
    private const int TableBits = 9;

    private static readonly uint[] PackedNames = new uint[1 << TableBits];
    private static readonly sbyte[] Slots = MakeTable();

    /// <summary>Zero in an update means "nothing new" for these: lp o h l c ap.</summary>
    private const ulong ZeroGuarded = 1UL << Lp | 1UL << O | 1UL << H | 1UL << L | 1UL << C | 1UL << Ap;

    public static string NameOf(int slot) => Names[slot];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool KeepsAgainstZero(int slot) => (ZeroGuarded >> slot & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Find(ReadOnlySpan<byte> name)
    {
        if ((uint)(name.Length - 1) >= LongestName || name[^1] == 0) return Unknown;
        uint packed = Pack(name);
        for (uint at = Place(packed); ; at = (at + 1) & ((1 << TableBits) - 1))
        {
            if (PackedNames[at] == packed) return Slots[at];
            if (PackedNames[at] == 0) return Unknown;
        }
    }

    /// <summary>Up to four letters as one number; no two names share one as long as none ends in a zero byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Pack(ReadOnlySpan<byte> name)
    {
        uint packed = 0;
        for (int i = name.Length - 1; i >= 0; i--) packed = packed << 8 | name[i];
        return packed;
    }

    private static uint Place(uint packed) => packed * 0x9E3779B1u >> 32 - TableBits;

    private static sbyte[] MakeTable()
    {
        var slots = new sbyte[1 << TableBits];
        for (int slot = 0; slot < Names.Length; slot++)
        {
            uint packed = Pack(Encoding.ASCII.GetBytes(Names[slot]));
            uint at = Place(packed);
            while (PackedNames[at] != 0) at = (at + 1) & ((1 << TableBits) - 1);
            PackedNames[at] = packed;
            slots[at] = (sbyte)slot;
        }
        return slots;
    }
}
