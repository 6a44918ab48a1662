using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>
/// Makes the next segment's file ahead, on a thread of its own: allocated, so that a full disk shows before an event needs the
/// room, and filled with zeros, since a first write into a merely allocated block costs the sync up to twice the time.
/// </summary>
internal sealed class SpareSegment(string folder, JournalStream stream, long bytes, bool zeroFill) : IDisposable
{
    private const int Chunk = 1024 * 1024;
    private const long HeadStart = 8 * Chunk;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string _path = JournalFiles.Spare(folder, stream);
    private readonly ManualResetEventSlim _wanted = new();
    private Task<SafeFileHandle>? _making;
    private long _used;
    private volatile bool _dropped;

    /// <summary>How far the present segment is written; the spare keeps ahead of it. Set by the writer, read by the helper.</summary>
    public long Used
    {
        set => Volatile.Write(ref _used, value);
    }

    /// <summary>Begins to make a spare; <paramref name="before"/> is done first, on the same thread.</summary>
    public void Begin(Action before)
    {
        _wanted.Reset();
        Used = 0;
        _making = Task.Factory.StartNew(
            () =>
            {
                before();
                return Make();
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The spare, waiting for it when it is not ready; throws <see cref="JournalException"/> when it could not be made.</summary>
    public SafeFileHandle Take(out string path)
    {
        path = _path;
        _wanted.Set();
        Task<SafeFileHandle>? making = _making;
        _making = null;
        return making is null ? Make() : making.GetAwaiter().GetResult();
    }

    /// <summary>Removes a spare that was not needed; one that could not be made was not needed either.</summary>
    public void Dispose()
    {
        if (_making is null) return;
        _dropped = true;
        _wanted.Set();
        ((IAsyncResult)_making).AsyncWaitHandle.WaitOne();
        if (_making.IsCompletedSuccessfully) _making.Result.Dispose();
        else _ = _making.Exception;
        _making = null;
        File.Delete(_path);
    }

    private SafeFileHandle Make()
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(_path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.None, bytes);
            // A file system that cannot preallocate leaves the file short.
            if (RandomAccess.GetLength(file) < bytes) RandomAccess.SetLength(file, bytes);
            if (zeroFill) FillWithZeros(file);
            RandomAccess.FlushToDisk(file);
            return file;
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            file?.Dispose();
            JournalException fault = IoFault.Of(e, _path, "making a segment", bytes);
            File.Delete(_path);
            throw fault;
        }
    }

    // In synced steps, twice as fast as the present segment fills: the commits that share the disk then wait for a step at most, and seldom,
    // and the spare is ready when half of the present one is used. Once somebody waits for it, it is finished at once.
    private void FillWithZeros(SafeFileHandle file)
    {
        byte[] zeros = new byte[Chunk];
        for (long at = 0; at < bytes; at += Chunk)
        {
            RandomAccess.Write(file, zeros.AsSpan(0, (int)Math.Min(Chunk, bytes - at)), at);
            Native.SyncData(file);
            while (at > 2 * Volatile.Read(ref _used) + HeadStart && !_wanted.Wait(Pause))
            {
            }
            if (_dropped) return;
        }
    }
}
