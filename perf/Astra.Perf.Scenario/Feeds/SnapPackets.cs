using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Astra.Live;
using Astra.Markets;

namespace Astra.Perf.Scenario.Feeds;

/// <summary>SnapQuote packets of many shares in memory; before each round their sequence and volume rise, as they would on the wire.</summary>
internal sealed class SnapPackets
{
    private const int Length = 379;
    private const int FirstToken = 10_000;

    private readonly byte[][] _packets;
    private long _sequence;

    public SnapPackets(int tokens, Timestamp at)
    {
        _packets = [.. Enumerable.Range(0, tokens).Select(i => Packet(FirstToken + i, at))];
        Instruments =
        [
            .. Enumerable.Range(0, tokens).Select(i => new FeedInstrument(
                new Instrument(i, $"SHARE{i:D4}", Segment.NseEquity, InstrumentKind.Equity, Price.FromRupees(0.05m), LotSize: 1),
                MasterExchange.Nse, (FirstToken + i).ToString(CultureInfo.InvariantCulture), $"SHARE{i:D4}-EQ")),
        ];
    }

    public IReadOnlyList<FeedInstrument> Instruments { get; }

    /// <summary>The next packet of each token in turn.</summary>
    public ReadOnlySpan<byte> Next()
    {
        byte[] packet = _packets[_sequence % _packets.Length];
        _sequence++;
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(27), _sequence);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(43), 81_235 + _sequence % 50 * 5);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(67), _sequence * 10);
        return packet;
    }

    private static byte[] Packet(int token, Timestamp at)
    {
        byte[] packet = new byte[Length];
        (packet[0], packet[1]) = (3, 1);
        Encoding.ASCII.GetBytes(token.ToString(CultureInfo.InvariantCulture), packet.AsSpan(2));
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(35), at.UnixNanos / Timestamp.NanosPerMillisecond);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(51), 10);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(59), 81_200);
        for (int total = 75; total < 91; total += 8) BinaryPrimitives.WriteDoubleLittleEndian(packet.AsSpan(total), 1_000);
        for (int price = 91; price < 123; price += 8) BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(price), 81_000);
        for (int level = 0; level < 10; level++)
        {
            Span<byte> row = packet.AsSpan(147 + level * 20);
            bool buy = level < 5;
            BinaryPrimitives.WriteInt16LittleEndian(row, (short)(buy ? 1 : 0));
            BinaryPrimitives.WriteInt64LittleEndian(row[2..], 100 + level);
            BinaryPrimitives.WriteInt64LittleEndian(row[10..], buy ? 81_235 - level * 5 : 81_240 + (level - 5) * 5);
            BinaryPrimitives.WriteInt16LittleEndian(row[18..], 3);
        }
        return packet;
    }
}
