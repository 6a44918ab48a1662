using Astra.Live;

namespace Astra.Adapters.AngelOne.Tests;

public sealed class CallsTests : IDisposable
{
    private const string Path = AngelPaths.Profile;

    private readonly Desk _desk = new();

    public CallsTests() => _desk.Server.Good(AngelPaths.Login, Desk.Tokens(1)).Good(AngelPaths.Login, Desk.Tokens(9)).Good(AngelPaths.Tokens, Desk.Tokens(2));

    public void Dispose() => _desk.Dispose();

    private Task<AngelReply> SendAsync(bool idempotent = true) =>
        _desk.Calls.SendAsync(HttpMethod.Get, Path, null, _desk.Calls.Limits.Profile, idempotent, CancellationToken.None);

    [Fact]
    public async Task A_call_carries_the_token()
    {
        _desk.Server.Good(Path, "{\"name\":\"x\"}");
        AngelReply reply = await _desk.RunAsync(SendAsync());
        Assert.Equal("x", reply.Data.Get("name").Text());
        Assert.Equal("Bearer jwt-number-1", _desk.Server.Calls[^1].Authorization);
    }

    [Theory]
    [InlineData(200, "{\"status\":false,\"message\":\"Invalid Token\",\"errorcode\":\"AG8001\"}")]
    [InlineData(200, "{\"success\":false,\"message\":\"Token Expired\",\"errorCode\":\"AG8002\"}")]
    [InlineData(200, "{\"status\":\"false\",\"message\":\"Token missing\",\"errorcode\":\"AG8003\"}")]
    [InlineData(200, "{\"success\":\"false\",\"message\":\"Invalid Token\",\"errorCode\":\"\"}")]
    [InlineData(401, "")]
    [InlineData(403, "<html>Forbidden</html>")]
    public async Task A_dead_token_is_renewed_and_the_call_repeated(int status, string body)
    {
        _desk.Server.Answer(Path, status, body).Good(Path, "{}");
        Assert.True((await _desk.RunAsync(SendAsync(idempotent: false))).IsGood);
        Assert.Equal(["Bearer jwt-number-1", "Bearer jwt-number-2"], _desk.Server.Calls.Where(c => c.Path == Path).Select(c => c.Authorization));
        Assert.Equal((1, 1), (_desk.Server.Count(AngelPaths.Login), _desk.Server.Count(AngelPaths.Tokens)));
    }

    [Fact]
    public async Task Tokens_that_die_every_time_end_the_session()
    {
        _desk.Server.Bad(Path, "AG8001");
        VendorException failed = await _desk.FailsAsync(SendAsync());
        Assert.True(failed.IsFinal);
        Assert.Equal((2, 1, 3), (_desk.Server.Count(AngelPaths.Login), _desk.Server.Count(AngelPaths.Tokens), _desk.Server.Count(Path)));
        int calls = _desk.Server.Calls.Count;
        Assert.True((await _desk.FailsAsync(SendAsync())).IsFinal);
        Assert.Equal(calls, _desk.Server.Calls.Count);
    }

    [Fact]
    public async Task A_session_that_is_over_leads_to_a_login()
    {
        _desk.Server.Bad(Path, "AB1010").Good(Path, "{}");
        Assert.True((await _desk.RunAsync(SendAsync())).IsGood);
        Assert.Equal((2, 0), (_desk.Server.Count(AngelPaths.Login), _desk.Server.Count(AngelPaths.Tokens)));
    }

    [Fact]
    public async Task A_wrong_key_stops_the_session()
    {
        _desk.Server.Bad(Path, "AG8004");
        Assert.True((await _desk.FailsAsync(SendAsync())).IsFinal);
        Assert.True((await _desk.FailsAsync(_desk.Session.CurrentAsync(CancellationToken.None).AsTask())).IsFinal);
        Assert.Equal(1, _desk.Server.Count(Path));
    }

    [Theory]
    [InlineData(403, "Access denied because of exceeding access rate")]
    [InlineData(429, "slow down")]
    public async Task A_refusal_for_the_rate_is_no_dead_token_and_waits_a_second(int status, string body)
    {
        _desk.Server.Answer(Path, status, body).Good(Path, "{}");
        Assert.True((await _desk.RunAsync(SendAsync())).IsGood);
        Assert.Equal(0, _desk.Server.Count(AngelPaths.Tokens));
        SeenCall[] calls = [.. _desk.Server.Calls.Where(c => c.Path == Path)];
        Assert.Equal(2, calls.Length);
        Assert.True(calls[1].At - calls[0].At >= TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(200, "{\"status\":false,\"errorcode\":\"AB1004\"}")]
    [InlineData(200, "{\"status\":false,\"errorcode\":\"AB2001\"}")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(200, "<html>Bad Gateway</html>")]
    public async Task Trouble_is_waited_out_when_the_call_may_be_repeated(int status, string body)
    {
        _desk.Server.Answer(Path, status, body).Answer(Path, status, body).Good(Path, "{}");
        Assert.True((await _desk.RunAsync(SendAsync())).IsGood);
        Assert.Equal(3, _desk.Server.Count(Path));
    }

    [Theory]
    [InlineData(200, "{\"status\":false,\"errorcode\":\"AB1004\"}")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(429, "")]
    public async Task What_must_not_be_repeated_is_sent_once(int status, string body)
    {
        _desk.Server.Answer(Path, status, body);
        Assert.False((await _desk.RunAsync(SendAsync(idempotent: false))).IsGood);
        Assert.Equal(1, _desk.Server.Count(Path));
    }

    [Theory]
    [InlineData("AB1000", AngelFault.Refused)]
    [InlineData("AB1012", AngelFault.Refused)]
    [InlineData("AB1008", AngelFault.NotFound)]
    [InlineData("AB1017", AngelFault.NotFound)]
    [InlineData("QQ1", AngelFault.Refused)]
    public async Task Other_faults_are_returned_at_once(string code, object fault)
    {
        _desk.Server.Bad(Path, code);
        Assert.Equal((AngelFault)fault, (await _desk.RunAsync(SendAsync())).Fault);
        Assert.Equal(1, _desk.Server.Count(Path));
    }

    [Fact]
    public async Task Calls_keep_the_limits_of_their_path()
    {
        _desk.Server.Good(Path, "{}");
        await _desk.SignInAsync();
        await _desk.RunAsync(Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SendAsync())));
        DateTimeOffset[] at = [.. _desk.Server.Calls.Where(c => c.Path == Path).Select(c => c.At)];
        Assert.Equal(20, at.Length);
        // Three a second; the limiter itself is tested to the millisecond elsewhere, here a call may be stamped a step of the clock late.
        Assert.InRange((at.Max() - at.Min()).TotalSeconds, 5, 30);
    }

    [Fact]
    public async Task A_failure_shows_no_secret()
    {
        _desk.Server.Answer(Path, 400, $$"""{"status":false,"message":"bad jwt-number-1 of {{Desk.Client}} {{Desk.ApiKey}} feed-number-1","errorcode":"AB1003"}""");
        VendorException failed = await _desk.FailsAsync(_desk.Calls.GetAsync("profile", HttpMethod.Get, Path, null, _desk.Calls.Limits.Profile, CancellationToken.None));
        foreach (string secret in (string[])["jwt-number-1", "feed-number-1", Desk.Client, Desk.ApiKey]) Assert.DoesNotContain(secret, failed.ToString(), StringComparison.Ordinal);
        Assert.Contains("AB1003", failed.Message, StringComparison.Ordinal);
    }
}
