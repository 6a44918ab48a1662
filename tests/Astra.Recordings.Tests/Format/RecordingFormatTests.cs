using Astra.Adapters.Recordings;
using Astra.Core;
using Astra.Markets;
using CsCheck;
using static Astra.Recordings.Tests.TestCalendar;

namespace Astra.Recordings.Tests;

public sealed class RecordingFormatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("astra-recordings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.rec")]
    [InlineData("a.rec.gz")]
    public void Records_of_every_kind_come_back_as_they_went_in(string name)
    {
        InboundRecord[] records = Mixed(50_000);
        string path = Write(name, records);
        Assert.Equal(records.Select(r => r.Canonical.ToArray()), ReadAll(path).Select(r => r.Canonical.ToArray()));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Any_values_come_back_as_they_went_in() =>
        Gen.Select(Gen.Int[0, 2], Gen.Byte[0, 63], Gen.Long[0, 1L << 40], Gen.Int, Gen.Long[-(1L << 59), 1L << 59], Gen.Long, Gen.Int[1, 4])
            .Array[1, 200].Sample(rows =>
            {
                long time = 1_700_000_000_000_000_000;
                var records = new List<InboundRecord>();
                foreach ((int instrument, byte flags, long elapsed, int number, long price, long wide, int kind) in rows)
                {
                    InboundRecord record = default;
                    record.Header = new InboundHeader
                    {
                        Kind = (InboundKind)kind,
                        Flags = flags,
                        Source = InboundSource.Feed,
                        Instrument = instrument,
                        ExchangeTime = new Timestamp(time += elapsed),
                        ArrivalTime = new Timestamp(time + number),
                    };
                    Fill(ref record, (TickFields)flags, number, new Price(price), wide);
                    records.Add(record);
                }
                string path = Write("any.rec", records);
                Assert.Equal(records.Select(r => r.Canonical.ToArray()), ReadAll(path).Select(r => r.Canonical.ToArray()));
            }, iter: 100, threads: 1);

    [Fact]
    public void The_header_tells_counts_span_instruments_and_provenance()
    {
        InboundRecord[] records = Mixed(1_000);
        using RecordingReader reader = RecordingReader.Open(Write("a.rec", records));
        Assert.Equal(Records.Instruments, reader.Instruments);
        Assert.Equal("by hand", reader.Header.Provenance);
        Assert.Equal(1_000, reader.Header.Counts.Total);
        Assert.Equal(250, reader.Header.Counts.Depth);
        Assert.Equal((records[0].Header.ExchangeTime, records[^1].Header.ExchangeTime), (reader.Header.First, reader.Header.Last));
        Assert.False(reader.BarsOnly);
    }

    [Fact]
    public void Statistics_count_each_instrument()
    {
        RecordingStat stat = RecordingStat.Of(Write("a.rec", Mixed(3_000)));
        Assert.Equal([1_000L, 1_000L, 1_000L], stat.Instruments.Select(i => i.Counts.Total));
        Assert.Equal(stat.First, stat.Instruments[0].First);
        Assert.Equal(stat.FileBytes / 3_000.0, stat.BytesPerTick);
    }

    [Fact]
    public void An_empty_recording_is_a_recording()
    {
        string path = Write("empty.rec", []);
        Assert.Empty(ReadAll(path));
        Assert.Null(RecordingStat.Of(path).First);
    }

    [Fact]
    public void Seek_lands_at_or_before_the_time_and_misses_nothing_after_it()
    {
        InboundRecord[] records = Mixed(100_000);
        using RecordingReader reader = RecordingReader.Open(Write("a.rec", records));
        foreach (int at in new[] { 99_999, 0, 50_000, 31_234 })
        {
            reader.Seek(records[at].Header.ExchangeTime);
            InboundRecord record = default;
            Assert.True(reader.TryRead(ref record));
            Assert.True(record.Header.ExchangeTime <= records[at].Header.ExchangeTime);
            int found = Array.FindIndex(records, r => r.Canonical.SequenceEqual(record.Canonical));
            int left = 1;
            while (reader.TryRead(ref record)) left++;
            Assert.Equal(records.Length - found, left);
        }
    }

    [Fact]
    public void Nothing_appears_at_the_path_when_a_recording_is_not_completed()
    {
        string path = Path.Combine(_folder, "half.rec");
        using (var writer = new RecordingWriter(path, "by hand", Records.Instruments))
            foreach (InboundRecord record in Mixed(1_000)) writer.Write(record);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void The_writer_refuses_what_a_recording_cannot_hold()
    {
        using var writer = new RecordingWriter(Path.Combine(_folder, "a.rec"), "by hand", Records.Instruments);
        writer.Write(Records.Touch(At(10, 0), 0, 100m));
        Assert.Throws<ArgumentException>(() => writer.Write(Records.Touch(At(9, 59), 0, 100m)));
        Assert.Throws<ArgumentException>(() => writer.Write(Records.Touch(At(10, 1), 3, 100m)));
        Assert.Throws<ArgumentException>(() => writer.Write(new InboundRecord { Header = new InboundHeader { Kind = InboundKind.Clock } }));
        Assert.Throws<ArgumentException>(() => writer.AddInstrument(Records.Instruments[0]));
    }

    [Theory]
    [InlineData(0, -1, "not an Astra recording")]
    [InlineData(8, -1, "format version")]
    [InlineData(40, -1, "header's checksum")]
    [InlineData(1_000, 0, "checksum does not match")]
    [InlineData(100_000, 1, "checksum does not match")]
    public void A_flipped_bit_is_found_and_its_place_named(int at, long block, string problem)
    {
        string path = Write("a.rec", Mixed(20_000));
        byte[] bytes = File.ReadAllBytes(path);
        bytes[at] ^= 4;
        File.WriteAllBytes(path, bytes);
        var error = Assert.Throws<RecordingFormatException>(() => ReadAll(path));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Contains("a.rec", error.Message, StringComparison.Ordinal);
        Assert.Equal(block, error.Block);
    }

    [Theory]
    [InlineData(0, "not an Astra recording")]
    [InlineData(50, "ends inside its header")]
    [InlineData(500, "ends here")]
    [InlineData(70_000, "ends here, after 1 of")]
    public void A_file_cut_short_is_found_and_its_place_named(int length, string problem)
    {
        string path = Write("a.rec", Mixed(20_000));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..length]);
        Assert.Contains(problem, Assert.Throws<RecordingFormatException>(() => ReadAll(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_file_named_gz_is_refused_with_the_reason()
    {
        string path = Path.Combine(_folder, "a.rec.gz");
        File.Copy(Write("a.rec", Mixed(100)), path);
        Assert.Contains("not whole gzip", Assert.Throws<RecordingFormatException>(() => ReadAll(path)).Message, StringComparison.Ordinal);
    }

    private static void Fill(ref InboundRecord record, TickFields fields, int number, Price price, long wide)
    {
        switch (record.Header.Kind)
        {
            case InboundKind.Touchline:
                ref TouchlineTick tick = ref record.Touchline;
                if (fields.HasFlag(TickFields.Last)) tick.Last = price;
                if (fields.HasFlag(TickFields.Bid)) (tick.Bid, tick.BidQuantity) = (-price, number);
                if (fields.HasFlag(TickFields.Ask)) (tick.Ask, tick.AskQuantity) = (price, ~number);
                if (fields.HasFlag(TickFields.LastQuantity)) tick.LastQuantity = number;
                if (fields.HasFlag(TickFields.Volume)) tick.Volume = wide;
                if (fields.HasFlag(TickFields.OpenInterest)) tick.OpenInterest = -wide;
                break;
            case InboundKind.Trade:
                record.Trade = new TradeTick { Price = price, Quantity = number, Aggressor = -number };
                break;
            case InboundKind.Depth:
                record.Depth.Reference = price;
                record.Depth.Bids[number & 3] = new DepthLevel { Offset = number, Quantity = (int)wide };
                record.Depth.Asks[4] = new DepthLevel { Offset = ~number, Quantity = number };
                break;
            default:
                record.Bar = new HistoryBar
                {
                    Start = new Timestamp(number),
                    Open = price,
                    High = new Price(number),
                    Low = -price,
                    Close = price,
                    Volume = wide,
                    OpenInterest = -wide,
                    IntervalMinutes = number & 0xFFFF,
                };
                break;
        }
    }

    private static InboundRecord[] Mixed(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            Timestamp at = At(9, 15) + i * 123_457_000L;
            return (i % 4) switch
            {
                0 => Records.Touch(at, i % 3, 1500m + i % 17 * 0.1m, i, i % 5 * 1_001),
                1 => Records.Trade(at, i % 3, 1500m + i % 13 * 0.0025m, i, i % 3 - 1),
                2 => Records.Depth(at, i % 3, 1500m + i % 7 * 0.05m),
                _ => Records.Bar(at - Timestamp.NanosPerMinute, i % 3, 1500m, 1501m + i % 5, 1499m, 1500.5m, i),
            };
        }),
    ];

    private string Write(string name, IEnumerable<InboundRecord> records)
    {
        string path = Path.Combine(_folder, name);
        using var writer = new RecordingWriter(path, "by hand", Records.Instruments);
        foreach (InboundRecord record in records) writer.Write(record);
        writer.Complete();
        return path;
    }

    private static List<InboundRecord> ReadAll(string path)
    {
        using RecordingReader reader = RecordingReader.Open(path);
        var records = new List<InboundRecord>();
        InboundRecord record = default;
        while (reader.TryRead(ref record)) records.Add(record);
        return records;
    }
}
