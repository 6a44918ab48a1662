using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Astra.Adapters.Shoonya.Tests;

/// <summary>Mutated frames by the hundred thousand: nothing is thrown, everything is either used or counted, and a second reader agrees about what JSON is.</summary>
public class FuzzTests
{
    private static readonly string[] Seeds =
    [
        "{\"t\":\"tk\",\"e\":\"NSE\",\"tk\":\"22\",\"ts\":\"M\\u0026M-EQ\",\"pp\":\"2\",\"ls\":\"1\",\"ti\":\"0.05\",\"lp\":\"412.55\",\"v\":\"162220\",\"bp1\":\"412.45\",\"bq1\":\"26\",\"ft\":\"1790653501\"}",
        "{\"t\":\"tf\",\"e\":\"NSE\",\"tk\":\"22\",\"lp\":\"412.45\",\"v\":166637,\"ft\":\"1790653502\"}",
        "{\"t\":\"dk\",\"e\":\"CDS\",\"tk\":\"1284\",\"pp\":\"4\",\"lp\":\"83.9925\",\"bp1\":\"83.99\",\"bq1\":\"5\",\"sp5\":\"84.1\",\"so5\":\"3\",\"52h\":\"90\",\"oi\":\"\",\"ltt\":\"09:15:01\"}",
        "{\"t\":\"df\",\"tk\":\"1284\",\"lp\":\"0.00\",\"bp1\":\"NA\",\"x\":[1,{\"y\":null}],\"ft\":\"1\"}",
        "{\"t\":\"om\",\"norenordno\":\"26\",\"status\":\"OPEN\",\"qty\":\"10\",\"flid\":\"5\",\"flqty\":\"1.0\"}",
        "{\"t\":\"uk\",\"k\":\"NSE|22#CDS|1284\"}",
        "{\"t\":\"ak\",\"s\":\"OK\"}",
    ];

    private static readonly string[] Splices = ["\"lp\":", "NA", "\\u0000", "\\ud83d", "{", "}", "[", "\"", ",", "-", "e9", "0.00", "null", "99999999999999999999", "\"t\":\"tf\",", "\"v\":\"1\","];

    [Fact]
    public void No_frame_is_too_odd()
    {
        long frames = long.Parse(Environment.GetEnvironmentVariable("ASTRA_FUZZ") ?? "300000", CultureInfo.InvariantCulture);
        int seed = int.Parse(Environment.GetEnvironmentVariable("ASTRA_FUZZ_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine($"ASTRA_FUZZ_SEED={seed}, {frames} frames");
        var random = new Random(seed);
        var scene = BookScene.Touch("NSE|22", "CDS|1284").Out("{'t':'d','k':'CDS|1284#NSE|22'}");
        var kept = new byte[4096];
        int rejected = 0;
        for (long i = 0; i < frames; i++)
        {
            ReadOnlySpan<byte> frame = Mutate(random, kept);
            try
            {
                scene.Book.Apply(frame, BookScene.Second * 1000, scene.Last);
                Check(scene, frame, compare: i % 16 == 0);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"seed {seed}, frame {i}: {Encoding.Latin1.GetString(frame)}", failure);
            }
            if (scene.Last.Key is null && scene.Last.Counted.Count > 0) rejected++;
            if (i % 1000 == 0) scene.Out("{'t':'t','k':'NSE|22#CDS|1284'}").Out("{'t':'d','k':'CDS|1284#NSE|22'}");
            if (i % 5000 == 0) scene.Book.Reconnected();
        }
        Assert.InRange(rejected, frames / 100, frames * 99 / 100);
    }

    private static void Check(BookScene scene, ReadOnlySpan<byte> frame, bool compare)
    {
        ShoonyaOutcome outcome = scene.Last;
        Assert.Equal(outcome.Key is null, outcome.State is null);
        if (outcome.Emit) Assert.True(outcome.State!.HasPrice && outcome.State.HasChanged);
        bool silent = outcome.Counted.Count == 0 && outcome.Key is null && outcome.Order is null && !outcome.Heartbeat && outcome.Auth == ShoonyaAuth.Unknown;
        if (!compare) return;
        bool bad = outcome.Counted.Count == 1 && outcome.Counted[0].Reason == Live.TickReject.BadJson;
        if (!TryType(frame, out string? type)) return;
        // What the other reader takes for an object with a type is never bad JSON here, and the other way round.
        Assert.Equal(type is null, bad);
        if (silent) Assert.Contains(type, (string[])["ok", "uok", "ud", "uk", "udk"]);
        if (outcome.State is not { } state) return;
        foreach ((string name, string text) in state.Fields())
        {
            Assert.True(text.Length > 0 && text == text.Trim() && text is not ("NA" or "-"), $"{name}={text}");
            Assert.DoesNotContain(name, (string[])["t", "e", "tk", "ft"]);
        }
        Assert.Equal(state.ChangedFields().Order(StringComparer.Ordinal), state.ChangedFields());
        Assert.Subset(state.Fields().Select(pair => pair.Key).ToHashSet(), state.ChangedFields().ToHashSet());
    }

    /// <summary>The frame's type by the platform's reader, null when it is no object with one; false when that reader has no opinion.</summary>
    private static bool TryType(ReadOnlySpan<byte> frame, out string? type)
    {
        type = null;
        // That reader looks at the bytes of a text only when it is asked for it.
        if (!System.Text.Unicode.Utf8.IsValid(frame)) return true;
        try
        {
            using JsonDocument document = JsonDocument.Parse(frame.ToArray(), new JsonDocumentOptions { MaxDepth = 1024 });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("t", out JsonElement value)) return true;
            if (value.ValueKind != JsonValueKind.String) return true;
            string text = value.GetString()!.Trim();
            type = text is "" or "NA" or "-" ? null : text;
            return true;
        }
        catch (JsonException)
        {
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: a text here, none there.
            return false;
        }
    }

    private static ReadOnlySpan<byte> Mutate(Random random, byte[] into)
    {
        int length = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)], into);
        for (int edits = random.Next(4); edits > 0 && length > 0; edits--)
        {
            int at = random.Next(length);
            switch (random.Next(5))
            {
                case 0:
                    into[at] = (byte)random.Next(256);
                    break;
                case 1:
                    length = at;
                    break;
                case 2:
                    int cut = Math.Min(random.Next(1, 12), length - at);
                    into.AsSpan(at + cut, length - at - cut).CopyTo(into.AsSpan(at));
                    length -= cut;
                    break;
                case 3:
                    byte[] splice = Encoding.UTF8.GetBytes(Splices[random.Next(Splices.Length)]);
                    into.AsSpan(at, length - at).ToArray().CopyTo(into, at + splice.Length);
                    splice.CopyTo(into, at);
                    length += splice.Length;
                    break;
                default:
                    into[at] = (byte)"0123456789.-\"{}[]:,tdkfe"[random.Next(24)];
                    break;
            }
        }
        return into.AsSpan(0, length);
    }
}
