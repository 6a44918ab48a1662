using System.Diagnostics;
using System.Threading.Channels;
using Grpc.Core;
using Wire = Astra.Journal.EventStore.Wire;

namespace Astra.StandIns.EventStore;

/// <summary>Answers of one batch call on their way out, with all that may happen to them there.</summary>
internal sealed class BatchAnswers(EventStoreFaults faults, IServerStreamWriter<Wire.BatchAppendResp> responses)
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);

    private readonly Channel<(Wire.BatchAppendResp Answer, long Due)> _queue =
        Channel.CreateUnbounded<(Wire.BatchAppendResp, long)>(new UnboundedChannelOptions { SingleReader = true });

    private readonly TaskCompletionSource _cutOff = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _endAfterNext, _mute, _stop, _answered;
    private int _owed;

    /// <summary>Appends without an answer.</summary>
    public int Owed => Volatile.Read(ref _owed);

    /// <summary>At least one answer left.</summary>
    public bool HasAnswered => _answered;

    /// <summary>Ends when the call ends because of a half-close: with the next answer, and all others are lost.</summary>
    public Task CutOff => _cutOff.Task;

    public int Owe() => Interlocked.Increment(ref _owed);

    public void EndAfterNext() => _endAfterNext = true;

    /// <summary>Nothing is answered on this call any more.</summary>
    public void Mute() => _mute = true;

    /// <param name="after">How long the answer is held, from now.</param>
    public void Add(Wire.BatchAppendResp answer, TimeSpan after = default)
    {
        TimeSpan wait = after + faults.AnswerDelay;
        if (faults.ColdLimit > 0 && !_answered && wait < Gathering) wait = Gathering;
        _queue.Writer.TryWrite((answer, Stopwatch.GetTimestamp() + (long)(wait.TotalSeconds * Stopwatch.Frequency)));
    }

    /// <summary>Ends the sending after the answer that is being written; the others are lost.</summary>
    public void Stop()
    {
        _stop = true;
        _queue.Writer.TryComplete();
    }

    public async Task SendAsync(CancellationToken gone)
    {
        List<(Wire.BatchAppendResp Answer, long Due)> next = [];
        while (await _queue.Reader.WaitToReadAsync(gone))
        {
            await TakeAsync(next, gone);
            foreach ((Wire.BatchAppendResp answer, long due) in next)
            {
                TimeSpan wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (wait > TimeSpan.Zero) await Task.Delay(wait, gone);
                if (_stop) return;
                if (_mute) continue;
                bool more = wait <= TimeSpan.Zero && next.Count == 1 && _queue.Reader.TryPeek(out (Wire.BatchAppendResp, long Due) following) && following.Due <= due;
                responses.WriteOptions = more ? Buffered : null;
                await responses.WriteAsync(answer, gone);
                _answered = true;
                Interlocked.Decrement(ref _owed);
                if (!_endAfterNext) continue;
                _cutOff.TrySetResult();
                return;
            }
        }
    }

    private async Task TakeAsync(List<(Wire.BatchAppendResp Answer, long Due)> next, CancellationToken gone)
    {
        next.Clear();
        if (_queue.Reader.TryRead(out (Wire.BatchAppendResp, long) first)) next.Add(first);
        int window = faults.OutOfOrder;
        if (window <= 1) return;
        long since = Stopwatch.GetTimestamp();
        while (next.Count < window && Stopwatch.GetElapsedTime(since) < Gathering)
        {
            if (_queue.Reader.TryRead(out (Wire.BatchAppendResp, long) another)) next.Add(another);
            else await Task.Delay(1, gone);
        }
        next.Reverse();
    }
}
