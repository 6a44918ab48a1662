using System.IO.MemoryMappedFiles;

namespace Astra.Cli;

/// <summary>
/// A sequence in the first eight bytes of a memory-mapped file (little endian, -1 at first): it costs a store to write, another process can watch it, and
/// what was written outlives a killed writer.
/// </summary>
internal sealed class Watermark : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Opens the file, made with -1 in it when it is new.</summary>
    public Watermark(string path)
    {
        bool isNew = !File.Exists(path) || new FileInfo(path).Length < sizeof(long);
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, sizeof(long));
        _view = _file.CreateViewAccessor(0, sizeof(long));
        if (isNew) Value = -1;
    }

    /// <summary>One writer, any number of readers; aligned, so never torn.</summary>
    public long Value
    {
        get
        {
            Thread.MemoryBarrier();
            return _view.ReadInt64(0);
        }
        set
        {
            _view.Write(0, value);
            Thread.MemoryBarrier();
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
