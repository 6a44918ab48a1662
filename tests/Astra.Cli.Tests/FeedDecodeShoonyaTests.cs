using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra feed decode --vendor shoonya</c>.</summary>
public sealed class FeedDecodeShoonyaTests : IDisposable
{
    private const string Subscribe = """{"dir":"out","json":{"t":"t","k":"NSE|22"}}""";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_scene_of_the_vectors_goes_as_stated()
    {
        string file = SharedData.Reference("vectors/shoonya/scenes.jsonl");
        (JsonElement[] scenes, JsonElement[] said) = Decode(file);
        int at = 0;
        foreach (JsonElement scene in scenes)
        {
            int number = -1;
            foreach (JsonElement step in scene.GetProperty("steps").EnumerateArray())
            {
                number++;
                if (!step.TryGetProperty("expect", out JsonElement expected)) continue;
                JsonElement line = said[at++];
                string where = $"{scene.GetProperty("id")}, step {number}";
                Assert.Equal(scene.GetProperty("id").GetString(), line.GetProperty("id").GetString());
                Assert.Equal(number, line.GetProperty("step").GetInt32());
                if (step.TryGetProperty("check", out _)) Assert.True(JsonElement.DeepEquals(expected, line.GetProperty("unacked")), $"{where}: {line.GetRawText()}");
                else Expectation.Holds(where, expected, line, "auth", "heartbeat", "order", "key", "family", "state", "changed", "emit", "ft", "counted");
            }
        }
        Assert.Equal(said.Length, at);
    }

    [Fact]
    public void Every_request_of_the_vectors_is_made_as_stated()
    {
        string file = SharedData.Reference("vectors/shoonya/rest.jsonl");
        (JsonElement[] records, JsonElement[] said) = Decode(file);
        for (int i = 0; i < records.Length; i++)
            foreach (string field in (string[])["id", "path", "json", "body", "headers"])
                if (records[i].TryGetProperty(field, out JsonElement expected))
                    Assert.True(said[i].TryGetProperty(field, out JsonElement got) && JsonElement.DeepEquals(expected, got), $"{records[i].GetProperty("id")}: {field} in {said[i].GetRawText()}");
        Assert.Equal(records.Length, said.Length);
    }

    [Fact]
    public void Garbage_is_counted_and_changes_nothing()
    {
        JsonElement[] said = Run(Scene(Subscribe, In("not json"), In("[]"), In("{\"t\":\"xy\"}"), In("{\"t\":\"tf\",\"lp\":\"1\"}"), In("{\"t\":\"tk\",\"e\":\"NSE\",\"tk\":\"22\",\"lp\":\"5.00\"}")));
        Assert.Equal(["bad-json", "bad-json", "unknown-type", "no-token"], said.Take(4).Select(l => l.GetProperty("counted")[0].GetString()));
        Assert.Equal([1, 2, 3, 4, 5], said.Select(l => l.GetProperty("step").GetInt32()));
        Assert.True(said[4].GetProperty("emit").GetBoolean());
        Assert.Equal(JsonValueKind.Null, said[4].GetProperty("ft").ValueKind);
    }

    [Theory]
    [InlineData("""{"id":"a","steps":[{"dir":"up"}]}""", "line 1, step 0", "\"in\" or \"out\"")]
    [InlineData("""{"id":"a","steps":[{"dir":"in","text":""}]}""", "line 1, step 0", "recvMs")]
    [InlineData("""{"id":"a","steps":[{"dir":"in","recvMs":1.5,"text":""}]}""", "line 1, step 0", "recvMs")]
    [InlineData("""{"id":"a","steps":[{"check":"unacked","family":"both"}]}""", "line 1, step 0", "touch")]
    [InlineData("""{"id":"a","steps":{}}""", "line 1", "steps is no list")]
    [InlineData("""{"id":"a","hex":"00"}""", "line 1", "none of the records")]
    public void A_bad_line_is_named_with_its_remedy(string text, params string[] parts)
    {
        string file = _folder.Write("bad.jsonl", text);
        Outcome outcome = Astra.Run("feed", "decode", "--vendor", "shoonya", "--file", file).Exits(2);
        foreach (string part in parts.Append("bad.jsonl")) Assert.Contains(part, outcome.Err, StringComparison.Ordinal);
    }

    private static string Scene(params string[] steps) => $"{{\"id\":\"own\",\"dialect\":\"oauth\",\"steps\":[{string.Join(',', steps)}]}}";

    private static string In(string text) => $"{{\"dir\":\"in\",\"recvMs\":1790653500080,\"text\":{JsonSerializer.Serialize(text)}}}";

    private JsonElement[] Run(string text) =>
        Expectation.Lines(Astra.Run("feed", "decode", "--vendor", "shoonya", "--file", _folder.Write("own.jsonl", text)).Exits(0).Out);

    private static (JsonElement[] Records, JsonElement[] Said) Decode(string file) =>
        (Expectation.Lines(File.ReadAllText(file)), Expectation.Lines(Astra.Run("feed", "decode", "--vendor", "shoonya", "--file", file).Exits(0).Out));
}
