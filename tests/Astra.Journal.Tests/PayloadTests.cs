using System.Buffers;
using System.Reflection;
using Astra.Core;
using Astra.Markets;
using MessagePack;

namespace Astra.Journal.Tests;

/// <summary>Payloads as maps: complete today, and readable by and from other versions.</summary>
public class PayloadTests
{
    [Theory]
    [MemberData(nameof(Payloads))]
    public void Every_property_of_a_payload_has_its_key(InboundKind kind, object payload)
    {
        InboundEvent e = Events.WithPayload(kind, payload, default);
        using TempFolder folder = new();
        MessagePackReader reader = new(Encode(e));
        reader.ReadArrayHeader();
        for (int i = 0; i < 6; i++) reader.Skip();
        Assert.Equal(Settable(payload).Count(), reader.ReadMapHeader());
        // Values that differ from the defaults come back, so each key is read as well.
        InboundEvent back = RoundTrip(folder, e);
        Assert.True(Events.Same(ref e, ref back));
    }

    public static TheoryData<InboundKind, object> Payloads() => new()
    {
        { InboundKind.Configure, Events.Settings() },
        { InboundKind.Instrument, Events.Nifty },
        { InboundKind.Plan, Events.MacdPlan },
    };

    [Fact]
    public void Values_used_by_these_tests_differ_from_the_defaults()
    {
        AssertDiffers(Events.Settings(), new EngineSettings { ChargesSchedule = "", BrokeragePlans = "" });
        AssertDiffers(Events.Settings().Risk, new RiskLimits());
        AssertDiffers(Events.Settings().Ghost, new GhostSettings());
        AssertDiffers(Events.MacdPlan, new Plan { Id = 0, Instrument = -1, Algorithm = "", IntervalMinutes = 0, Source = "", Reason = "" });
        AssertDiffers(Events.MacdPlan.Stops, new StopPolicy());
        AssertDiffers(Events.Nifty, new Instrument(0, "", Segment.None, InstrumentKind.None, Price.Zero, 1));
    }

    [Fact]
    public void Unknown_keys_and_fields_are_passed_over_and_missing_ones_take_their_defaults()
    {
        ArrayBufferWriter<byte> output = new();
        MessagePackWriter writer = new(output);
        writer.WriteArrayHeader(8);
        writer.Write((byte)InboundKind.Plan);
        writer.Write((byte)0);
        writer.Write((ushort)InboundSource.Advisor);
        writer.Write(7);
        writer.Write(123L);
        writer.Write(456L);
        writer.WriteMapHeader(3);
        writer.Write("id");
        writer.Write(9);
        writer.Write("confidence");
        writer.WriteArrayHeader(1);
        writer.Write(0.5);
        writer.Write("algorithm");
        writer.Write("x");
        writer.Write("a later field");
        writer.Flush();
        MessagePackReader reader = new(output.WrittenMemory);
        InboundEvent e = default;
        PayloadCodec.Decode(ref reader, ref e);
        Plan plan = Assert.IsType<Plan>(e.Payload);
        Assert.Equal((9, "x", 100, new StopPolicy()), (plan.Id, plan.Algorithm, plan.RiskBasisPoints, plan.Stops));
        Assert.True(reader.End);
    }

    private static ReadOnlyMemory<byte> Encode(InboundEvent e)
    {
        ArrayBufferWriter<byte> output = new();
        Assert.True(PayloadCodec.TryEncode(output, in e));
        return output.WrittenMemory;
    }

    private static InboundEvent RoundTrip(TempFolder folder, InboundEvent e)
    {
        using (EmbeddedJournal journal = EmbeddedJournal.Open(Journals.Options(folder.Journal))) journal.Append(0, ref e);
        using EmbeddedJournalReader reader = EmbeddedJournalReader.Open(folder.Journal);
        InboundEvent back = default;
        Assert.True(reader.TryRead(ref back, out _));
        return back;
    }

    private static void AssertDiffers(object value, object defaults)
    {
        foreach (PropertyInfo property in Settable(value))
            Assert.False(Equals(property.GetValue(value), property.GetValue(defaults)), $"{value.GetType().Name}.{property.Name} has its default");
    }

    private static IEnumerable<PropertyInfo> Settable(object value) =>
        value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);
}
