using System.IO.Compression;
using Sylvan.Data.Csv;

namespace Astra.Research;

/// <summary>A CSV file, plain or gzip by its ending, read row by row, the header's first. Its faults come with file, line and remedy.</summary>
internal static class CsvInput
{
    /// <exception cref="ResearchInputException">The bytes are not whole gzip, or no CSV.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static T Read<T>(string path, Func<CsvDataReader, T> read)
    {
        using FileStream file = File.OpenRead(path);
        using Stream bytes = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader text = new(bytes, System.Text.Encoding.UTF8, true, 1 << 16);
        CsvDataReader? reader = null;
        try
        {
            reader = CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = false, Delimiter = ',', BufferSize = 1 << 18 });
            return read(reader);
        }
        catch (CsvRecordTooLargeException e)
        {
            throw new ResearchInputException(path, e.RowNumber, "the line is longer than any row of numbers; is a quote left open, or is this another kind of file?");
        }
        catch (CsvFormatException e)
        {
            throw new ResearchInputException(path, e.RowNumber, $"this is not CSV ({e.Message}); check the quotes");
        }
        catch (InvalidDataException e)
        {
            throw new ResearchInputException(path, (reader?.RowNumber ?? 0) + 1, $"from here on the bytes are not whole gzip ({e.Message}); copy the file again, or rename it if it is not compressed");
        }
        finally
        {
            reader?.Dispose();
        }
    }

    /// <summary>The names of the header, small, without blanks and byte order mark; null when the file is empty.</summary>
    /// <exception cref="ResearchInputException">A name stands there twice.</exception>
    public static string[]? Header(CsvDataReader reader, string path)
    {
        if (!reader.Read()) return null;
        string[] names = new string[reader.RowFieldCount];
        for (int i = 0; i < names.Length; i++) names[i] = reader.GetString(i).Trim().TrimStart('\uFEFF').ToLowerInvariant();
        string? twice = names.Where(name => name.Length > 0).GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? names : throw new ResearchInputException(path, 1, $"column {twice} stands there twice; name every column once");
    }
}
