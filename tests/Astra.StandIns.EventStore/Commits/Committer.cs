using System.Diagnostics;
using System.Threading.Channels;

namespace Astra.StandIns.EventStore;

/// <summary>
/// Stores appends in the order in which they came, in groups: whatever arrives during one flush waits for the next. An append that waits longer than the commit timeout
/// is answered with a timeout and may be stored all the same.
/// </summary>
internal sealed class Committer : IAsyncDisposable
{
    // A frozen or slow flush looks this often for appends whose time is over.
    private static readonly TimeSpan Sweep = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWaitForVictims = TimeSpan.FromMilliseconds(500);

    private static readonly AppendResult Late = new(AppendOutcome.TimedOut, -1, 0);

    private readonly Channel<Commit> _queue = Channel.CreateUnbounded<Commit>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Commit> _group = [];
    private readonly StoredStreams _store;
    private readonly EventStoreFaults _faults;
    private readonly EventStoreCounts _counts;
    private readonly CommitDelay _delay;
    private readonly TimeSpan _timeout;
    private readonly Action<int> _kill;
    private readonly Task _loop;
    private TimeSpan _owed;

    public Committer(StoredStreams store, EventStoreFaults faults, EventStoreCounts counts, CommitDelay delay, int timeoutMs, Action<int> kill)
    {
        (_store, _faults, _counts, _delay, _timeout, _kill) = (store, faults, counts, delay, TimeSpan.FromMilliseconds(timeoutMs), kill);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Never blocks. After the stand-in was killed nothing is done with it.</summary>
    public void Submit(Commit commit) => _queue.Writer.TryWrite(commit);

    /// <summary>Ends it as a kill does: the first of what waits are stored, none is answered.</summary>
    /// <param name="stored">How many, given how many wait.</param>
    public async Task KillAsync(Func<int, int> stored)
    {
        await EndAsync();
        while (_queue.Reader.TryRead(out Commit? commit)) _group.Add(commit);
        List<Commit> waiting = _group.FindAll(commit => !commit.IsAnswered);
        int keep = Math.Clamp(stored(waiting.Count), 0, waiting.Count);
        foreach (Commit commit in waiting.Take(keep)) _counts.Committed(commit.Apply(_store), commit.Events);
        _group.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    private async Task EndAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_stop.Token))
            {
                TakeAll();
                await FlushAsync();
                for (int i = 0; i < _group.Count; i++)
                {
                    if (_faults.KillIsDue(out int inFlight, out int stored))
                    {
                        _group.RemoveRange(0, i);
                        await HoldAsync(inFlight);
                        _kill(stored);
                        return;
                    }
                    Store(_group[i]);
                }
                _group.Clear();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Killed or stopped: what waits is dealt with there.
        }
    }

    private void Store(Commit commit)
    {
        AppendResult result = commit.Apply(_store);
        _counts.Committed(result, commit.Events);
        commit.TryAnswer(result);
    }

    private void TakeAll()
    {
        while (_queue.Reader.TryRead(out Commit? commit)) _group.Add(commit);
    }

    private async Task FlushAsync()
    {
        _owed += _delay.Next();
        TimeSpan wait = TimeSpan.FromMilliseconds(Math.Floor(_owed.TotalMilliseconds));
        _owed -= wait;
        long end = Stopwatch.GetTimestamp() + (long)(wait.TotalSeconds * Stopwatch.Frequency);
        bool late = false, keep = true;
        while (true)
        {
            TimeSpan left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end);
            bool frozen = _faults.IsFrozen;
            if (frozen) keep = _faults.KeepsFrozen;
            if (!frozen && left <= TimeSpan.Zero) break;
            await Task.Delay(frozen || left > Sweep ? Sweep : left, _stop.Token);
            if (!frozen && wait < _timeout) continue;
            TakeAll();
            foreach (Commit commit in _group)
                if (!commit.IsAnswered && Stopwatch.GetElapsedTime(commit.Since) >= _timeout && commit.TryAnswer(Late)) late = true;
        }
        if (late && !keep) _group.RemoveAll(commit => commit.IsAnswered);
    }

    private async Task HoldAsync(int inFlight)
    {
        long since = Stopwatch.GetTimestamp();
        for (TakeAll(); _group.Count < inFlight && Stopwatch.GetElapsedTime(since) < LongestWaitForVictims; TakeAll()) await Task.Delay(1, _stop.Token);
    }
}
