using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Live.Tests.Http;

/// <summary>Patience, limits and silence about secrets.</summary>
public sealed class RestClientTests
{
    private static readonly Uri Address = new("https://user:hunter2@api.example.com/rest/candles?key=topsecret");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 9, 1, 5, 0, 0, TimeSpan.Zero));

    private static RestCall Call => new(HttpMethod.Post, Address)
    {
        Headers = [new("Authorization", "Bearer verysecret"), new("Content-Type", "text/plain")],
        Body = "{\"pin\":\"bodysecret\"}",
        Idempotent = true,
    };

    [Fact]
    public async Task A_storm_of_502_ends_after_four_tries_each_and_then_the_host_is_left_alone()
    {
        (RestClient client, StubHandler handler) = Client(_ => StubHandler.Answer(502, "<html>"));
        DateTimeOffset start = _time.GetUtcNow();
        Assert.Equal(502, (await Pump(client.SendAsync(Call, CancellationToken.None))).Status);
        Assert.Equal(4, handler.Calls.Count);
        for (int i = 0; i < 15; i++) await Pump(Quietly(client.SendAsync(Call, CancellationToken.None)));
        double minutes = (_time.GetUtcNow() - start).TotalMinutes;
        // Without a circuit it would have been 64 tries in as many callers' patience; with it, one a minute in the long run.
        Assert.InRange(handler.Calls.Count, 5, 10 + (int)minutes);
        DateTimeOffset[] at = [.. handler.Calls.Select(c => c.At)];
        Assert.All(at, t => Assert.True(at.Count(o => o >= t && o < t + TimeSpan.FromSeconds(30)) <= 8));
    }

    [Fact]
    public async Task A_host_that_lives_again_is_asked_again()
    {
        int status = 503;
        (RestClient client, _) = Client(_ => StubHandler.Answer(status));
        for (int i = 0; i < 3; i++) await Pump(Quietly(client.SendAsync(Call, CancellationToken.None)));
        status = 200;
        Assert.Equal(200, (await Pump(client.SendAsync(Call, CancellationToken.None))).Status);
    }

    [Fact]
    public async Task What_must_not_be_sent_twice_is_sent_once_and_told_when_the_host_is_left_alone()
    {
        (RestClient client, StubHandler handler) = Client(_ => StubHandler.Answer(502));
        for (int i = 0; i < 5; i++) Assert.Equal(502, (await Pump(client.SendAsync(Call with { Idempotent = false }, CancellationToken.None))).Status);
        Assert.Equal(5, handler.Calls.Count);
        VendorException e = await Assert.ThrowsAsync<VendorException>(() => client.SendAsync(Call with { Idempotent = false }, CancellationToken.None));
        Assert.Contains("again and again", e.Message, StringComparison.Ordinal);
        Assert.Equal((5, false), (handler.Calls.Count, e.IsFinal));
    }

    [Theory]
    [InlineData(429, "", 7)]
    [InlineData(429, "", null)]
    [InlineData(403, "Access denied because of exceeding access rate", null)]
    public async Task A_refusal_for_the_rate_is_obeyed_and_pushes_back_the_whole_bucket(int status, string body, int? after)
    {
        int refusals = 1;
        (RestClient client, StubHandler handler) = Client(_ =>
        {
            if (refusals-- <= 0) return StubHandler.Answer(200);
            HttpResponseMessage answer = StubHandler.Answer(status, body);
            if (after is { } seconds) answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
            return answer;
        });
        RestCall call = Call with
        {
            Limiter = new RollingLimiter(_time, (100, TimeSpan.FromSeconds(1))),
            IsRateLimited = r => Encoding.UTF8.GetString(r.Body).Contains("access rate", StringComparison.Ordinal),
        };
        Task<RestReply> first = client.SendAsync(call, CancellationToken.None);
        Assert.Single(handler.Calls);
        Task<RestReply> second = client.SendAsync(call, CancellationToken.None);
        Assert.Equal((200, 200), ((await Pump(first)).Status, (await Pump(second)).Status));
        DateTimeOffset[] at = [.. handler.Calls.Select(c => c.At)];
        Assert.Equal(3, at.Length);
        Assert.All(at[1..], t => Assert.True(t - at[0] >= TimeSpan.FromSeconds(after ?? 1), $"asked again after {t - at[0]}"));
    }

    [Fact]
    public async Task Who_is_told_to_wait_very_long_gets_the_answer_instead()
    {
        (RestClient client, StubHandler handler) = Client(_ =>
        {
            HttpResponseMessage answer = StubHandler.Answer(503);
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(_time.GetUtcNow().AddHours(1));
            return answer;
        });
        RestReply reply = await Pump(client.SendAsync(Call, CancellationToken.None));
        Assert.Equal((503, 3600, 1), (reply.Status, (int)reply.RetryAfter!.Value.TotalSeconds, handler.Calls.Count));
    }

    [Fact]
    public async Task A_failure_names_path_and_cause_and_no_secret()
    {
        (RestClient client, StubHandler handler) = Client(_ => throw new HttpRequestException("no way to topsecret", new SocketException((int)SocketError.HostUnreachable)));
        VendorException e = (await Pump(Quietly(client.SendAsync(Call, CancellationToken.None))))!;
        Assert.Equal(4, handler.Calls.Count);
        Assert.Equal("angelone: POST https://api.example.com/rest/candles: no connection (HostUnreachable)", e.Message);
        foreach (string secret in (string[])["verysecret", "topsecret", "bodysecret", "hunter2"]) Assert.DoesNotContain(secret, e.ToString(), StringComparison.Ordinal);
        Assert.False(e.IsFinal);
    }

    [Fact]
    public async Task An_answer_that_is_too_long_is_refused_and_not_asked_for_again()
    {
        (RestClient client, StubHandler handler) = Client(_ => StubHandler.Answer(200, new string('x', 1001)));
        VendorException e = (await Pump(Quietly(client.SendAsync(Call with { MaxBytes = 1000 }, CancellationToken.None))))!;
        Assert.Contains("more than 1000 bytes", e.Message, StringComparison.Ordinal);
        Assert.Single(handler.Calls);
    }

    [Fact]
    public async Task A_header_with_a_line_break_is_not_sent_and_not_shown()
    {
        (RestClient client, StubHandler handler) = Client(_ => StubHandler.Answer(200));
        VendorException e = (await Quietly(client.SendAsync(Call with { Headers = [new("X-PrivateKey", "abc\r\nHost: evil")] }, CancellationToken.None)))!;
        Assert.True(e.IsFinal);
        Assert.Contains("X-PrivateKey", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", e.ToString(), StringComparison.Ordinal);
        Assert.Empty(handler.Calls);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task A_clock_that_is_off_shows(int seconds)
    {
        (RestClient client, _) = Client(_ =>
        {
            HttpResponseMessage answer = StubHandler.Answer(200);
            answer.Headers.Date = _time.GetUtcNow().AddSeconds(seconds);
            return answer;
        });
        RestReply reply = await client.SendAsync(Call, CancellationToken.None);
        Assert.InRange(reply.ServerAhead!.Value.TotalSeconds, seconds - 1, seconds + 1);
        Assert.Equal(LiveTime.Of(_time.GetUtcNow().AddSeconds(seconds)), reply.ServerTime);
    }

    [Theory]
    [InlineData("/moved", 200, 2)]
    [InlineData("https://api.example.com/moved", 200, 2)]
    [InlineData("https://elsewhere.example.com/moved", 302, 1)]
    [InlineData("http://api.example.com/moved", 302, 1)]
    public async Task A_redirect_is_followed_on_the_same_host_only(string location, int status, int calls)
    {
        (RestClient client, StubHandler handler) = Client(request =>
        {
            if (request.RequestUri!.AbsolutePath == "/moved") return StubHandler.Answer(200);
            HttpResponseMessage answer = StubHandler.Answer(302);
            answer.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
            return answer;
        });
        Assert.Equal(status, (await client.SendAsync(new RestCall(HttpMethod.Get, new Uri("https://api.example.com/first")), CancellationToken.None)).Status);
        Assert.Equal(calls, handler.Calls.Count);
    }

    private (RestClient Client, StubHandler Handler) Client(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var handler = new StubHandler(_time, answer);
        return (new RestClient(handler, _time, "angelone"), handler);
    }

    /// <summary>Lets the fake clock run until the task is done.</summary>
    private async Task<T> Pump<T>(Task<T> task)
    {
        for (int i = 0; !task.IsCompleted && i < 20_000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }
        return await task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async Task<VendorException?> Quietly(Task<RestReply> call)
    {
        try
        {
            await call;
            return null;
        }
        catch (VendorException e)
        {
            return e;
        }
    }
}
