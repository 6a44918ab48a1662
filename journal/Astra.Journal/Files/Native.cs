using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Astra.Journal;

/// <summary>The few calls of the C library that the runtime does not offer: data-only sync, sync of a folder, reading a locked file.</summary>
internal static partial class Native
{
    private const int Interrupted = 4;

    /// <summary>Waits until the file's bytes (not its time stamps) are on the disk. Allocates nothing.</summary>
    public static void SyncData(SafeFileHandle file)
    {
        if (!OperatingSystem.IsLinux())
        {
            RandomAccess.FlushToDisk(file);
            return;
        }
        while (FDataSync(file) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            if (error != Interrupted) throw new IOException($"fdatasync: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
    }

    /// <summary>Makes created, renamed and deleted names durable. Windows has no such call and needs none.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor = Open(folder, 0);
        if (descriptor < 0) throw LastError("open", folder);
        try
        {
            if (FSync(descriptor) != 0) throw LastError("fsync", folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Text of a small file that another process holds exclusively; null when it cannot be read. Advisory locks do not bind this call.</summary>
    public static string? ReadLocked(string path)
    {
        if (OperatingSystem.IsWindows()) return null;
        int descriptor = Open(path, 0);
        if (descriptor < 0) return null;
        byte[] bytes = new byte[64];
        nint count = Read(descriptor, bytes, bytes.Length);
        _ = Close(descriptor);
        return count <= 0 ? null : Encoding.ASCII.GetString(bytes, 0, (int)count);
    }

    private static IOException LastError(string call, string path)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"{call} {path}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(int descriptor);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int descriptor, [Out] byte[] buffer, nint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
