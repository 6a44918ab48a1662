using System.IO.Compression;
using System.Text.Json;

namespace Astra.Cli.Tests;

/// <summary><c>astra feed decode --vendor angelone</c>.</summary>
public sealed class FeedDecodeAngelTests : IDisposable
{
    private const string Sbin = "010133303435000000000000000000000000000000000000000000b104000000000000480e44eba0010000533d010000000000";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_packet_of_the_vectors_is_decoded_or_refused_as_stated()
    {
        string file = SharedData.Reference("vectors/angelone/packets.jsonl");
        (JsonElement[] records, JsonElement[] said) = Decode(file);
        Assert.Equal(records.Length, said.Length);
        for (int i = 0; i < records.Length; i++)
        {
            string id = records[i].GetProperty("id").GetString()!;
            Assert.Equal(id, said[i].GetProperty("id").GetString());
            foreach (string field in (string[])["result", "raw", "rupees", "error"])
            {
                bool expected = records[i].TryGetProperty(field, out JsonElement value);
                Assert.True(expected == said[i].TryGetProperty(field, out JsonElement got), $"{id}: {field}");
                if (expected) Assert.True(JsonElement.DeepEquals(value, got), $"{id}: {field} is {got.GetRawText()} instead of {value.GetRawText()}");
            }
        }
    }

    [Fact]
    public void Every_step_of_the_vectors_sequences_has_its_verdict()
    {
        string file = SharedData.Reference("vectors/angelone/sequences.jsonl");
        (JsonElement[] records, JsonElement[] said) = Decode(file);
        int at = 0;
        foreach (JsonElement record in records)
        {
            int number = 0;
            foreach (JsonElement step in record.GetProperty("steps").EnumerateArray())
            {
                JsonElement line = said[at++];
                string where = $"{record.GetProperty("id")}, step {number}";
                Assert.Equal(record.GetProperty("id").GetString(), line.GetProperty("id").GetString());
                Assert.Equal(number++, line.GetProperty("step").GetInt32());
                foreach (string field in (string[])["event", "verdict", "tradedQuantity", "counted"])
                    if (step.TryGetProperty(field, out JsonElement expected))
                        Assert.True(line.TryGetProperty(field, out JsonElement got) && JsonElement.DeepEquals(expected, got), $"{where}: {field} in {line.GetRawText()}");
                Assert.Equal(step.TryGetProperty("counted", out _), line.TryGetProperty("counted", out _));
            }
        }
        Assert.Equal(said.Length, at);
    }

    [Fact]
    public void Every_text_frame_of_the_vectors_is_read_as_stated()
    {
        string file = SharedData.Reference("vectors/angelone/text-frames.jsonl");
        (JsonElement[] records, JsonElement[] said) = Decode(file);
        Assert.Equal(records.Length, said.Length);
        for (int i = 0; i < records.Length; i++)
            Expectation.Holds(records[i].GetProperty("id").GetString()!, records[i].GetProperty("expect"), said[i], "correlationId", "code", "fatal", "state", "orderId", "quantity", "filled", "reason");
    }

    [Fact]
    public void Integers_are_exact_up_to_the_last()
    {
        string packet = Sbin[..86] + "ffffffffffffff7f";
        JsonElement raw = Run($"{{\"id\":\"big\",\"hex\":\"{packet}\",\"raw\":1}}")[0].GetProperty("raw");
        Assert.Equal("9223372036854775807", raw.GetProperty("ltp").GetRawText());
        Assert.Equal("1201", raw.GetProperty("sequence").GetRawText());
    }

    [Fact]
    public void A_compressed_file_is_read_and_records_without_an_id_are_named_by_their_line()
    {
        string path = _folder["frames.jsonl.gz"];
        using (var gz = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest)))
            gz.Write($"\n{{\"hex\":\"{Sbin}\"}}\n{{\"hex\":\"\"}}\n");
        JsonElement[] said = Expectation.Lines(Astra.Run("feed", "decode", "--vendor", "angelone", "--file", path).Exits(0).Out);
        Assert.Equal(["2", "3"], said.Select(l => l.GetProperty("id").GetString()));
        Assert.Equal("812.35", said[0].GetProperty("rupees").GetProperty("ltp").GetString());
        Assert.Equal("empty-frame", said[1].GetProperty("error").GetString());
    }

    [Fact]
    public void A_bad_packet_amid_a_sequence_is_a_step_of_its_own_and_changes_nothing()
    {
        JsonElement[] said = Run($$"""{"id":"s","steps":[{"hex":"{{Sbin}}"},{"hex":"09"},{"hex":"{{Sbin}}"},{"event":"reconnect"},{"hex":"{{Sbin}}"}]}""");
        Assert.Equal(["accept", null, "drop-duplicate", null, "accept"], said.Select(l => l.TryGetProperty("verdict", out JsonElement v) ? v.GetString() : null));
        Assert.Equal("unknown-mode", said[1].GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"hex\":\"0g\"}", "line 1", "hexadecimal")]
    [InlineData("{\"id\":\"a\",\"hex\":\"\"}\n{\"id\":", "line 2", "JSON")]
    [InlineData("{\"id\":\"a\",\"hex\":\"\"}\n\n[1]", "line 3", "not a JSON object")]
    [InlineData("{\"id\":\"a\",\"steps\":[{\"hex\":\"01\"},{\"event\":\"fire\"}]}", "line 1, step 1", "reconnect")]
    [InlineData("{\"id\":\"a\",\"steps\":[{}]}", "line 1, step 0", "hex is missing")]
    [InlineData("{\"id\":\"a\",\"price\":1}", "line 1", "none of the records")]
    [InlineData("{\"id\":\"a\",\"socket\":\"plug\",\"text\":\"\"}", "line 1", "stream")]
    public void A_bad_line_is_named_with_its_remedy(string text, params string[] parts)
    {
        string file = _folder.Write("bad.jsonl", text);
        Outcome outcome = Astra.Run("feed", "decode", "--vendor", "angelone", "--file", file).Exits(2);
        foreach (string part in parts.Append("bad.jsonl")) Assert.Contains(part, outcome.Err, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_vendor_and_a_missing_file_are_refused()
    {
        Astra.Run("feed", "decode", "--vendor", "zerodha", "--file", "x").Refuses("zerodha", "angelone");
        Astra.Run("feed", "decode", "--vendor", "angelone", "--file", _folder["none.jsonl"]).Refuses("none.jsonl");
    }

    private JsonElement[] Run(string text) =>
        Expectation.Lines(Astra.Run("feed", "decode", "--vendor", "angelone", "--file", _folder.Write("own.jsonl", text)).Exits(0).Out);

    private static (JsonElement[] Records, JsonElement[] Said) Decode(string file) =>
        (Expectation.Lines(File.ReadAllText(file)), Expectation.Lines(Astra.Run("feed", "decode", "--vendor", "angelone", "--file", file).Exits(0).Out));
}
