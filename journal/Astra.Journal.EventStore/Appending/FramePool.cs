using System.Diagnostics.CodeAnalysis;

namespace Astra.Journal.EventStore;

/// <summary>
/// The buffers of one stream's frames, made when first needed and never more than <paramref name="capacity"/>: what bounds the memory of a writer, to
/// <paramref name="capacity"/> times <paramref name="frameBytes"/>. From any thread.
/// </summary>
/// <param name="frameBytes">Header, body and padding of the largest frame; a multiple of 8.</param>
internal sealed class FramePool(int capacity, int frameBytes)
{
    private readonly Lock _lock = new();
    private readonly Stack<CutFrame> _free = new(capacity);
    private int _made;

    /// <summary>
    /// Enough for one cutter and one appender, so that a cut never fails while the appender has room: the frames in flight, as many that were acknowledged this moment and
    /// are still being told, one being filled and one whose write ends after its answer. 18 buffers, 1.2 MiB, with the defaults.
    /// </summary>
    public static FramePool For(AppenderOptions options) => new(2 * options.MostInFlight + 2, options.FrameBytes);

    public int FrameBytes => frameBytes;

    public int Capacity => capacity;

    /// <summary>Buffers that are with a cutter, an appender or a write.</summary>
    public int InUse
    {
        get { lock (_lock) return _made - _free.Count; }
    }

    /// <summary>False when all buffers are in use.</summary>
    public bool TryRent([NotNullWhen(true)] out CutFrame? frame)
    {
        lock (_lock)
        {
            if (!_free.TryPop(out frame))
            {
                if (_made == capacity) return false;
                _made++;
            }
        }
        frame ??= new CutFrame(this, frameBytes);
        frame.Rent();
        return true;
    }

    internal void Return(CutFrame frame)
    {
        lock (_lock) _free.Push(frame);
    }
}
