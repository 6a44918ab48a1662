using Astra.Core;
using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Journal.Tests;

namespace Astra.EventStore.Tests.Journaling;

/// <summary>A journal whose server is a <see cref="FakeLane"/>, and what it told its listener.</summary>
internal sealed class JournalRig : IDurabilityListener, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Takeover _takeover;
    private readonly FrameSender _sender;
    private readonly List<string> _said = [];
    private long _told = -1;

    public JournalRig(EventStoreJournalOptions options, long first = 0)
    {
        Options = options = options with { Report = text => { lock (_said) _said.Add(text); } };
        SessionName name = new(new DateOnly(2026, 7, 20), "rig");
        EventTape tape = new(options.BufferBytes);
        _takeover = new Takeover(name, Id, options) { Armed = true };
        _sender = new FrameSender(JournalStream.In, name.Journal, tape, options, _takeover);
        AppenderOptions appending = new() { MostInFlight = options.InFlightCatchingUp, FrameBytes = options.FrameBytes };
        Lane = new FakeLane { Observer = _sender };
        _sender.Start(Lane, new FrameCutter(JournalStream.In, Id, FramePool.For(appending), first, default, options.Time));
        Journal = new EventStoreJournal(_sender, new TapeWriter(tape, _sender, options.FrameBytes, first, default, options.Time), _takeover, name.Journal);
        Journal.Attach(this);
    }

    public static Guid Id { get; } = new("5b0e6f0a-3c2d-4a54-9f0e-0b7a4c1d2e3f");

    /// <summary>Small buffers, and nothing lingers away by itself.</summary>
    public static EventStoreJournalOptions Patient => new() { Linger = TimeSpan.FromHours(1), BufferBytes = 256 * 1024, FallbackSegmentBytes = 1024 * 1024 };

    public EventStoreJournalOptions Options { get; }

    public EventStoreJournal Journal { get; }

    public FakeLane Lane { get; }

    public JournalLag Lag => _sender.Lag();

    public string? FellBackTo => _takeover.Folder;

    /// <summary>Last sequence that the listener heard of.</summary>
    public long Told => Volatile.Read(ref _told);

    public Exception? Failure { get; private set; }

    public string Said
    {
        get { lock (_said) return string.Join('\n', _said); }
    }

    public void Append(int events)
    {
        for (int i = 0; i < events; i++)
        {
            InboundEvent e = Events.Tick(Journal.NextSequence);
            Journal.Append(Journal.NextSequence, ref e);
        }
    }

    public void Write(int events)
    {
        Append(events);
        Journal.Commit();
    }

    public void Until(Func<bool> reached, string what) => Assert.True(SpinWait.SpinUntil(reached, Patience), $"{what}: {Lag}\n{Said}");

    public void OnDurable(long sequence)
    {
        Assert.True(sequence > Volatile.Read(ref _told), "the durable sequence fell");
        Volatile.Write(ref _told, sequence);
    }

    public void OnFailed(Exception fault)
    {
        Assert.Null(Failure);
        Failure = fault;
    }

    public void Kill()
    {
        Journal.Abandon();
        _takeover.Abandon();
    }

    /// <summary>Closes; the server answers everything by now, so that a test that has failed ends too.</summary>
    public void Dispose()
    {
        Task closing = Task.Run(Journal.Dispose);
        Lane.Automatic = true;
        while (!closing.Wait(1)) Lane.Acknowledge();
        _takeover.Dispose();
    }
}
