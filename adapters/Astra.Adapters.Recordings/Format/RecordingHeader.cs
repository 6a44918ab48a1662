using System.IO.Hashing;
using System.Text;
using Astra.Markets;

namespace Astra.Adapters.Recordings;

/// <summary>What stands at the front of a recording: enough to show it and to size a progress bar without reading its blocks.</summary>
public sealed record RecordingHeader
{
    public const ushort CurrentVersion = 2;
    internal const int FixedLength = 16;
    internal const int MaxLength = 64 * 1024 * 1024;
    internal static ReadOnlySpan<byte> Magic => "ASTRAREC"u8;

    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>Where the records came from: the imported file, the feed, or the generator with its seed.</summary>
    public required string Provenance { get; init; }

    public required RecordCounts Counts { get; init; }

    public required Timestamp First { get; init; }

    public required Timestamp Last { get; init; }

    public required long Blocks { get; init; }

    internal byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(CurrentVersion);
        writer.Write((ushort)0);
        writer.Write(0); // the header's length, known below
        writer.Write(First.UnixNanos);
        writer.Write(Last.UnixNanos);
        writer.Write(Counts.Touchline);
        writer.Write(Counts.Trade);
        writer.Write(Counts.Depth);
        writer.Write(Counts.Bar);
        writer.Write(Blocks);
        writer.Write(Instruments.Count);
        foreach (Instrument instrument in Instruments) Write(writer, instrument);
        writer.Write(Provenance);
        buffer.Position = 12;
        writer.Write((int)buffer.Length + sizeof(ulong));
        buffer.Position = buffer.Length;
        writer.Write(XxHash3.HashToUInt64(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        return buffer.ToArray();
    }

    /// <param name="bytes">The whole header, its checksum already proven.</param>
    internal static RecordingHeader Parse(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        ushort version = BitConverter.ToUInt16(bytes, Magic.Length);
        reader.BaseStream.Position = FixedLength;
        var first = new Timestamp(reader.ReadInt64());
        var last = new Timestamp(reader.ReadInt64());
        var counts = new RecordCounts
        {
            Touchline = reader.ReadInt64(),
            Trade = reader.ReadInt64(),
            Depth = reader.ReadInt64(),
            Bar = reader.ReadInt64(),
        };
        long blocks = reader.ReadInt64();
        var instruments = new Instrument[reader.ReadInt32()];
        for (int id = 0; id < instruments.Length; id++) instruments[id] = ReadInstrument(reader, id, version);
        return new RecordingHeader
        {
            Instruments = instruments,
            Provenance = reader.ReadString(),
            Counts = counts,
            First = first,
            Last = last,
            Blocks = blocks,
        };
    }

    private static void Write(BinaryWriter writer, Instrument instrument)
    {
        writer.Write(instrument.Symbol);
        writer.Write((byte)instrument.Segment);
        writer.Write((byte)instrument.Kind);
        writer.Write(instrument.IndexTradedAsFuture);
        writer.Write(instrument.TickSize.Units);
        writer.Write(instrument.LotSize);
        writer.Write(instrument.Multiplier);
        writer.Write(instrument.FreezeQuantity);
        writer.Write(instrument.Expiry?.DayNumber ?? 0);
        writer.Write(instrument.Underlying);
        writer.Write(instrument.Strike.Units);
        writer.Write((byte)instrument.Right);
        writer.Write((byte)instrument.Group);
        writer.Write((byte)instrument.Settlement);
        writer.Write(instrument.ClosingAuction);
        writer.Write(instrument.PriceBandBasisPoints);
        writer.Write(instrument.PreviousClose.Units);
    }

    private static Instrument ReadInstrument(BinaryReader reader, int id, ushort version)
    {
        string symbol = reader.ReadString();
        var segment = (Segment)reader.ReadByte();
        var kind = (InstrumentKind)reader.ReadByte();
        bool tradedAsFuture = reader.ReadBoolean();
        var tick = new Price(reader.ReadInt64());
        int lot = reader.ReadInt32(), multiplier = reader.ReadInt32(), freeze = reader.ReadInt32(), expiry = reader.ReadInt32();
        Instrument instrument = new(id, symbol, segment, kind, tick, lot, multiplier, freeze, expiry == 0 ? null : DateOnly.FromDayNumber(expiry))
        {
            IndexTradedAsFuture = tradedAsFuture,
        };
        // The first format knew no more of an instrument.
        return version == 1 ? instrument : instrument with
        {
            Underlying = reader.ReadString(),
            Strike = new Price(reader.ReadInt64()),
            Right = (OptionRight)reader.ReadByte(),
            Group = (ChargeGroup)reader.ReadByte(),
            Settlement = (SettlementStyle)reader.ReadByte(),
            ClosingAuction = reader.ReadBoolean(),
            PriceBandBasisPoints = reader.ReadInt32(),
            PreviousClose = new Price(reader.ReadInt64()),
        };
    }
}
