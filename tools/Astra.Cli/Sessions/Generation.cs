using Astra.Adapters.Recordings;
using Astra.Core;

namespace Astra.Cli;

/// <summary>Writes a source to a recording, with progress.</summary>
internal static class Generation
{
    private const int Stride = 16_384;

    /// <summary>All of the source. Interrupted, it leaves nothing behind and throws.</summary>
    public static void Write(IRecordSource source, string path, CancellationToken interrupt) => Write(source, path, keepPart: false, interrupt);

    /// <summary>The source up to an interrupt; what was generated is kept as a recording that says so. Returns whether it is all.</summary>
    public static bool WriteUntil(IRecordSource source, string path, CancellationToken interrupt) => Write(source, path, keepPart: true, interrupt);

    private static bool Write(IRecordSource source, string path, bool keepPart, CancellationToken interrupt) =>
        Gauge.Run("generate", "ticks", source.ExpectedTicks, show =>
        {
            using RecordingWriter writer = new(path, source.Description, source.Instruments);
            InboundRecord record = default;
            long count = 0;
            while (source.TryRead(ref record))
            {
                writer.Write(in record);
                if (++count % Stride != 0) continue;
                show(count);
                if (!interrupt.IsCancellationRequested) continue;
                if (!keepPart) interrupt.ThrowIfCancellationRequested();
                writer.Complete(FormattableString.Invariant($"interrupted after {count:N0} ticks"));
                return false;
            }
            writer.Complete();
            return true;
        });
}
