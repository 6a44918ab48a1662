using System.Globalization;
using System.Text.Json;

namespace Astra.Cli;

/// <summary>One line of a file of frames, and where it stands.</summary>
internal sealed class FrameRecord(string path, int line, JsonDocument document) : IDisposable
{
    public JsonElement Json => document.RootElement;

    /// <summary>The record's own, or its line where it has none.</summary>
    public string Id => Json.TryGetProperty("id", out JsonElement id)
        ? id.ValueKind == JsonValueKind.String ? id.GetString()! : id.GetRawText()
        : line.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether it is what a client sent, as a recorder keeps it.</summary>
    public bool IsSent => Json.TryGetProperty("dir", out JsonElement direction) && direction.ValueKind == JsonValueKind.String && direction.ValueEquals("out");

    public bool Has(string name) => Json.TryGetProperty(name, out _);

    public void Dispose() => document.Dispose();

    /// <summary>A text of the record, or of a step of it.</summary>
    /// <param name="step">-1 for the record itself.</param>
    /// <exception cref="UsageException">It is missing or no text.</exception>
    public string Text(JsonElement of, string name, int step = -1)
    {
        string remedy = $"write \"{name}\":\"…\"";
        if (!of.TryGetProperty(name, out JsonElement value)) throw Bad($"{name} is missing", remedy, step);
        if (value.ValueKind != JsonValueKind.String) throw Bad($"{name} is no text", remedy, step);
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Bad($"{name} holds half a letter", "write both halves of a surrogate pair, or none", step);
        }
    }

    /// <summary>Bytes written as hexadecimal digits.</summary>
    /// <exception cref="UsageException">Missing, or not whole bytes.</exception>
    public byte[] Bytes(JsonElement of, string name, int step = -1)
    {
        string hex = Text(of, name, step);
        try
        {
            return Convert.FromHexString(hex);
        }
        catch (FormatException)
        {
            throw Bad($"{name} is not hexadecimal", "write two digits 0-9, a-f a byte", step);
        }
    }

    /// <summary>The steps of a sequence or conversation.</summary>
    /// <exception cref="UsageException">They are no list of objects.</exception>
    public IEnumerable<(int Number, JsonElement Step)> Steps()
    {
        JsonElement steps = Json.GetProperty("steps");
        if (steps.ValueKind != JsonValueKind.Array) throw Bad("steps is no list", "write \"steps\":[{…},…]");
        int number = 0;
        foreach (JsonElement step in steps.EnumerateArray())
        {
            if (step.ValueKind != JsonValueKind.Object) throw Bad("it is no object", "write {…}", number);
            yield return (number++, step);
        }
    }

    public UsageException Bad(string problem, string remedy, int step = -1) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}{(step >= 0 ? $", step {step}" : "")}: {problem}; {remedy}"));
}
