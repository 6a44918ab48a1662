using System.Buffers;
using Astra.Core;
using Astra.Journal;
using Astra.Markets;
using BenchmarkDotNet.Attributes;
using MessagePack;

namespace Astra.Perf.Micro;

/// <summary>
/// A frame of 1,024 touchline ticks, checksum included, in the two encodings that MessagePack allows: each tick an array of its fields,
/// or a run of fixed records in one <c>bin</c>. Figures are per tick.
/// </summary>
[MemoryDiagnoser]
public class JournalCodecBenchmarks
{
    private const int Ticks = 1024;

    private readonly InboundEvent[] _ticks = new InboundEvent[Ticks];
    private readonly FrameBuilder _frame = new(1024 * 1024, Ticks, default);
    private readonly ArrayBufferWriter<byte> _field = new(256);
    private byte[] _arrays = [];
    private byte[] _records = [];

    [GlobalSetup]
    public void Setup()
    {
        for (int i = 0; i < Ticks; i++)
        {
            _ticks[i].Record.Header = new InboundHeader
            {
                Kind = InboundKind.Touchline, Flags = 63, Source = InboundSource.Feed, Instrument = i % 12,
                ExchangeTime = new Timestamp(1_790_000_000_000_000_000 + i * 1_000_000L), ArrivalTime = new Timestamp(1_790_000_000_000_250_000 + i * 1_000_000L),
            };
            _ticks[i].Record.Touchline = new TouchlineTick
            {
                Last = new Price(245_012_500 + i), Bid = new Price(245_010_000), Ask = new Price(245_015_000),
                LastQuantity = 75, BidQuantity = 1_500, AskQuantity = 2_250, Volume = 10_000_000 + i, OpenInterest = 5_000_000,
            };
        }
        EncodeArrays();
        _arrays = _frame.Finish(0, out _).ToArray();
        EncodeRecords();
        _records = _frame.Finish(0, out _).ToArray();
        Console.WriteLine($"// bytes per tick: arrays {_arrays.Length / (double)Ticks:F1}, records {_records.Length / (double)Ticks:F1}");
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Ticks)]
    public int EncodeArrays()
    {
        _frame.Clear();
        for (int i = 0; i < _ticks.Length; i++)
        {
            ref InboundRecord record = ref _ticks[i].Record;
            _field.ResetWrittenCount();
            MessagePackWriter writer = new(_field);
            writer.WriteArrayHeader(14);
            writer.Write((byte)record.Header.Kind);
            writer.Write(record.Header.Flags);
            writer.Write((ushort)record.Header.Source);
            writer.Write(record.Header.Instrument);
            writer.Write(record.Header.ExchangeTime.UnixNanos);
            writer.Write(record.Header.ArrivalTime.UnixNanos);
            writer.Write(record.Touchline.Last.Units);
            writer.Write(record.Touchline.Bid.Units);
            writer.Write(record.Touchline.Ask.Units);
            writer.Write(record.Touchline.LastQuantity);
            writer.Write(record.Touchline.BidQuantity);
            writer.Write(record.Touchline.AskQuantity);
            writer.Write(record.Touchline.Volume);
            writer.Write(record.Touchline.OpenInterest);
            writer.Flush();
            _frame.AddObject(_field.WrittenSpan, record.Header.ExchangeTime);
        }
        return _frame.Finish(0, out _).Length;
    }

    [Benchmark(OperationsPerInvoke = Ticks)]
    public int EncodeRecords()
    {
        _frame.Clear();
        for (int i = 0; i < _ticks.Length; i++) _frame.AddRecord(_ticks[i].Record.Canonical, _ticks[i].Record.Header.ExchangeTime);
        return _frame.Finish(0, out _).Length;
    }

    [Benchmark(OperationsPerInvoke = Ticks)]
    public long DecodeArrays()
    {
        if (!FrameHeader.ChecksumHolds(_arrays)) throw new InvalidDataException();
        MessagePackReader reader = new(_arrays.AsMemory(FrameHeader.Length));
        InboundRecord record = default;
        long sum = 0;
        for (int i = 0; i < Ticks; i++)
        {
            reader.ReadArrayHeader();
            record.Header.Kind = (InboundKind)reader.ReadByte();
            record.Header.Flags = reader.ReadByte();
            record.Header.Source = (InboundSource)reader.ReadUInt16();
            record.Header.Instrument = reader.ReadInt32();
            record.Header.ExchangeTime = new Timestamp(reader.ReadInt64());
            record.Header.ArrivalTime = new Timestamp(reader.ReadInt64());
            record.Touchline.Last = new Price(reader.ReadInt64());
            record.Touchline.Bid = new Price(reader.ReadInt64());
            record.Touchline.Ask = new Price(reader.ReadInt64());
            record.Touchline.LastQuantity = reader.ReadInt32();
            record.Touchline.BidQuantity = reader.ReadInt32();
            record.Touchline.AskQuantity = reader.ReadInt32();
            record.Touchline.Volume = reader.ReadInt64();
            record.Touchline.OpenInterest = reader.ReadInt64();
            sum += record.Touchline.Last.Units;
        }
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Ticks)]
    public long DecodeRecords()
    {
        if (!FrameHeader.ChecksumHolds(_records)) throw new InvalidDataException();
        BodyCursor events = new(new ArraySegment<byte>(_records, FrameHeader.Length, BitConverter.ToInt32(_records, 20)));
        InboundEvent e = default;
        long sum = 0;
        while (events.TryReadInbound(ref e)) sum += e.Record.Touchline.Last.Units;
        return sum;
    }
}
