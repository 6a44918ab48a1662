using Grpc.Core;

namespace Astra.StandIns.EventStore;

/// <summary>
/// Everything that can go wrong at a server, to be switched on and off from any thread while calls are under way. Faults that count appends count both forms
/// (<c>Append</c> and <c>BatchAppend</c>), from the moment when they are set.
/// </summary>
public sealed partial class EventStoreFaults
{
    private readonly Lock _gate = new();
    private int _timeouts, _drops, _breakReads, _breakReadsAfter;
    private long _faultAfter = -1, _killAfter = -1;
    private bool _timeoutsStored, _faultStored, _breakByAbort;
    private TimeSpan _timeoutAfter;
    private RpcException? _faultError;
    private int _killInFlight, _killStored;
    private volatile bool _frozen, _keepsFrozen = true;

    /// <summary>Added to every answer to an append.</summary>
    public TimeSpan AnswerDelay { get; set; }

    /// <summary>Above 1: answers of a batch call are gathered until so many wait (or 50 ms are over) and are sent in the opposite order.</summary>
    public int OutOfOrder { get; set; }

    /// <summary>Appends are taken and nothing is done: neither stored nor answered. Everything else goes on.</summary>
    public bool MuteAppends { get; set; }

    /// <summary>All calls are taken and nothing is done, gossip included; the connection stays up.</summary>
    public bool Mute { get; set; }

    /// <summary>Appends fail as a crashed handler does (Unknown), batch calls end; reads go on.</summary>
    public bool DiskFull { get; set; }

    public ServerState State { get; set; }

    /// <summary>Every call is refused as one with wrong credentials.</summary>
    public bool Unauthenticated { get; set; }

    /// <summary>Streams may neither be written nor read: a permission was taken away. A batch call stays open and each append is refused.</summary>
    public bool AccessDenied { get; set; }

    /// <summary>The node that this one names as its leader, refusing all calls that require one. Null: it leads. Gossip names it as alive.</summary>
    public (string Host, int Port)? OtherLeader { get; set; }

    /// <summary>How slow the first call of a new connection is.</summary>
    public TimeSpan ColdStart { get; set; }

    /// <summary>Above 0: a batch call on which more appends than this wait before its first answer was sent never answers. The server's figure is 100.</summary>
    public int ColdLimit { get; set; }

    /// <summary>Appends are not committed: no quorum, or a disk that stands still.</summary>
    public bool IsFrozen => _frozen;

    internal bool KeepsFrozen => _keepsFrozen;

    /// <summary>The next appends are answered with a timeout.</summary>
    /// <param name="appends">How many; <see cref="int.MaxValue"/> until <see cref="Heal"/>.</param>
    /// <param name="stored">Whether they are in the stream all the same.</param>
    /// <param name="after">How long the answer takes.</param>
    public void TimeOutNext(int appends, bool stored, TimeSpan after = default)
    {
        lock (_gate) (_timeouts, _timeoutsStored, _timeoutAfter) = (appends, stored, after);
    }

    /// <summary>The next appends are stored and never answered.</summary>
    public void DropAnswers(int appends)
    {
        lock (_gate) _drops = appends;
    }

    /// <summary>Lets some appends pass; the one after them ends its call with an error, once.</summary>
    /// <param name="appends">How many pass; 0 means that the very next one ends its call.</param>
    /// <param name="stored">Whether that append is stored, unanswered. Those before it are stored, answered or not.</param>
    public void FaultCallAfter(int appends, StatusCode code, string detail = "", IReadOnlyDictionary<string, string>? trailers = null, bool stored = true)
    {
        Metadata metadata = [];
        foreach ((string key, string value) in trailers ?? new Dictionary<string, string>()) metadata.Add(key, value);
        lock (_gate) (_faultAfter, _faultStored, _faultError) = (appends, stored, new RpcException(new Status(code, detail), metadata));
    }

    /// <summary>
    /// Commits stop until <see cref="Thaw"/>. Appends that wait longer than the commit timeout are answered with a timeout; on thawing they are stored, or are gone.
    /// </summary>
    public void FreezeQuorum(bool stored)
    {
        _keepsFrozen = stored;
        _frozen = true;
    }

    public void Thaw() => _frozen = false;

    /// <summary>Lets some appends pass, waits until the wanted number is in flight (half a second at most), stores the first of those, and is killed.</summary>
    /// <param name="after">Appends that pass.</param>
    /// <param name="inFlight">Appends in flight to wait for.</param>
    /// <param name="stored">How many of those in flight are stored, unanswered.</param>
    public void KillMidBatch(int after, int inFlight, int stored)
    {
        lock (_gate) (_killAfter, _killInFlight, _killStored) = (after, inFlight, stored);
    }

    /// <summary>The next reads end with Unavailable after some events.</summary>
    /// <param name="abortConnection">The connection breaks instead.</param>
    public void BreakReads(int afterEvents, int reads = 1, bool abortConnection = false)
    {
        lock (_gate) (_breakReads, _breakReadsAfter, _breakByAbort) = (reads, afterEvents, abortConnection);
    }

    /// <summary>Switches every fault off. Calls that were muted stay so; what waited for a frozen quorum is committed.</summary>
    public void Heal()
    {
        lock (_gate)
        {
            AnswerDelay = ColdStart = TimeSpan.Zero;
            OutOfOrder = ColdLimit = _timeouts = _drops = _breakReads = 0;
            MuteAppends = Mute = DiskFull = Unauthenticated = AccessDenied = _frozen = false;
            State = ServerState.Ready;
            OtherLeader = null;
            _faultAfter = _killAfter = -1;
        }
    }
}
