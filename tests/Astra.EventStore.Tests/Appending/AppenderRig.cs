using Astra.Journal;
using Astra.Journal.EventStore;
using Astra.Markets;

namespace Astra.EventStore.Tests;

/// <summary>An appender on a scripted server, its owner's part, and everything that it told. Frames hold one event each.</summary>
internal sealed class AppenderRig : IAppendObserver, IAsyncDisposable
{
    public static readonly Guid Journal = Guid.Parse("3f2a9c1b-0000-4000-8000-000000000001");
    /// <summary>Marks of one opening: index of the first frame behind those of a new stream.</summary>
    public const int Marks = OpenedMark.PerOpening;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FramePool _pool;
    private readonly Lock _lock = new();
    private readonly List<(long Index, long Sequence)> _acknowledged = [];
    private readonly List<(AppendFault Fault, string Text)> _faults = [];
    private FrameCutter? _cutter;
    private EventStoreException? _fatal;

    private AppenderRig(ScriptedServer server, IAppendTransport transport, AppenderOptions options, TimeProvider time)
    {
        Server = server;
        Options = options;
        _pool = FramePool.For(options);
        Appender = new FrameAppender(transport, ScriptedServer.Stream, Journal, JournalStream.In, options, this, time);
    }

    /// <summary>Pauses so short that a test does not feel them; nothing but a lost answer waits for the timer.</summary>
    public static AppenderOptions Quick => new()
    {
        FrameBytes = 4096,
        FirstPause = TimeSpan.FromMilliseconds(2),
        LongestPause = TimeSpan.FromMilliseconds(4),
        RefusedPause = TimeSpan.FromMilliseconds(4),
        AppendTimeout = TimeSpan.FromSeconds(60),
    };

    public ScriptedServer Server { get; }

    public AppenderOptions Options { get; }

    public FrameAppender Appender { get; }

    public StreamEnd End { get; private set; } = null!;

    public Action<CutFrame> WhenAcknowledged { get; set; } = static _ => { };

    public int BuffersInUse => _pool.InUse;

    public IReadOnlyList<(AppendFault Fault, string Text)> Faults
    {
        get { lock (_lock) return [.. _faults]; }
    }

    public IReadOnlyList<(long Index, long Sequence)> Acknowledged
    {
        get { lock (_lock) return [.. _acknowledged]; }
    }

    public static AppenderRig New(ScriptedServer server, AppenderOptions? options = null, TimeProvider? time = null) =>
        new(server, server, options ?? Quick, time ?? TimeProvider.System);

    /// <summary>The same over the real wire; <see cref="Server"/> is not used.</summary>
    public static async Task<AppenderRig> OpenAsync(EventStoreClient client, AppenderOptions options)
    {
        AppenderRig rig = new(new ScriptedServer(), new ClientTransport(client), options, TimeProvider.System);
        await rig.OpenAsync();
        return rig;
    }

    public static async Task<AppenderRig> OpenAsync(ScriptedServer server, AppenderOptions? options = null, TimeProvider? time = null)
    {
        AppenderRig rig = New(server, options, time);
        await rig.OpenAsync();
        return rig;
    }

    public async Task OpenAsync(long first = 0)
    {
        End = await Appender.OpenAsync(OpenedMark.Now(Journal, "test"), TestContext.Current.CancellationToken, first, new Timestamp(-1));
        _cutter = new FrameCutter(JournalStream.In, Journal, _pool, End.NextSequence, End.HighestTime);
    }

    /// <summary>Sends frames, of one event each unless said otherwise, as there is room.</summary>
    public async Task SendAsync(int frames, int recordsInEach = 1)
    {
        for (int i = 0; i < frames; i++)
        {
            await UntilAsync(() => Appender.HasRoom || Appender.Status.State == AppenderState.Failed, "room");
            Assert.True(Appender.HasRoom, $"{Appender.Status}");
            byte[] record = new byte[24];
            record[0] = 5;
            for (int n = 0; n < recordsInEach; n++)
            {
                BitConverter.TryWriteBytes(record.AsSpan(8), _cutter!.NextSequence);
                Assert.True(_cutter.TryAddRecord(record, new Timestamp(_cutter.NextSequence)));
            }
            Assert.True(_cutter!.TryCut(Appender.NextIndex, out CutFrame? frame), "no buffer although there is room");
            Appender.Send(frame);
        }
    }

    public async Task AllAcknowledgedAsync()
    {
        await UntilAsync(() => Appender.InFlight == 0 || Appender.Status.State == AppenderState.Failed, "everything acknowledged");
        Assert.True(Appender.InFlight == 0, $"{Appender.Status}");
    }

    public async Task<EventStoreException> FatalAsync()
    {
        await UntilAsync(() => { lock (_lock) return _fatal is not null; }, "the end");
        return _fatal!;
    }

    /// <summary>Waits in real time for something that another thread does.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"waited in vain for {what}; {Appender.Status}");
            await Task.Delay(1);
        }
    }

    /// <summary>The stream holds the marks, then each event once in order, and the observer was told each frame once in order.</summary>
    public void AssertStored(int frames)
    {
        Assert.Empty(Server.Violations);
        Assert.Equal(Marks + frames, Server.Stored.Count);
        for (int i = 0; i < frames; i++)
        {
            FrameHeader header = FrameEnvelope.Open(ScriptedServer.Stream, Server.Stored[Marks + i], out Guid journal);
            Assert.Equal((FrameKind.Events, i, 1, Journal), (header.Kind, header.FirstSequence, header.Count, journal));
        }
        Assert.Equal(Enumerable.Range(0, frames).Select(i => ((long)Marks + i, (long)i)), Acknowledged);
        Assert.Equal(Marks + frames - 1, Appender.AcknowledgedIndex);
        Assert.True(Server.MostInFlight <= Options.MostInFlight);
    }

    public void OnAcknowledged(CutFrame frame)
    {
        lock (_lock) _acknowledged.Add((frame.Index, frame.FirstSequence));
        WhenAcknowledged(frame);
    }

    public void OnFault(AppendFault fault, string text)
    {
        lock (_lock) _faults.Add((fault, text));
    }

    public void OnFatal(EventStoreException fault)
    {
        lock (_lock) _fatal = fault;
    }

    public async ValueTask DisposeAsync()
    {
        await Appender.DisposeAsync();
        _cutter?.Dispose();
    }
}
