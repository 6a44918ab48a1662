using Astra.Journal.EventStore;
using CsCheck;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.EventStore.Tests;

public class StructuredUuidTests
{
    [Fact]
    public void The_halves_are_those_of_the_written_id()
    {
        Wire.UUID wire = StructuredUuid.From(Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"));
        Assert.Equal(0x0011223344556677, wire.Structured.MostSignificantBits);
        Assert.Equal(unchecked((long)0x8899aabbccddeeff), wire.Structured.LeastSignificantBits);
    }

    [Fact]
    public void Both_forms_are_the_same_id() => Gen.Guid.Sample(id =>
    {
        Assert.Equal(id, StructuredUuid.Read(StructuredUuid.From(id)));
        Assert.Equal(id, StructuredUuid.Read(new Wire.UUID { String = id.ToString() }));
    });

    [Fact]
    public void No_id_is_the_empty_one()
    {
        Assert.Equal(Guid.Empty, StructuredUuid.Read(null));
        Assert.Equal(Guid.Empty, StructuredUuid.Read(new Wire.UUID()));
        Assert.Equal(Guid.Empty, StructuredUuid.Read(new Wire.UUID { String = "none" }));
    }
}
