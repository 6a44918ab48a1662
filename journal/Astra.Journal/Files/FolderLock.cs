using System.Globalization;
using System.Text;

namespace Astra.Journal;

/// <summary>The one writer's hold on a journal folder: an exclusive lock that the operating system drops with the process, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Creates the folder when it is not there, and takes the lock.</summary>
    public static FolderLock Take(string folder)
    {
        if (File.Exists(folder))
            throw new JournalException(JournalErrorKind.NotAFolder, folder, "this is a file, a journal is a folder", "name a folder");
        string path = Path.Combine(folder, JournalFiles.Lock);
        try
        {
            Directory.CreateDirectory(folder);
            FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            file.SetLength(0);
            file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            return new FolderLock(file);
        }
        catch (Exception e) when (IoFault.Is(e))
        {
            JournalException fault = IoFault.Of(e, path, "taking the lock");
            if (fault.Kind is JournalErrorKind.Io && File.Exists(path)) throw new JournalInUseException(folder, Holder(path));
            throw fault;
        }
    }

    public void Dispose() => _file.Dispose();

    private static int? Holder(string path) =>
        int.TryParse(Native.ReadLocked(path), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int id) ? id : null;
}
