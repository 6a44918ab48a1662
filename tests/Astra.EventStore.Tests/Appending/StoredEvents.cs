using System.Buffers;
using Astra.Core;
using Astra.Journal;
using Astra.Markets;
using CsCheck;
using MessagePack;

namespace Astra.EventStore.Tests;

/// <summary>An event as it is stored.</summary>
public sealed record StoredBytes(byte[] Bytes, bool IsRecord, long Time);

/// <summary>Draws events as stored bytes, also such as other builds may have written, and puts them into frames in every form that readers take.</summary>
public static class StoredEvents
{
    private static readonly Gen<StoredBytes> Record = Gen.Select(Gen.Int[1, (int)InboundKind.WarmUp], Gen.Long, Gen.Int, (kind, time, seed) =>
    {
        byte[] bytes = new byte[RecordLength.Of((InboundKind)kind)];
        new Random(seed).NextBytes(bytes);
        bytes[0] = (byte)kind;
        BitConverter.TryWriteBytes(bytes.AsSpan(8), time);
        return new StoredBytes(bytes, true, time);
    });

    private static readonly Gen<StoredBytes> Said = Gen.Select(Gen.Int[1, 18], Gen.Long, Gen.Int, (kind, time, seed) =>
    {
        byte[] bytes = new byte[OutboundLength.Of((OutboundKind)kind)];
        new Random(seed).NextBytes(bytes);
        bytes[0] = (byte)kind;
        BitConverter.TryWriteBytes(bytes.AsSpan(24), time);
        return new StoredBytes(bytes, true, time);
    });

    /// <summary>Any kind, known here or not; any payload; fields that a later build may add.</summary>
    private static readonly Gen<StoredBytes> Object = Gen.Select(
        Gen.Byte, Gen.Long, Gen.Frequency((8, Gen.Int[0, 400]), (1, Gen.Int[0, 20_000]), (1, Gen.Int[60_000, 65_400])), Gen.Int[0, 3], Gen.Int,
        (kind, time, length, more, seed) =>
        {
            byte[] payload = new byte[length];
            new Random(seed).NextBytes(payload);
            ArrayBufferWriter<byte> output = new();
            MessagePackWriter writer = new(output);
            writer.WriteArrayHeader(7 + more);
            writer.Write(kind);
            writer.Write((byte)1);
            writer.Write((ushort)2);
            writer.Write(-1);
            writer.Write(time);
            writer.Write(seed);
            writer.WriteMapHeader(1);
            writer.Write("unheard of");
            writer.Write(payload);
            for (int i = 0; i < more; i++) writer.Write("later");
            writer.Flush();
            return new StoredBytes(output.WrittenSpan.ToArray(), false, time);
        });

    private static readonly Gen<StoredBytes> Inbound = Gen.Frequency((12, Record), (1, Object));

    /// <summary>A stream's events in order.</summary>
    public static readonly Gen<(JournalStream Stream, StoredBytes[] Events)> Any = Gen.Bool.SelectMany(
        inbound => (inbound ? Inbound : Said).Array[1, 400].Select(events => (inbound ? JournalStream.In : JournalStream.Out, events)));

    /// <summary>One long run of small records, as a market day brings them.</summary>
    public static Gen<StoredBytes[]> Records => Record.Array[1, 4000];

    /// <summary>Frames that hold the events in order, of <paramref name="random"/> sizes, their runs in any of the three lengths, some of them empty.</summary>
    internal static IEnumerable<(FrameHeader Header, ArraySegment<byte> Body)> InFrames(StoredBytes[] events, long first, Random random)
    {
        long highest = long.MinValue;
        for (int at = 0; at < events.Length;)
        {
            int count = random.Next(1, Math.Min(events.Length - at, random.Next(1, 200)) + 1);
            byte[] body = Body(events.AsSpan(at, count), random);
            foreach (StoredBytes e in events.AsSpan(at, count)) highest = Math.Max(highest, e.Time);
            // The body stands somewhere in a larger buffer, as in the readers'.
            byte[] buffer = new byte[body.Length + 100];
            random.NextBytes(buffer);
            body.CopyTo(buffer, 50);
            yield return (new FrameHeader
            {
                Kind = FrameKind.Events,
                FirstSequence = first + at,
                Count = count,
                BodyLength = body.Length,
                FirstTime = new Timestamp(events[at].Time),
                HighestTime = new Timestamp(highest),
            }, new ArraySegment<byte>(buffer, 50, body.Length));
            at += count;
        }
    }

    public static byte[] Body(ReadOnlySpan<StoredBytes> events, Random random)
    {
        ArrayBufferWriter<byte> output = new();
        List<byte> run = [];
        foreach (StoredBytes e in events)
        {
            if (e.IsRecord) run.AddRange(e.Bytes);
            if (!e.IsRecord || random.Next(20) == 0) WriteRun(output, run, random);
            if (!e.IsRecord) output.Write(e.Bytes);
        }
        WriteRun(output, run, random);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteRun(ArrayBufferWriter<byte> output, List<byte> run, Random random)
    {
        if (run.Count == 0 && random.Next(4) > 0) return;
        int form = random.Next(run.Count <= byte.MaxValue ? 0 : run.Count <= ushort.MaxValue ? 1 : 2, 3);
        ReadOnlySpan<byte> header = form switch
        {
            0 => [MessagePackCode.Bin8, (byte)run.Count],
            1 => [MessagePackCode.Bin16, (byte)(run.Count >> 8), (byte)run.Count],
            _ => [MessagePackCode.Bin32, (byte)(run.Count >> 24), (byte)(run.Count >> 16), (byte)(run.Count >> 8), (byte)run.Count],
        };
        output.Write(header);
        output.Write(run.ToArray());
        run.Clear();
    }
}
