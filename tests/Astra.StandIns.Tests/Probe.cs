using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Astra.StandIns;

namespace Astra.StandIns.Tests;

/// <summary>A plain client, without any of the care that a real one takes: what arrives is handed on as it is.</summary>
internal sealed class Probe : IDisposable
{
    private readonly byte[] _buffer = new byte[1 << 20];

    public ClientWebSocket Socket { get; } = new();

    public static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    public static async Task<JsonElement> AngelAsync(AngelStandIn server, string path, object? body, string? jwt = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, server.RestUrl + path);
        foreach (string header in (string[])["X-UserType=USER", "X-SourceID=WEB", "X-ClientLocalIP=10.0.0.1", "X-ClientPublicIP=203.0.113.7", "X-MACAddress=00:11:22:33:44:55"])
            request.Headers.Add(header.Split('=')[0], header.Split('=')[1]);
        request.Headers.Add("X-PrivateKey", server.Secrets.ApiKey);
        if (jwt is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", jwt);
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.SendAsync(request, Soon);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Soon)).RootElement;
    }

    public static string Code(string secret) => new Totp(secret, TimeProvider.System, false).Code(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);

    public static async Task<JsonElement> LoginAsync(AngelStandIn server)
    {
        JsonElement answer = await AngelAsync(
            server, "/rest/auth/angelbroking/user/v1/loginByPassword",
            new { clientcode = server.Secrets.ClientCode, password = server.Secrets.Pin, totp = Code(server.Secrets.TotpSecret) });
        Assert.True(answer.GetProperty("status").GetBoolean(), answer.ToString());
        return answer.GetProperty("data");
    }

    public static async Task<Probe> OpenAsync(AngelStandIn server, JsonElement tokens)
    {
        var probe = new Probe();
        probe.Socket.Options.SetRequestHeader("Authorization", "Bearer " + tokens.GetProperty("jwtToken").GetString());
        probe.Socket.Options.SetRequestHeader("x-api-key", server.Secrets.ApiKey);
        probe.Socket.Options.SetRequestHeader("x-client-code", server.Secrets.ClientCode);
        probe.Socket.Options.SetRequestHeader("x-feed-token", tokens.GetProperty("feedToken").GetString());
        await probe.Socket.ConnectAsync(new Uri(server.StreamUrl), Soon);
        return probe;
    }

    public static async Task<JsonElement> ShoonyaAsync(ShoonyaStandIn server, string call, object data, string token = "")
    {
        using var http = new HttpClient();
        bool bearer = server.Dialect == ShoonyaDialect.OAuth;
        string body = "jData=" + JsonSerializer.Serialize(data) + (bearer && !call.StartsWith("TP", StringComparison.Ordinal) ? "" : "&jKey=" + token);
        using var request = new HttpRequestMessage(HttpMethod.Post, server.RestUrl + call) { Content = new StringContent(body, Encoding.UTF8, "text/plain") };
        if (bearer && token.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage answer = await http.SendAsync(request, Soon);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Soon)).RootElement;
    }

    public Task SendAsync(object message) => SendAsync(JsonSerializer.Serialize(message));

    public Task SendAsync(string text) => Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Soon);

    /// <summary>The next whole message; null when the connection ended, in whatever way.</summary>
    public Task<byte[]?> ReceiveAsync() => ReadAsync(Soon);

    private async Task<byte[]?> ReadAsync(CancellationToken stop)
    {
        int length = 0;
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await Socket.ReceiveAsync(_buffer.AsMemory(length), stop);
                if (part.MessageType == WebSocketMessageType.Close) return null;
                length += part.Count;
                if (part.EndOfMessage) return _buffer[..length];
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    public async Task<JsonElement> ReceiveJsonAsync() => JsonDocument.Parse(await ReceiveAsync() ?? throw new IOException("closed")).RootElement;

    /// <summary>Reads until the connection ends or <paramref name="quiet"/> has passed without a message.</summary>
    public async Task<List<byte[]>> DrainAsync(TimeSpan quiet)
    {
        List<byte[]> messages = [];
        while (true)
        {
            using var soon = new CancellationTokenSource(quiet);
            try
            {
                if (await ReadAsync(soon.Token) is not { } message) return messages;
                messages.Add(message);
            }
            catch (OperationCanceledException)
            {
                return messages;
            }
        }
    }

    public void Dispose() => Socket.Dispose();
}
