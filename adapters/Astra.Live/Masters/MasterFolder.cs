using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Astra.Live;

/// <summary>The kept versions of one file of a master: one per day, named by the day, each of them checked before it got its name.</summary>
internal sealed class MasterFolder
{
    private const string Ending = ".master";

    private readonly string _folder;

    /// <summary>By address, too: another server's file is another file.</summary>
    public MasterFolder(string root, string vendor, MasterDownload file)
    {
        string address = file.Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address)).AsSpan(0, 4));
        _folder = Path.Combine(root, vendor, $"{file.Name}-{key}");
        Directory.CreateDirectory(_folder);
    }

    public string PathOf(DateOnly day) => Path.Combine(_folder, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + Ending);

    /// <summary>For a download; taken by <see cref="Keep"/>, or deleted by whoever asked.</summary>
    public string NewPart() => Path.Combine(_folder, $".{Guid.NewGuid():N}.part");

    /// <summary>The days that are there, latest first.</summary>
    public List<DateOnly> Days() =>
        [.. Directory.EnumerateFiles(_folder, "*" + Ending).Select(DayOf).OfType<DateOnly>().OrderDescending()];

    /// <summary>In one step: another process sees the whole file or none.</summary>
    public void Keep(string part, DateOnly day)
    {
        File.Move(part, PathOf(day), overwrite: true);
        foreach (DateOnly old in Days().Skip(2)) File.Delete(PathOf(old));
        foreach (string left in Directory.EnumerateFiles(_folder, ".*.part"))
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(left) > TimeSpan.FromDays(1)) File.Delete(left);
    }

    private static DateOnly? DayOf(string path) =>
        DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(path), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}
