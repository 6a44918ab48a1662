using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>Writes a small file so that a crash leaves the old one or the new one, never half of it.</summary>
internal static class DurableFile
{
    private const string Ending = ".tmp";

    public static void Replace(string path, params ReadOnlySpan<ReadOnlyMemory<byte>> parts)
    {
        string temporary = path + Ending;
        try
        {
            using (SafeFileHandle file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
            {
                long offset = 0;
                foreach (ReadOnlyMemory<byte> part in parts)
                {
                    RandomAccess.Write(file, part.Span, offset);
                    offset += part.Length;
                }
                RandomAccess.FlushToDisk(file);
            }
            File.Move(temporary, path, overwrite: true);
            Native.SyncFolder(Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            throw IoFault.Of(e, path, "writing");
        }
    }
}
