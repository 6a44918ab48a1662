using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;
using Astra.StandIns.EventStore;

namespace Astra.EventStore.Tests.Journaling;

/// <summary>A stand-in, a folder to fall back to, and sessions of one name.</summary>
internal sealed class SessionRig(EventStoreStandIn server) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly List<string> _said = [];

    public EventStoreStandIn Server => server;

    public SessionName Name { get; } = new(new DateOnly(2026, 7, 20), "rig");

    public string Fallback => _folder.Journal;

    public EventStoreSettings Settings { get; } = EventStoreSettings.Parse(server.ConnectionString);

    public EventStoreJournalOptions Options => new()
    {
        BufferBytes = 1024 * 1024,
        FallbackSegmentBytes = 1024 * 1024,
        AppendTimeout = TimeSpan.FromSeconds(2),
        OutageAfter = TimeSpan.FromSeconds(1),
        FallbackFolder = Fallback,
        Report = text => { lock (_said) _said.Add(text); },
    };

    public string Said
    {
        get { lock (_said) return string.Join('\n', _said); }
    }

    public static async Task<SessionRig> StartAsync() => new(await EventStoreStandIn.StartAsync());

    public EventStoreSession Create(EventStoreJournalOptions? options = null) => EventStoreSession.Create(Settings, Name, default, options ?? Options);

    public EventStoreSession Resume(EventStoreJournalOptions? options = null) => EventStoreSession.Resume(Settings, Name, options ?? Options);

    /// <summary>Ticks that tell their sequence, behind those that were written.</summary>
    public static void Write(EventStoreSession session, int events, int shift = 0)
    {
        EventStoreJournal journal = (EventStoreJournal)session.Journal;
        for (int i = 0; i < events; i++)
        {
            InboundEvent e = Events.Tick(journal.NextSequence);
            e.Record.Touchline.Volume += shift;
            journal.Append(journal.NextSequence, ref e);
            if (i % 10 == 9) journal.Commit();
        }
        journal.Commit();
        journal.Want(journal.NextSequence - 1);
    }

    public static void Say(EventStoreSession session, int events)
    {
        for (int i = 0; i < events; i++)
        {
            OutboundEvent e = Events.Said(session.OutboundLog.LastSequence + 1, session.Journal.DurableSequence);
            session.OutboundLog.Append(ref e);
        }
        session.OutboundLog.Commit();
    }

    public void UntilDurable(EventStoreSession session, long sequence) =>
        Assert.True(SpinWait.SpinUntil(() => session.Journal.DurableSequence >= sequence, Patience), $"event {sequence} is not durable: {session.Lag}\n{Said}");

    /// <summary>Reads both streams to their ends, proves each tick, and returns where they end.</summary>
    public async Task<(long Inbound, long Outbound)> ReadAsync()
    {
        await using EventStoreClient client = new(Settings);
        using EventStoreJournalReader reader = EventStoreJournalReader.Open(client, Name);
        InboundEvent e = default;
        long next = 0;
        for (; reader.TryRead(ref e, out long sequence); next++)
        {
            InboundEvent tick = Events.Tick(next);
            Assert.Equal(next, sequence);
            Assert.True(Events.Same(ref tick, ref e), $"event {next} was changed");
        }
        using EventStoreOutboundReader outbound = EventStoreOutboundReader.Open(client, Name);
        OutboundEvent said = default;
        long told = 0;
        for (; outbound.TryRead(ref said); told++) Assert.Equal(told, said.Header.Sequence);
        JournalVerification found = await EventStoreVerifier.RunAsync(client, Name);
        Assert.True(found.Good, string.Join('\n', found.Findings));
        return (next, told);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        _folder.Dispose();
    }
}
