namespace Astra.Adapters.Shoonya;

/// <summary>One property of a frame: where its name and value stand, in the frame or, where they had escapes, in the scanner's scratch.</summary>
internal struct FrameField
{
    public int NameStart;
    public int NameLength;
    public int ValueStart;
    public int ValueLength;
    public int NameHash;
    /// <summary><see cref="FieldNames"/>, or <see cref="FieldNames.Unknown"/>.</summary>
    public short Slot;
    public FrameValue Kind;
    public bool NameInScratch;
    public bool ValueInScratch;
}

/// <summary>What a property's value is, as far as feed frames care.</summary>
internal enum FrameValue : byte
{
    /// <summary>null, a boolean, an array or an object: as good as not there.</summary>
    Absent,
    Text,
    /// <summary>A JSON number; its text counts.</summary>
    Number,
}
