using System.Buffers.Binary;
using System.Text;

namespace Astra.StandIns;

/// <summary>Writes the tick stream's packets: little-endian, sizes 51, 123, 379 and 443.</summary>
internal static class AngelPackets
{
    private static readonly int[] s_sizes = [0, 51, 123, 379, 443];

    /// <summary>The number that stands for a segment on the wire.</summary>
    public static int ExchangeType(string exchange) => exchange switch
    {
        "NSE" => 1, "NFO" => 2, "BSE" => 3, "BFO" => 4, "MCX" => 5, "NCDEX" => 7, "CDS" => 13, _ => 0,
    };

    public static string Exchange(int type) => type switch
    {
        1 => "NSE", 2 => "NFO", 3 => "BSE", 4 => "BFO", 5 => "MCX", 7 => "NCDEX", 13 => "CDS", _ => "",
    };

    public static byte[] Encode(SimInstrument instrument, SimState state, int mode, long sequence)
    {
        byte[] packet = new byte[s_sizes[mode]];
        packet[0] = (byte)mode;
        packet[1] = (byte)ExchangeType(instrument.Exchange);
        Encoding.ASCII.GetBytes(instrument.Token, packet.AsSpan(2, 25));
        if (mode == 4)
        {
            Depth20(packet, state, instrument);
            return packet;
        }

        long Wire(long pips) => instrument.IsCurrency ? pips * 1000 : pips / 100;
        Put(packet, 27, instrument.IsIndex ? 0 : sequence);
        Put(packet, 35, state.TimeMs);
        Put(packet, 43, Wire(state.Last));
        if (mode == 1) return packet;
        Put(packet, 51, state.LastQuantity);
        Put(packet, 59, Wire(state.Average));
        Put(packet, 67, state.Volume);
        BinaryPrimitives.WriteDoubleLittleEndian(packet.AsSpan(75), state.TotalBuy);
        BinaryPrimitives.WriteDoubleLittleEndian(packet.AsSpan(83), state.TotalSell);
        Put(packet, 91, Wire(state.Open));
        Put(packet, 99, Wire(state.High));
        Put(packet, 107, Wire(state.Low));
        Put(packet, 115, Wire(state.PreviousClose));
        if (mode == 2) return packet;
        Put(packet, 123, state.TimeMs / 1000);
        Put(packet, 131, state.OpenInterest);
        Put(packet, 139, unchecked((long)0xC0FFEE00DEADBEEF));
        for (int level = 0; level < 5; level++)
        {
            Level(packet.AsSpan(147 + (level * 20)), 1, state.BidQuantity[level], Wire(state.BidPrice[level]), state.BidOrders[level]);
            Level(packet.AsSpan(247 + (level * 20)), 0, state.AskQuantity[level], Wire(state.AskPrice[level]), state.AskOrders[level]);
        }

        Put(packet, 347, Wire(state.UpperCircuit));
        Put(packet, 355, Wire(state.LowerCircuit));
        Put(packet, 363, Wire(state.YearHigh));
        Put(packet, 371, Wire(state.YearLow));
        return packet;
    }

    private static void Depth20(byte[] packet, SimState state, SimInstrument instrument)
    {
        Put(packet, 27, state.TimeMs);
        Put(packet, 35, 7);
        for (int level = 0; level < 20; level++)
        {
            // Below the fifth level the book goes on evenly.
            int known = Math.Min(level, 4);
            Level20(packet.AsSpan(43 + (level * 10)), state.BidQuantity[known], Math.Max(0, state.Last - (level * instrument.Tick)) / 100, state.BidOrders[known]);
            Level20(packet.AsSpan(243 + (level * 10)), state.AskQuantity[known], (state.Last + ((level + 1) * instrument.Tick)) / 100, state.AskOrders[known]);
        }
    }

    private static void Level(Span<byte> into, short flag, long quantity, long price, int orders)
    {
        BinaryPrimitives.WriteInt16LittleEndian(into, flag);
        BinaryPrimitives.WriteInt64LittleEndian(into[2..], quantity);
        BinaryPrimitives.WriteInt64LittleEndian(into[10..], price);
        BinaryPrimitives.WriteInt16LittleEndian(into[18..], (short)orders);
    }

    private static void Level20(Span<byte> into, long quantity, long price, int orders)
    {
        BinaryPrimitives.WriteInt32LittleEndian(into, (int)quantity);
        BinaryPrimitives.WriteInt32LittleEndian(into[4..], (int)price);
        BinaryPrimitives.WriteUInt16LittleEndian(into[8..], (ushort)orders);
    }

    private static void Put(byte[] packet, int offset, long value) => BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(offset), value);
}
