using Astra.Journal;
using Astra.Journal.Tests;
using Astra.Core;

namespace Astra.EventStore.Tests.Contract;

public abstract partial class JournalContract
{
    [Fact]
    public void Verify_stat_and_dump_say_the_same_here_as_on_the_embedded_log()
    {
        using JournalPlace here = NewPlace(), embedded = new EmbeddedPlace();
        foreach (JournalPlace place in (JournalPlace[])[here, embedded])
        {
            using PlaceWriter writer = place.Create();
            InboundEvent settings = Events.WithPayload(InboundKind.Configure, Events.Settings(), Events.TimeOf(0));
            writer.Append(ref settings);
            InboundEvent instrument = Events.WithPayload(InboundKind.Instrument, Events.Nifty, Events.TimeOf(0));
            writer.Append(ref instrument);
            InboundEvent plan = Events.WithPayload(InboundKind.Plan, Events.MacdPlan, Events.TimeOf(1));
            writer.Append(ref plan);
            for (int i = 0; i < 5; i++)
            {
                writer.Ticks(400, perCommit: 130);
                writer.Say(7);
                writer.Snapshots.Save(writer.Next - 1, State(i + 1, 900));
            }
        }
        Assert.Equal(embedded.Stat(), here.Stat());
        Assert.Equal(embedded.DumpLines(), here.DumpLines());
        (JournalVerification expected, JournalVerification found) = (embedded.Verify(), here.Verify());
        Assert.True(found.Good, string.Join('\n', found.Findings));
        Assert.Equal((expected.Events, expected.OutboundEvents, expected.Snapshots), (found.Events, found.OutboundEvents, found.Snapshots));
        Assert.Equal(2_003, found.Events);
    }

    [Fact]
    public void A_part_of_a_dump_is_the_same_here_as_on_the_embedded_log()
    {
        using JournalPlace here = NewPlace(), embedded = new EmbeddedPlace();
        JournalDumpOptions part = new() { FromSequence = 900, ToSequence = 1_203, Until = Events.TimeOf(1_200) };
        List<byte[]> dumps = [];
        foreach (JournalPlace place in (JournalPlace[])[here, embedded])
        {
            using (PlaceWriter writer = place.Create())
            {
                for (int i = 0; i < 4; i++)
                {
                    writer.Ticks(500);
                    writer.Say(9);
                }
            }
            using MemoryStream output = new();
            place.Dump(output, part);
            dumps.Add(output.ToArray());
        }
        Assert.NotEmpty(dumps[0]);
        Assert.Equal(dumps[1], dumps[0]);
    }
}
