using System.Text.Json;

namespace Astra.Adapters.AngelOne.Tests;

/// <summary>The wire vectors of the reference folder beside the repository.</summary>
internal static class Vectors
{
    /// <summary>Stands in for the ids when the folder is not there, so that the test shows as skipped.</summary>
    public const string Missing = "(no vectors)";

    public static IEnumerable<TheoryDataRow<string>> Ids(string file) =>
        Find(file) is { } path ? Lines(path).Select(l => new TheoryDataRow<string>(l.GetProperty("id").GetString()!)) : [new TheoryDataRow<string>(Missing)];

    public static JsonElement Read(string file, string id)
    {
        if (id == Missing) Assert.Skip($"NOT CHECKED: shared/reference/vectors/angelone/{file} is not beside the repository");
        return Lines(Find(file)!).Single(l => l.GetProperty("id").GetString() == id);
    }

    /// <summary>A key that nobody reads is a fact that nobody checks.</summary>
    public static void MustHoldOnly(JsonElement record, params ReadOnlySpan<string> keys)
    {
        foreach (JsonProperty property in record.EnumerateObject())
            Assert.True(keys.Contains(property.Name), $"the record has an unknown key '{property.Name}'");
    }

    private static IEnumerable<JsonElement> Lines(string path) => File.ReadLines(path).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement);

    private static string? Find(string file)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "reference", "vectors", "angelone", file);
            if (File.Exists(path)) return path;
        }
        return null;
    }
}
