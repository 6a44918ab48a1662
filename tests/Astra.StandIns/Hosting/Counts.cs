using System.Diagnostics;

namespace Astra.StandIns;

/// <summary>What the server saw and sent, by its own count. A packet counts once its bytes have been given to the socket.</summary>
public sealed class Counts
{
    private const int Modes = 8;
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<SimInstrument> _instruments;
    private readonly long[] _packets;
    private readonly long[] _faults = new long[Enum.GetValues<FrameFault>().Length];
    private readonly List<RestCall> _rest = [];
    private readonly List<ConnectionAttempt> _attempts = [];
    private readonly List<SubscriptionSeen> _subscriptions = [];
    private readonly List<string> _violations = [];
    private readonly Dictionary<int, long> _byConnection = [];
    private long _total, _controlPings;
    private int _heartbeats, _logins, _loginRefusals, _tokenCalls, _orderCalls, _orderChanges, _shownAgain, _tooEarly, _errorFrames;

    internal Counts(IReadOnlyList<SimInstrument> instruments) =>
        (_instruments, _packets) = (instruments, new long[instruments.Count * Modes]);

    /// <summary>Good packets written, over all.</summary>
    public long Packets => Interlocked.Read(ref _total);

    /// <summary>Text heartbeats received (Angel One <c>ping</c>, Shoonya <c>{"t":"h"}</c>).</summary>
    public int Heartbeats => Volatile.Read(ref _heartbeats);

    /// <summary>WebSocket pings received.</summary>
    public long ControlPings => Interlocked.Read(ref _controlPings);

    /// <summary>Logins that were let in.</summary>
    public int Logins => Volatile.Read(ref _logins);

    public int LoginRefusals => Volatile.Read(ref _loginRefusals);

    /// <summary>Renewals of tokens without a login.</summary>
    public int TokenCalls => Volatile.Read(ref _tokenCalls);

    /// <summary>Calls to any path of orders, reading ones included. A session in shadow mode makes none that changes something: <see cref="OrderChanges"/>.</summary>
    public int OrderCalls => Volatile.Read(ref _orderCalls);

    /// <summary>Calls that would have placed, changed or cancelled something.</summary>
    public int OrderChanges => Volatile.Read(ref _orderChanges);

    /// <summary>Tokens shown again after they had been refused once: must stay 0.</summary>
    public int RefusedTokensShownAgain => Volatile.Read(ref _shownAgain);

    /// <summary>Shoonya: frames sent before the acknowledgement, lost in silence.</summary>
    public int SentTooEarly => Volatile.Read(ref _tooEarly);

    /// <summary>Error frames that the server sent on its own account (limits, bad requests), not as an injected fault.</summary>
    public int ErrorFrames => Volatile.Read(ref _errorFrames);

    public IReadOnlyList<RestCall> RestCalls { get { lock (_gate) return [.. _rest]; } }

    public IReadOnlyList<ConnectionAttempt> Attempts { get { lock (_gate) return [.. _attempts]; } }

    public IReadOnlyList<SubscriptionSeen> Subscriptions { get { lock (_gate) return [.. _subscriptions]; } }

    /// <summary>The vendor's limits that were overstepped, in words.</summary>
    public IReadOnlyList<string> LimitViolations { get { lock (_gate) return [.. _violations]; } }

    /// <summary>Packets of one instrument, in one mode or (0) in all.</summary>
    public long Of(SimInstrument instrument, int mode = 0)
    {
        if (mode > 0) return Interlocked.Read(ref _packets[(instrument.Index * Modes) + mode]);
        long sum = 0;
        for (int at = 0; at < Modes; at++) sum += Interlocked.Read(ref _packets[(instrument.Index * Modes) + at]);
        return sum;
    }

    /// <summary>Packets of one key; 0 for one that is not there.</summary>
    public long Of(string exchange, string token, int mode = 0) =>
        _instruments.FirstOrDefault(i => i.Exchange == exchange && i.Token == token) is { } found ? Of(found, mode) : 0;

    /// <summary>Good packets written to one connection, which may be gone.</summary>
    public long OfConnection(int id)
    {
        lock (_gate) return _byConnection.GetValueOrDefault(id);
    }

    /// <summary>Bad frames written.</summary>
    public long Of(FrameFault fault) => Interlocked.Read(ref _faults[(int)fault]);

    /// <summary>Calls whose path ends like this.</summary>
    public int Rest(string pathEnd)
    {
        lock (_gate) return _rest.Count(c => c.Path.TrimEnd('/').EndsWith(pathEnd.TrimEnd('/'), StringComparison.OrdinalIgnoreCase));
    }

    internal static int Mark(SimInstrument instrument, int mode) => (instrument.Index * Modes) + mode;

    /// <summary>Marks of bad frames lie above those of all instruments.</summary>
    internal int Mark(FrameFault fault) => _packets.Length + (int)fault;

    internal void Written(int mark, int connection)
    {
        if (mark >= _packets.Length)
        {
            Interlocked.Increment(ref _faults[mark - _packets.Length]);
            return;
        }

        Interlocked.Increment(ref _packets[mark]);
        Interlocked.Increment(ref _total);
        lock (_gate) _byConnection[connection] = _byConnection.GetValueOrDefault(connection) + 1;
    }

    internal void Heartbeat() => Interlocked.Increment(ref _heartbeats);

    internal void ControlPing() => Interlocked.Increment(ref _controlPings);

    internal void Login(bool letIn) => _ = letIn ? Interlocked.Increment(ref _logins) : Interlocked.Increment(ref _loginRefusals);

    internal void TokenCall() => Interlocked.Increment(ref _tokenCalls);

    internal void OrderCall(bool changes)
    {
        Interlocked.Increment(ref _orderCalls);
        if (changes) Interlocked.Increment(ref _orderChanges);
    }

    internal void ShownAgain() => Interlocked.Increment(ref _shownAgain);

    internal void TooEarly() => Interlocked.Increment(ref _tooEarly);

    internal void ErrorFrame() => Interlocked.Increment(ref _errorFrames);

    internal void Violation(string words)
    {
        lock (_gate) _violations.Add(words);
    }

    internal void Rest(string method, string path, int status)
    {
        lock (_gate) _rest.Add(new RestCall(Stopwatch.GetElapsedTime(_started), DateTimeOffset.UtcNow, method, path, status));
    }

    internal void Attempt(string path, int status, string reason)
    {
        lock (_gate) _attempts.Add(new ConnectionAttempt(Stopwatch.GetElapsedTime(_started), DateTimeOffset.UtcNow, path, status, reason));
    }

    internal void Subscription(int connection, bool subscribes, int mode, IReadOnlyList<string> keys)
    {
        lock (_gate) _subscriptions.Add(new SubscriptionSeen(Stopwatch.GetElapsedTime(_started), connection, subscribes, mode, keys));
    }
}
