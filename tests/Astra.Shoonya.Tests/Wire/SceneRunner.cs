using System.Text;
using System.Text.Json;
using Astra.Host;

namespace Astra.Adapters.Shoonya.Tests;

/// <summary>Plays a scripted conversation into a book and compares what must hold after each step. A key that it does not know fails.</summary>
internal sealed class SceneRunner
{
    private readonly ShoonyaBook _book = new();
    private readonly ShoonyaOutcome _outcome = new();

    public static void Run(string sceneJson)
    {
        using JsonDocument document = JsonDocument.Parse(sceneJson);
        var runner = new SceneRunner();
        OnlyKeys(document.RootElement, "id", "note", "dialect", "steps");
        int number = 0;
        foreach (JsonElement step in document.RootElement.GetProperty("steps").EnumerateArray())
        {
            number++;
            try
            {
                runner.Step(step);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"step {number}: {failure.Message}\n{step.GetRawText()}", failure);
            }
        }
        Assert.True(number > 0);
    }

    private void Step(JsonElement step)
    {
        if (step.TryGetProperty("event", out JsonElement happening))
        {
            OnlyKeys(step, "event");
            Assert.Equal("reconnect", happening.GetString());
            _book.Reconnected();
        }
        else if (step.TryGetProperty("check", out JsonElement check))
        {
            OnlyKeys(step, "check", "family", "expect");
            Assert.Equal("unacked", check.GetString());
            Assert.Equal(Texts(step.GetProperty("expect")), _book.Unacked(FamilyOf(step.GetProperty("family").GetString())));
        }
        else if (step.GetProperty("dir").GetString() == "out")
        {
            OnlyKeys(step, "dir", "json");
            _book.Sent(step.GetProperty("json").GetRawText());
        }
        else
        {
            Assert.Equal("in", step.GetProperty("dir").GetString());
            OnlyKeys(step, "dir", "recvMs", "text", "expect");
            _book.Apply(Encoding.UTF8.GetBytes(step.GetProperty("text").GetString()!), step.GetProperty("recvMs").GetInt64(), _outcome);
            Compare(step.GetProperty("expect"));
        }
    }

    private void Compare(JsonElement expect)
    {
        OnlyKeys(expect, "auth", "heartbeat", "order", "counted", "key", "family", "state", "changed", "emit", "ft");
        string auth = _outcome.Auth switch { ShoonyaAuth.Ok => "ok", ShoonyaAuth.Failed => "failed", _ => "none" };
        Assert.Equal(expect.TryGetProperty("auth", out JsonElement said) ? said.GetString() : "none", auth);
        Assert.Equal(expect.TryGetProperty("heartbeat", out JsonElement beat) && beat.GetBoolean(), _outcome.Heartbeat);
        Assert.Equal(expect.TryGetProperty("counted", out JsonElement counted) ? Texts(counted) : [], _outcome.Counted.Select(count => count.ToString()));
        Assert.Equal(expect.TryGetProperty("key", out JsonElement key) ? key.GetString() : null, _outcome.Key?.Name);
        if (expect.TryGetProperty("order", out JsonElement order)) CompareOrder(order, _outcome.Order!);
        else Assert.Null(_outcome.Order);
        if (_outcome.Key is null)
        {
            Assert.False(_outcome.Emit);
            return;
        }
        Assert.Equal(FamilyOf(expect.GetProperty("family").GetString()), _outcome.Family);
        Assert.Equal(
            expect.GetProperty("state").EnumerateObject().Select(pair => (pair.Name, pair.Value.GetString()!)).Order(),
            _outcome.State!.Fields().Select(pair => (pair.Key, pair.Value)).Order());
        Assert.Equal(Texts(expect.GetProperty("changed")), _outcome.State.ChangedFields());
        Assert.Equal(expect.GetProperty("emit").GetBoolean(), _outcome.Emit);
        JsonElement clock = expect.GetProperty("ft");
        Assert.Equal(clock.ValueKind == JsonValueKind.Null ? 0 : clock.GetInt64(), _outcome.Key.FeedTime);
    }

    private static void CompareOrder(JsonElement expect, ShoonyaOrderUpdate order)
    {
        OnlyKeys(expect, "orderId", "state", "quantity", "filled", "averagePrice", "product", "reason", "fill");
        Assert.Equal(expect.GetProperty("orderId").GetString(), order.OrderId);
        Assert.Equal(expect.GetProperty("state").GetString(), order.StateWord);
        Assert.Equal(expect.GetProperty("quantity").GetInt64(), order.Quantity);
        Assert.Equal(expect.GetProperty("filled").GetInt64(), order.Filled);
        Assert.Equal(expect.GetProperty("averagePrice").GetString(), order.AveragePrice);
        Assert.Equal(expect.GetProperty("product").GetString(), order.Product);
        Assert.Equal(expect.GetProperty("reason").GetString(), order.Reason);
        if (!expect.TryGetProperty("fill", out JsonElement fill))
        {
            Assert.Null(order.Fill);
            return;
        }
        OnlyKeys(fill, "id", "quantity", "price", "time");
        Assert.Equal(
            new ShoonyaFill(fill.GetProperty("id").GetString()!, fill.GetProperty("quantity").GetInt64(), fill.GetProperty("price").GetString(), fill.GetProperty("time").GetString()),
            order.Fill);
    }

    private static ShoonyaFamily FamilyOf(string? word) => word switch
    {
        "touch" => ShoonyaFamily.Touch,
        "depth" => ShoonyaFamily.Depth,
        _ => throw new InvalidOperationException("unknown family " + word),
    };

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    internal static void OnlyKeys(JsonElement element, params string[] known)
    {
        foreach (JsonProperty property in element.EnumerateObject())
            Assert.True(known.Contains(property.Name), $"unknown key {property.Name}");
    }
}
