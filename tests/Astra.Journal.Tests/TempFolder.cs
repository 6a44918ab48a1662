namespace Astra.Journal.Tests;

/// <summary>A folder that goes with the test.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "astra-journal-" + Guid.NewGuid().ToString("N"));

    /// <summary>A folder inside that does not exist yet.</summary>
    public string Journal => System.IO.Path.Combine(Path, "journal");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
