using System.IO.Compression;
using Astra.Adapters.Recordings;

namespace Astra.Cli;

/// <summary>What a data file holds.</summary>
internal enum DataKind
{
    Recording,
    Bars,
    Ticks,
}

/// <summary>Market data of any kind by its path: a recording as it is, CSV through an import to a recording that goes with the run.</summary>
internal static class DataFile
{
    public static MarketInput Open(string path) =>
        KindOf(path) is var kind && kind == DataKind.Recording ? MarketInput.Recorded(path) : Import(path, kind);

    public static MarketInput Import(string path, DataKind kind)
    {
        RequireFile(path);
        TemporaryRecording.RemoveAbandoned();
        string recording = TemporaryRecording.NewPath();
        try
        {
            Terminal.Say($"importing {path}");
            ImportReport report = kind == DataKind.Bars ? CsvImport.Bars(path, recording) : CsvImport.Ticks(path, recording);
            foreach (string line in ImportText.Lines(report)) Terminal.Say(line);
            return MarketInput.Recorded(recording, temporary: true);
        }
        catch
        {
            File.Delete(recording);
            throw;
        }
    }

    /// <summary>Found out by the file's first bytes or line, not by its name.</summary>
    /// <exception cref="UsageException">It is none of the three.</exception>
    public static DataKind KindOf(string path)
    {
        RequireFile(path);
        string first = FirstLine(path);
        if (first.Length == 0 && new FileInfo(path).Length == 0) throw new UsageException($"{path}: the file is empty; give a recording or a CSV of bars or ticks");
        if (first.StartsWith("ASTRAREC", StringComparison.Ordinal)) return DataKind.Recording;
        string[] columns = first.Split(',', StringSplitOptions.TrimEntries);
        if (columns.Contains("ts") && columns.Contains("symbol"))
        {
            // An option chain goes where it is refused with the reason.
            if (columns.Contains("ltp") || columns.Contains("ce_ltp")) return DataKind.Ticks;
            if (columns.Contains("open") && columns.Contains("close")) return DataKind.Bars;
        }
        throw new UsageException($"{path}, line 1: neither a recording nor a CSV of bars (ts,symbol,open,high,low,close…) or ticks (ts,symbol,ltp…); give one of these");
    }

    /// <summary>The file's name without its endings, for a folder of its own.</summary>
    public static string NameOf(string path)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? name[..dot] : name;
    }

    private static string FirstLine(string path)
    {
        using FileStream file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        byte[] bytes = new byte[4096];
        int read;
        try
        {
            read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException e)
        {
            throw new UsageException($"{path}: the name ends in .gz but its bytes are not whole gzip ({e.Message}); copy it again, or rename it");
        }
        return System.Text.Encoding.UTF8.GetString(bytes, 0, read).TrimStart('\uFEFF').Split('\n')[0].TrimEnd('\r');
    }

    /// <summary>The text of a small file that the user named.</summary>
    public static string ReadText(string path)
    {
        RequireFile(path);
        return File.ReadAllText(path);
    }

    /// <exception cref="UsageException">There is no such file, or it is a folder.</exception>
    public static void RequireFile(string path)
    {
        if (!File.Exists(path)) throw new UsageException(Directory.Exists(path) ? $"{path} is a folder; name a file" : $"{path} does not exist; name a file that does");
    }
}
