using Astra.Journal.EventStore;

namespace Astra.EventStore.Tests.Journaling;

/// <summary>A way to a server that answers when the test says so.</summary>
internal sealed class FakeLane : IFrameLane
{
    private readonly Lock _telling = new();
    private readonly Lock _lock = new();
    private readonly Queue<CutFrame> _owed = [];
    private bool _abandoned;

    public IAppendObserver Observer { get; set; } = null!;

    /// <summary>Answers each frame at once, on the sender's thread.</summary>
    public bool Automatic { get; set; }

    public int Window { get; set; } = 1;

    public int WidestWindow { get; private set; }

    public int MostInFlight { get; private set; }

    public long Resends { get; set; }

    public long NextIndex { get; private set; }

    /// <summary>First sequence and count of each frame sent.</summary>
    public List<(long First, int Count, int Bytes)> Sent { get; } = [];

    public int SentCount
    {
        get { lock (_lock) return Sent.Count; }
    }

    public long LastSent
    {
        get { lock (_lock) return Sent.Count == 0 ? -1 : Sent[^1].First + Sent[^1].Count - 1; }
    }

    public bool HasRoom
    {
        get { lock (_lock) return !_abandoned && _owed.Count < Window; }
    }

    public int InFlight
    {
        get { lock (_lock) return _owed.Count; }
    }

    public AppenderStatus Status => new(AppenderState.Running, default, 0, Resends, "the fake server is away", "fake:1");

    public void Send(CutFrame frame)
    {
        lock (_lock)
        {
            Assert.Equal(NextIndex++, frame.Index);
            Assert.True(Journal.FrameHeader.ChecksumHolds(frame.Memory.Span));
            WidestWindow = Math.Max(WidestWindow, Window);
            Sent.Add((frame.FirstSequence, frame.Count, frame.Length));
            _owed.Enqueue(frame);
            MostInFlight = Math.Max(MostInFlight, _owed.Count);
        }
        if (Automatic) Acknowledge();
    }

    /// <summary>Acknowledges up to so many of the oldest frames.</summary>
    public int Acknowledge(int frames = int.MaxValue)
    {
        int done = 0;
        while (done < frames)
        {
            lock (_telling)
            {
                CutFrame? frame;
                lock (_lock)
                {
                    if (!_owed.TryDequeue(out frame)) break;
                }
                Observer.OnAcknowledged(frame);
                frame.Release();
            }
            done++;
        }
        return done;
    }

    public IReadOnlyList<CutFrame> Abandon()
    {
        lock (_telling)
        lock (_lock)
        {
            _abandoned = true;
            CutFrame[] left = [.. _owed];
            _owed.Clear();
            return left;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
