using System.Globalization;
using System.IO.Compression;
using Astra.Markets;

namespace Astra.Indicators.Tests;

/// <summary>A case of the reference: bars in order and the expected columns beside them.</summary>
internal sealed class ReferenceSeries(string name)
{
    public string Name { get; } = name;
    public List<Bar> Bars { get; } = [];
    public List<string[]> Expected { get; } = [];

    /// <summary>Column names of the expected file, in order.</summary>
    public static string[] ReadHeader(string expectedFile) => ReadLines(expectedFile).First().Split(',');

    /// <summary>The series of a pair of files; one, or one for each <c>case</c>.</summary>
    public static IReadOnlyList<ReferenceSeries> Read(string inputFile, string expectedFile)
    {
        List<ReferenceSeries> series = [];
        string session = "";
        using IEnumerator<string> expected = ReadLines(expectedFile).Skip(1).GetEnumerator();
        foreach (string line in ReadLines(inputFile).Skip(1))
        {
            Assert.True(expected.MoveNext(), "the expected file is shorter than its input");
            string[] cells = line.Split(',');
            int shift = cells.Length - 7;
            string name = shift == 0 ? "" : cells[0];
            if (series.Count == 0 || series[^1].Name != name)
            {
                series.Add(new ReferenceSeries(name));
                session = "";
            }
            bool start = cells[shift + 1] != session;
            session = cells[shift + 1];
            series[^1].Bars.Add(Indicators.Tests.Bars.Of(Number(cells[shift + 2]), Number(cells[shift + 3]), Number(cells[shift + 4]),
                Number(cells[shift + 5]), long.Parse(cells[shift + 6], CultureInfo.InvariantCulture), start));
            series[^1].Expected.Add(expected.Current.Split(','));
        }
        return series;
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string> ReadLines(string name)
    {
        using GZipStream unpacked = new(File.OpenRead(Find(name)), CompressionMode.Decompress);
        using StreamReader reader = new(unpacked);
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static string Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "reference", "indicators", name);
            if (File.Exists(path)) return path;
        }
        Assert.Skip($"NOT CHECKED: shared/reference/indicators/{name} is not beside the repository");
        return "";
    }
}
