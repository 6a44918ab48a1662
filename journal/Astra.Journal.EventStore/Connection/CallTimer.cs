using System.Globalization;
using Grpc.Core;

namespace Astra.Journal.EventStore;

/// <summary>Bounds calls by this machine's clock: a node that hangs, as one does before it leads, never hangs its client.</summary>
internal static class CallTimer
{
    /// <summary>One short call. Later than the limit it is a DeadlineExceeded like any other; stopped, it is an OperationCanceledException.</summary>
    public static async Task<T> BoundAsync<T>(TimeProvider time, TimeSpan limit, Func<CancellationToken, Task<T>> call, CancellationToken stop)
    {
        using CancellationTokenSource timer = new(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stop, timer.Token);
        try
        {
            return await call(either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (WireErrors.IsCallError(error) && either.IsCancellationRequested)
        {
            stop.ThrowIfCancellationRequested();
            throw Late(limit);
        }
    }

    public static RpcException Late(TimeSpan limit) =>
        new(new Status(StatusCode.DeadlineExceeded, string.Create(CultureInfo.InvariantCulture, $"no answer within {limit.TotalSeconds:0.###} s")));
}
