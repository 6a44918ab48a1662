using Astra.Adapters.Recordings;
using Astra.Core;

namespace Astra.Cli;

/// <summary>Writes a source to a recording, with progress.</summary>
internal static class Generation
{
    private const int Stride = 16_384;

    /// <summary>Returns the records written. Interrupted, it leaves nothing behind.</summary>
    public static long Write(IRecordSource source, string path, CancellationToken interrupt) =>
        Gauge.Run("generate", "ticks", source.ExpectedTicks, show =>
        {
            using RecordingWriter writer = new(path, source.Description, source.Instruments);
            InboundRecord record = default;
            long count = 0;
            while (source.TryRead(ref record))
            {
                writer.Write(in record);
                if (++count % Stride != 0) continue;
                interrupt.ThrowIfCancellationRequested();
                show(count);
            }
            writer.Complete();
            return count;
        });
}
