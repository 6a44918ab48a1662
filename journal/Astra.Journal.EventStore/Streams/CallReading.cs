using Grpc.Core;

namespace Astra.Journal.EventStore;

/// <summary>One reading call whose every message is awaited for a bounded time. The time that the caller takes between messages does not count.</summary>
internal sealed class CallReading : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;
    private readonly AsyncServerStreamingCall<Wire.ReadResp> _call;

    public CallReading(EventStoreNode node, Wire.ReadReq request, bool requiresLeader, TimeProvider time, TimeSpan limit, CancellationToken stop)
    {
        _limit = limit;
        _timer = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(stop, _timer.Token);
        _call = node.Streams.Read(request, new CallOptions(node.Headers(requiresLeader), cancellationToken: _either.Token));
    }

    public Wire.ReadResp Current => _call.ResponseStream.Current;

    public async ValueTask<bool> NextAsync()
    {
        _timer.CancelAfter(_limit);
        try
        {
            return await _call.ResponseStream.MoveNext(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (WireErrors.IsCallError(error) && _timer.IsCancellationRequested)
        {
            throw CallTimer.Late(_limit);
        }
        finally
        {
            _timer.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _call.Dispose();
        _either.Dispose();
        _timer.Dispose();
    }
}
