using System.Globalization;
using Astra.Markets;
using MessagePack;

namespace Astra.Journal;

/// <summary>Instrument as a map; prices in ten-thousandths of a rupee, dates as text.</summary>
internal static class InstrumentCodec
{
    private const string DateFormat = "yyyy-MM-dd";

    public static void Write(ref MessagePackWriter writer, Instrument instrument)
    {
        writer.WriteMapHeader(18);
        writer.Write("id");
        writer.Write(instrument.Id);
        writer.Write("symbol");
        writer.Write(instrument.Symbol);
        writer.Write("segment");
        writer.Write((byte)instrument.Segment);
        writer.Write("kind");
        writer.Write((byte)instrument.Kind);
        writer.Write("tickSize");
        writer.Write(instrument.TickSize.Units);
        writer.Write("lotSize");
        writer.Write(instrument.LotSize);
        writer.Write("multiplier");
        writer.Write(instrument.Multiplier);
        writer.Write("freezeQuantity");
        writer.Write(instrument.FreezeQuantity);
        writer.Write("expiry");
        writer.Write(instrument.Expiry?.ToString(DateFormat, CultureInfo.InvariantCulture));
        writer.Write("indexTradedAsFuture");
        writer.Write(instrument.IndexTradedAsFuture);
        writer.Write("underlying");
        writer.Write(instrument.Underlying);
        writer.Write("strike");
        writer.Write(instrument.Strike.Units);
        writer.Write("right");
        writer.Write((byte)instrument.Right);
        writer.Write("group");
        writer.Write((byte)instrument.Group);
        writer.Write("settlement");
        writer.Write((byte)instrument.Settlement);
        writer.Write("closingAuction");
        writer.Write(instrument.ClosingAuction);
        writer.Write("priceBandBasisPoints");
        writer.Write(instrument.PriceBandBasisPoints);
        writer.Write("previousClose");
        writer.Write(instrument.PreviousClose.Units);
    }

    public static Instrument Read(ref MessagePackReader reader)
    {
        Instrument instrument = new(0, "", Segment.None, InstrumentKind.None, Price.Zero, 1);
        for (int keys = reader.ReadMapHeader(); keys > 0; keys--)
        {
            switch (reader.ReadString())
            {
                case "id": instrument = instrument with { Id = reader.ReadInt32() }; break;
                case "symbol": instrument = instrument with { Symbol = reader.ReadString() ?? "" }; break;
                case "segment": instrument = instrument with { Segment = (Segment)reader.ReadByte() }; break;
                case "kind": instrument = instrument with { Kind = (InstrumentKind)reader.ReadByte() }; break;
                case "tickSize": instrument = instrument with { TickSize = new Price(reader.ReadInt64()) }; break;
                case "lotSize": instrument = instrument with { LotSize = reader.ReadInt32() }; break;
                case "multiplier": instrument = instrument with { Multiplier = reader.ReadInt32() }; break;
                case "freezeQuantity": instrument = instrument with { FreezeQuantity = reader.ReadInt32() }; break;
                case "expiry": instrument = instrument with { Expiry = ReadDate(reader.ReadString()) }; break;
                case "indexTradedAsFuture": instrument = instrument with { IndexTradedAsFuture = reader.ReadBoolean() }; break;
                case "underlying": instrument = instrument with { Underlying = reader.ReadString() ?? "" }; break;
                case "strike": instrument = instrument with { Strike = new Price(reader.ReadInt64()) }; break;
                case "right": instrument = instrument with { Right = (OptionRight)reader.ReadByte() }; break;
                case "group": instrument = instrument with { Group = (ChargeGroup)reader.ReadByte() }; break;
                case "settlement": instrument = instrument with { Settlement = (SettlementStyle)reader.ReadByte() }; break;
                case "closingAuction": instrument = instrument with { ClosingAuction = reader.ReadBoolean() }; break;
                case "priceBandBasisPoints": instrument = instrument with { PriceBandBasisPoints = reader.ReadInt32() }; break;
                case "previousClose": instrument = instrument with { PreviousClose = new Price(reader.ReadInt64()) }; break;
                default: reader.Skip(); break;
            }
        }
        return instrument;
    }

    private static DateOnly? ReadDate(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date
        : throw new MessagePackSerializationException($"expiry '{text}' is no date");
}
