using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary>Holds what was said against what was expected, field by field.</summary>
internal static class Expectation
{
    /// <summary>Every field expected must be there and equal; of those listed in <paramref name="optional"/> none may be there that was not expected.</summary>
    public static void Holds(string where, JsonElement expected, JsonElement said, params string[] optional)
    {
        foreach (JsonProperty field in expected.EnumerateObject())
        {
            Assert.True(said.TryGetProperty(field.Name, out JsonElement value), $"{where}: no {field.Name} in {said.GetRawText()}");
            Assert.True(JsonElement.DeepEquals(field.Value, value), $"{where}: {field.Name} is {value.GetRawText()} instead of {field.Value.GetRawText()}");
        }
        foreach (string name in optional)
            if (!expected.TryGetProperty(name, out _)) Assert.False(said.TryGetProperty(name, out JsonElement extra), $"{where}: {name} {(extra.ValueKind == JsonValueKind.Undefined ? "" : extra.GetRawText())} was not expected");
    }

    /// <summary>The lines of a file or output, each a JSON object.</summary>
    public static JsonElement[] Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
