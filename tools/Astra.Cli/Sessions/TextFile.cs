using System.IO.Compression;
using System.Text;

namespace Astra.Cli;

/// <summary>Lines to a file, compressed by its ending, or to the screen.</summary>
internal static class TextFile
{
    public const string Screen = "-";

    /// <param name="path">A file, replaced if it is there; or <see cref="Screen"/>.</param>
    public static void Write(string path, IEnumerable<string> lines)
    {
        if (path == Screen)
        {
            foreach (string line in lines) Console.Out.WriteLine(line);
            return;
        }
        using FileStream file = File.Create(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal) : file;
        using StreamWriter writer = new(stream, new UTF8Encoding(false)) { NewLine = "\n" };
        foreach (string line in lines) writer.WriteLine(line);
    }
}
