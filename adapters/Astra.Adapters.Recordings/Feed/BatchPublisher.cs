using Astra.Core;
using Astra.Host;

namespace Astra.Adapters.Recordings;

/// <summary>
/// Copies finished batches into the ring. Slots are claimed only when all their records are at hand, so nothing claimed waits
/// unpublished while the source is read or the ring is full.
/// </summary>
internal readonly struct BatchPublisher(IInboundPort port, CancellationToken stop)
{
    /// <summary>False when stopped while the ring was full; the batch is then not published.</summary>
    public bool TryPublish(ReadOnlySpan<InboundRecord> batch, ReadOnlySpan<long> intended, IntendedPublish? observer)
    {
        long highest;
        SpinWait wait = default;
        while (!port.TryClaim(batch.Length, out highest))
        {
            if (stop.IsCancellationRequested) return false;
            wait.SpinOnce();
        }
        long lowest = highest - batch.Length + 1;
        for (int i = 0; i < batch.Length; i++)
        {
            ref InboundEvent slot = ref port[lowest + i];
            slot.Record = batch[i];
            slot.Payload = null;
            observer?.Invoke(lowest + i, intended[i]);
        }
        if (intended.IsEmpty) port.Publish(lowest, highest);
        // Each with its own due time: a batch gathers what fell due while its publisher was late, and that wait belongs in the measurement.
        else for (int i = 0; i < batch.Length; i++) port.Publish(lowest + i, lowest + i, intended[i]);
        return true;
    }
}
