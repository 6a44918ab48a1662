namespace Astra.Cli.Tests;

/// <summary>A folder with a space in its name, gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("astra cli ").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>A copy of a journal, to be damaged.</summary>
    public string Copy(string folder, string name)
    {
        string target = this[name];
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
        return target;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
