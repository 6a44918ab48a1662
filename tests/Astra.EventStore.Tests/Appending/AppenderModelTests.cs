using Astra.Journal;
using Astra.Journal.EventStore;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Astra.EventStore.Tests;

/// <summary>Any faults, in any order, over several lives of the writer: in the end the stream holds every event once, in order.</summary>
public class AppenderModelTests
{
    private static readonly Fate[] Passing =
    [
        Fate.Answer, Fate.Answer, Fate.Answer, Fate.AnswerAsText, Fate.Hold, Fate.Lose, Fate.Drop, Fate.Late, Fate.Timeout, Fate.TimeoutStored,
        Fate.Nonsense, Fate.Stray, Fate.Break, Fate.BreakStored, Fate.EndStored, Fate.NotLeader, Fate.AccessDenied, Fate.Unauthenticated,
    ];

    private static readonly Fate[] PassingOpenings = [Fate.Answer, Fate.Answer, Fate.Lose, Fate.Drop];

    private sealed record Life(Fate[] Fates, Fate[] Openings, bool[] Refused, int Frames, int Window, int AbandonAfter);

    private static readonly Gen<Life> AnyLife = Gen.Select(
        Gen.Int[0, Passing.Length - 1].Select(i => Passing[i]).Array[0, 30],
        Gen.Int[0, PassingOpenings.Length - 1].Select(i => PassingOpenings[i]).Array[0, 3],
        Gen.Bool.Array[0, 10], Gen.Int[1, 25], Gen.Int[1, 8], Gen.Int[0, 25],
        (fates, openings, refused, frames, window, abandonAfter) => new Life(fates, openings, refused, frames, window, abandonAfter));

    [Fact]
    public async Task The_stream_converges_to_each_event_once_in_order() => await AnyLife.Array[1, 4].SampleAsync(RunAsync, iter: 40);

    private static async Task RunAsync(Life[] lives)
    {
        ScriptedServer server = new();
        FakeTimeProvider time = new();
        long durable = -1;
        for (int i = 0; i < lives.Length; i++) durable = await LiveAsync(server, time, lives[i], last: i == lives.Length - 1, durable);
        Assert.Empty(server.Violations);
        long next = 0, index = 0;
        foreach (StoredEvent stored in server.Stored)
        {
            FrameHeader header = FrameEnvelope.Open(ScriptedServer.Stream, stored, out _);
            Assert.Equal((index++, next), (stored.Revision, header.FirstSequence));
            next += header.Count;
        }
        Assert.Equal(durable + 1, next);
    }

    /// <summary>One life of the writer; all but the last are abandoned somewhere. Returns the last sequence that was told as durable.</summary>
    private static async Task<long> LiveAsync(ScriptedServer server, FakeTimeProvider time, Life life, bool last, long durable)
    {
        foreach (Fate fate in life.Openings) server.Openings.Enqueue(fate);
        AppenderOptions options = AppenderRig.Quick with { InFlight = life.Window, MostInFlight = 8, AppendTimeout = TimeSpan.FromSeconds(5) };
        await using AppenderRig rig = AppenderRig.New(server, options, time);
        Task opening = rig.OpenAsync();
        await Moving(opening);
        server.ForgetSent();
        // What was told as durable is there, whatever else is.
        Assert.True(rig.End.NextSequence > durable, $"{durable} was durable, the stream goes on at {rig.End.NextSequence}");
        foreach (Fate fate in life.Fates) server.Fates.Enqueue(fate);
        foreach (bool refused in life.Refused) server.Connections.Enqueue(refused ? new EventStoreException(JournalErrorKind.Unavailable, "a", "b", "c") : null);
        await Moving(rig.SendAsync(last ? life.Frames : Math.Min(life.Frames, life.AbandonAfter)));
        if (last) await Moving(rig.AllAcknowledgedAsync());
        long first = rig.End.NextIndex;
        foreach (CutFrame frame in rig.Appender.Abandon()) frame.Release();
        server.Fates.Clear();
        server.Connections.Clear();
        server.Openings.Clear();
        // Each frame was told once, in order, without a hole.
        Assert.Equal(Enumerable.Range(0, rig.Acknowledged.Count).Select(i => (first + i, rig.End.NextSequence + i)), rig.Acknowledged);
        await rig.Appender.DisposeAsync();
        Assert.Equal(1, rig.BuffersInUse);
        return rig.Acknowledged.Count == 0 ? Math.Max(durable, rig.End.NextSequence - 1) : rig.Acknowledged[^1].Sequence;

        async Task Moving(Task task)
        {
            while (!task.IsCompleted)
            {
                time.Advance(TimeSpan.FromMilliseconds(500));
                server.ReleaseHeld(reversed: true);
                await Task.WhenAny(task, Task.Delay(1));
            }
            await task;
        }
    }
}
