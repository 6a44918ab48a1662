using System.Text.Json;

namespace Astra.Adapters.Shoonya.Tests;

/// <summary>The scenes of the reference folder, each as a case of its own.</summary>
public class VectorTests
{
    private const string File = "scenes.jsonl";

    public static TheoryData<string> Ids()
    {
        var ids = new TheoryData<string>();
        if (!SharedReference.TryRead(File, out string[] lines)) ids.Add("(none)");
        foreach (string line in lines) ids.Add(IdOf(line));
        return ids;
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_scene_goes_as_written(string id)
    {
        string path = SharedReference.Vectors(File);
        SceneRunner.Run(System.IO.File.ReadLines(path).Single(line => IdOf(line) == id));
    }

    private static string IdOf(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.GetProperty("id").GetString()!;
    }
}
