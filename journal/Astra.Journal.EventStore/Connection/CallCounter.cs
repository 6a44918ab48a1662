using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Astra.Journal.EventStore;

/// <summary>
/// Knows how many calls are open, so that a connection which was given up is closed when its last call ends, and not under the hands of whoever still has one that works.
/// </summary>
internal sealed class CallCounter(Action close) : Interceptor
{
    private readonly Lock _lock = new();
    private int _open;
    private bool _retired, _closed;

    public bool IsClosed
    {
        get
        {
            lock (_lock) return _closed;
        }
    }

    /// <summary>No new call keeps it open: it closes with the last of those that are.</summary>
    public void Retire()
    {
        bool last;
        lock (_lock)
        {
            _retired = true;
            last = IsLast();
        }
        if (last) close();
    }

    public void CloseNow()
    {
        bool last;
        lock (_lock)
        {
            _retired = true;
            _open = 0;
            last = IsLast();
        }
        if (last) close();
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        AsyncUnaryCall<TResponse> call = Open(() => continuation(request, context));
        return new AsyncUnaryCall<TResponse>(call.ResponseAsync, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, Ended(call));
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        AsyncClientStreamingCall<TRequest, TResponse> call = Open(() => continuation(context));
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            call.RequestStream, call.ResponseAsync, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, Ended(call));
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        AsyncServerStreamingCall<TResponse> call = Open(() => continuation(request, context));
        return new AsyncServerStreamingCall<TResponse>(call.ResponseStream, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, Ended(call));
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        AsyncDuplexStreamingCall<TRequest, TResponse> call = Open(() => continuation(context));
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            call.RequestStream, call.ResponseStream, call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, Ended(call));
    }

    private T Open<T>(Func<T> start)
    {
        lock (_lock)
        {
            if (_closed) throw new RpcException(new Status(StatusCode.Unavailable, "this connection was given up"));
            _open++;
        }
        try
        {
            return start();
        }
        catch
        {
            Leave();
            throw;
        }
    }

    private Action Ended(IDisposable call)
    {
        int ended = 0;
        return () =>
        {
            call.Dispose();
            if (Interlocked.Exchange(ref ended, 1) == 0) Leave();
        };
    }

    private void Leave()
    {
        bool last;
        lock (_lock)
        {
            if (_open > 0) _open--;
            last = IsLast();
        }
        if (last) close();
    }

    private bool IsLast()
    {
        if (!_retired || _open > 0 || _closed) return false;
        _closed = true;
        return true;
    }
}
