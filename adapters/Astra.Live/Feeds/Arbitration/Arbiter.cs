using Astra.Markets;

namespace Astra.Live;

/// <summary>
/// Of several feeds of the same instruments, the first good one wins. A tick with a day's volume above the highest so far goes on, whoever brings it, and makes its
/// feed the instrument's leader; one below was shown already. A tick that leaves the volume as it is (a quote), or has none (an index), is told apart from a repetition only by
/// whose it is: the leader's goes on. Another feed takes over when the leader's is in trouble, or has shown nothing of the instrument for two seconds.
/// <para>
/// The instrument is held from a yes until the caller's claim, because the ring's order is the order of claims. Deterministic given its inputs; a hold is one
/// compare-and-swap, and only feeds that bring the same instrument at the same moment ever wait for each other.
/// </para>
/// </summary>
internal sealed class Arbiter
{
    // A caller that said yes and never claimed must not stop the other feed for ever.
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromSeconds(1);

    [ThreadStatic]
    private static Arbiter? t_holder;
    [ThreadStatic]
    private static int t_instrument;
    [ThreadStatic]
    private static int t_feed;

    private readonly ArbitratedInstrument[] _instruments;
    private readonly FeedLead[] _feeds;
    private readonly TimeProvider _time;
    private readonly long _silence;
    private readonly long _disbelief;

    /// <param name="instruments">Ids run from 0 to this, exclusive.</param>
    public Arbiter(int feeds, int instruments, TimeProvider time)
    {
        Feeds = feeds;
        _time = time;
        _instruments = new ArbitratedInstrument[instruments];
        for (int i = 0; i < instruments; i++) _instruments[i] = ArbitratedInstrument.New;
        _feeds = [.. Enumerable.Range(0, feeds).Select(_ => new FeedLead())];
        _silence = 2 * time.TimestampFrequency;
        _disbelief = 10 * time.TimestampFrequency;
    }

    public int Feeds { get; }

    /// <param name="volume">-1 when the tick carries none.</param>
    /// <param name="now">Timestamp of the time provider.</param>
    public bool Wants(byte feed, int instrument, long volume, Timestamp exchangeTime, long now)
    {
        Release();
        if ((uint)instrument >= (uint)_instruments.Length) return true;
        _feeds[feed].Show();
        ref ArbitratedInstrument state = ref _instruments[instrument];
        Hold(ref state, feed);
        if (Decide(ref state, feed, volume, exchangeTime, now))
        {
            (t_holder, t_instrument, t_feed) = (this, instrument, feed);
            return true;
        }
        Volatile.Write(ref state.Held, 0);
        return false;
    }

    /// <summary>The calling thread's claim has to wait for room: its hold is not abandoned, however long that takes.</summary>
    public static void KeepWhileWaiting()
    {
        if (t_holder is { } holder) Interlocked.CompareExchange(ref holder._instruments[t_instrument].Held, -t_feed - 1, t_feed + 1);
    }

    /// <summary>The calling thread has claimed, or wants nothing more of what it was granted.</summary>
    public static void Release()
    {
        if (t_holder is not { } holder) return;
        t_holder = null;
        ref int held = ref holder._instruments[t_instrument].Held;
        if (Interlocked.CompareExchange(ref held, 0, t_feed + 1) != t_feed + 1) Interlocked.CompareExchange(ref held, 0, -t_feed - 1);
    }

    /// <summary>A feed's connections are in trouble, or well again.</summary>
    public void SetTrouble(byte feed, bool inTrouble) => _feeds[feed].SetTrouble(inTrouble, _time.GetTimestamp());

    /// <summary>Instruments that have passed from a feed in trouble to another, once for each trouble and when they are all over; 0 when there is nothing to tell.</summary>
    /// <param name="to">Who leads most of them now.</param>
    public int TakeFailover(byte from, out byte to)
    {
        to = 0;
        FeedLead lead = _feeds[from];
        // Two seconds and some: by then the silence rule has moved what trouble has not.
        if (!lead.IsDue(_time.GetTimestamp(), _silence + _silence / 2)) return 0;
        int moved = lead.Tell();
        if (moved == 0) return 0;
        Span<int> led = stackalloc int[Feeds];
        led.Clear();
        for (int i = 0; i < _instruments.Length; i++)
            if (_instruments[i].Leader is >= 0 and int leader && leader != from) led[leader]++;
        for (byte i = 1; i < Feeds; i++)
            if (led[i] > led[to]) to = i;
        return moved;
    }

    private bool Decide(ref ArbitratedInstrument state, byte feed, long volume, Timestamp stamp, long now)
    {
        if (state.Leader < 0) return Accept(ref state, feed, volume, stamp, now);
        if (volume >= 0 && volume < state.Volume && Ist.DayOf(stamp) > Ist.DayOf(state.Stamp)) state.Volume = -1;
        bool leads = feed == state.Leader;
        bool free = leads || _feeds[state.Leader].FailedSince(state.LeaderShown) || now - state.LeaderShown > _silence;
        if (volume > state.Volume)
        {
            if (!leads && free) _feeds[state.Leader].Lose();
            return Accept(ref state, feed, volume, stamp, now);
        }
        if (volume >= 0 && volume < state.Volume && !Doubts(in state, feed, stamp, now))
        {
            if (leads) state.LeaderShown = now;
            return false;
        }
        if (!free || (!leads && stamp < state.Stamp && now - state.LeaderShown <= _disbelief)) return false;
        if (!leads) _feeds[state.Leader].Lose();
        return Accept(ref state, feed, volume, stamp, now);
    }

    /// <summary>
    /// A highest volume that its own feed takes back was wrong, or was corrected; one whose feed has gone and that nobody reaches any more is not
    /// believed either, or one wrong figure would shut the instrument for the day.
    /// </summary>
    private bool Doubts(in ArbitratedInstrument state, byte feed, Timestamp stamp, long now) =>
        feed == state.VolumeFrom ? stamp >= state.Stamp : now - state.LeaderShown > _disbelief;

    private static bool Accept(ref ArbitratedInstrument state, byte feed, long volume, Timestamp stamp, long now)
    {
        state.Leader = feed;
        state.LeaderShown = now;
        state.Stamp = stamp;
        if (volume >= 0) (state.Volume, state.VolumeFrom) = (volume, feed);
        return true;
    }

    private void Hold(ref ArbitratedInstrument state, byte feed)
    {
        if (Interlocked.CompareExchange(ref state.Held, feed + 1, 0) == 0) return;
        long began = _time.GetTimestamp();
        SpinWait spin = default;
        while (true)
        {
            int holder = Volatile.Read(ref state.Held);
            if (holder == 0 && Interlocked.CompareExchange(ref state.Held, feed + 1, 0) == 0) return;
            if (holder > 0 && _time.GetElapsedTime(began) > AbandonedAfter && Interlocked.CompareExchange(ref state.Held, feed + 1, holder) == holder) return;
            spin.SpinOnce();
        }
    }
}
