using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne.Tests;

public sealed class SessionTests : IDisposable
{
    private const string Login = AngelPaths.Login;
    private const string Refresh = AngelPaths.Tokens;

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    private Task<AngelTokens> RenewAsync(AngelTokens refused, bool over = false) =>
        _desk.RunAsync(_desk.Session.RenewAsync(refused, CancellationToken.None, over).AsTask());

    [Fact]
    public async Task A_login_sends_what_the_vendor_wants_and_keeps_bare_tokens()
    {
        _desk.Server.Good(Login, Desk.Tokens(1, "Bearer Bearer "));
        AngelTokens tokens = await _desk.SignInAsync();
        Assert.Equal(("jwt-number-1", "refresh-number-1", "feed-number-1"), (tokens.Jwt.Reveal(), tokens.Refresh.Reveal(), tokens.Feed.Reveal()));
        SeenCall call = Assert.Single(_desk.Server.Calls);
        Assert.Equal((Desk.Client, Desk.Pin), (call.Field("clientcode"), call.Field("password")));
        Assert.Matches("^[0-9]{6}$", call.Field("totp"));
        (string, string)[] wanted =
        [
            ("Accept", "application/json"), ("X-UserType", "USER"), ("X-SourceID", "WEB"), ("X-ClientLocalIP", "192.168.1.5"), ("X-ClientPublicIP", "203.0.113.7"),
            ("X-MACAddress", "00:11:22:33:44:55"), ("X-PrivateKey", Desk.ApiKey),
        ];
        foreach ((string name, string value) in wanted) Assert.Equal((name, value), (name, call.Headers[name]));
        Assert.StartsWith("application/json", call.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("", call.Authorization);
        Assert.Equal(
            ["Authorization: Bearer jwt-number-1", $"x-api-key: {Desk.ApiKey}", $"x-client-code: {Desk.Client}", "x-feed-token: feed-number-1"],
            _desk.Session.StreamHeaders(tokens).Select(h => $"{h.Key}: {h.Value}"));
    }

    [Fact]
    public async Task However_many_ask_there_is_one_login()
    {
        _desk.Server.Good(Login, Desk.Tokens(1));
        AngelTokens[] all = await _desk.RunAsync(Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _desk.Session.CurrentAsync(CancellationToken.None).AsTask())));
        Assert.All(all, t => Assert.Same(all[0], t));
        Assert.Single(_desk.Server.Calls);
    }

    [Fact]
    public async Task A_code_is_the_one_of_its_step()
    {
        _desk.Server.Good(Login, Desk.Tokens(1));
        await _desk.SignInAsync();
        SeenCall call = _desk.Server.Calls[0];
        Assert.Equal(new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(Desk.Seed)).ComputeTotp(call.At.UtcDateTime), call.Field("totp"));
    }

    [Fact]
    public async Task A_code_that_is_about_to_end_is_not_sent()
    {
        _desk.Server.Good(Login, Desk.Tokens(1));
        _desk.Time.Advance(TimeSpan.FromSeconds(22.5));
        await _desk.SignInAsync();
        double into = (_desk.Server.Calls[0].At - DateTimeOffset.UnixEpoch).TotalSeconds % 30;
        Assert.InRange(into, 0, 5);
    }

    [Fact]
    public async Task A_wrong_pin_stops_at_once_and_for_good()
    {
        _desk.Server.Bad(Login, "AB1007", $"Invalid credentials for {Desk.Client} with {Desk.Pin}");
        VendorException refused = await _desk.FailsAsync(_desk.Session.CurrentAsync(CancellationToken.None).AsTask());
        Assert.Equal((true, "AB1007"), (refused.IsFinal, refused.Code));
        for (int i = 0; i < 3; i++) Assert.True((await _desk.FailsAsync(_desk.Session.CurrentAsync(CancellationToken.None).AsTask())).IsFinal);
        Assert.Equal(1, _desk.Server.Count(Login));
        MustHoldNoSecret(refused.ToString() + string.Join('\n', _desk.Words));
    }

    [Fact]
    public async Task A_refused_second_factor_is_tried_once_more_with_the_next_code()
    {
        _desk.Server.Bad(Login, "AB1050").Bad(Login, "AB1050").Good(Login, Desk.Tokens(1));
        VendorException refused = await _desk.FailsAsync(_desk.Session.CurrentAsync(CancellationToken.None).AsTask());
        Assert.True(refused.IsFinal);
        Assert.Equal(2, _desk.Server.Count(Login));
        Assert.NotEqual(_desk.Server.Calls[0].Field("totp"), _desk.Server.Calls[1].Field("totp"));
        MustHoldNoSecret(refused.ToString());
    }

    [Fact]
    public async Task The_retry_of_the_second_factor_may_succeed()
    {
        _desk.Server.Bad(Login, "AB1050").Good(Login, Desk.Tokens(1));
        await _desk.SignInAsync();
        Assert.Equal(2, _desk.Server.Calls.Select(c => c.Field("totp")).Distinct().Count());
    }

    [Theory]
    [InlineData("AG8004")]
    [InlineData("AB1000")]
    [InlineData("AB1011")]
    [InlineData("ZZ9999")]
    public async Task Other_refusals_stop_without_a_second_try(string code)
    {
        _desk.Server.Bad(Login, code);
        VendorException refused = await _desk.FailsAsync(_desk.Session.CurrentAsync(CancellationToken.None).AsTask());
        Assert.Equal((true, code, 1), (refused.IsFinal, refused.Code, _desk.Server.Count(Login)));
        Assert.Contains(code, Assert.Single(_desk.Words), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "{\"status\":false,\"message\":\"busy\",\"errorcode\":\"AB1004\"}")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(403, "Access denied because of exceeding access rate")]
    [InlineData(429, "")]
    [InlineData(200, "<html>maintenance</html>")]
    public async Task The_vendors_own_trouble_is_waited_out_with_a_new_code_each_time(int status, string body)
    {
        _desk.Server.Answer(Login, status, body).Answer(Login, status, body).Good(Login, Desk.Tokens(1));
        await _desk.SignInAsync();
        Assert.Equal(3, _desk.Server.Calls.Select(c => c.Field("totp")).Distinct().Count());
        Assert.All(_desk.Server.Calls.Zip(_desk.Server.Calls.Skip(1)), p => Assert.True(p.Second.At - p.First.At >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Trouble_that_lasts_is_told_and_not_final()
    {
        _desk.Server.Bad(Login, "AB2000");
        VendorException failed = await _desk.FailsAsync(_desk.Session.CurrentAsync(CancellationToken.None).AsTask());
        Assert.False(failed.IsFinal);
        Assert.Equal(3, _desk.Server.Count(Login));
        _desk.Server.Good(Login, Desk.Tokens(1)).Good(Login, Desk.Tokens(1));
        await _desk.SignInAsync();
    }

    [Fact]
    public async Task A_refused_token_is_renewed_by_the_refresh_token()
    {
        _desk.Server.Good(Login, Desk.Tokens(1)).Good(Refresh, Desk.Tokens(2));
        AngelTokens first = await _desk.SignInAsync();
        AngelTokens second = await RenewAsync(first);
        Assert.Equal("jwt-number-2", second.Jwt.Reveal());
        SeenCall call = _desk.Server.Calls[^1];
        Assert.Equal(("refresh-number-1", "Bearer jwt-number-1"), (call.Field("refreshToken"), call.Authorization));
        Assert.Same(second, await _desk.SignInAsync());
        // Who comes late with the old one gets the new one, without another call.
        Assert.Same(second, await RenewAsync(first));
        Assert.Equal(1, _desk.Server.Count(Refresh));
    }

    [Theory]
    [InlineData("AB8050")]
    [InlineData("AB8051")]
    [InlineData("AB1010")]
    [InlineData("AG8001")]
    [InlineData("ZZ9999")]
    public async Task When_the_refresh_fails_there_is_one_login_and_then_nothing(string code)
    {
        _desk.Server.Good(Login, Desk.Tokens(1)).Good(Login, Desk.Tokens(3)).Bad(Refresh, code);
        AngelTokens first = await _desk.SignInAsync();
        AngelTokens second = await RenewAsync(first);
        Assert.Equal("jwt-number-3", second.Jwt.Reveal());
        VendorException refused = await _desk.FailsAsync(_desk.Session.RenewAsync(second, CancellationToken.None).AsTask());
        Assert.True(refused.IsFinal);
        Assert.Equal((2, 1), (_desk.Server.Count(Login), _desk.Server.Count(Refresh)));
        Assert.True((await _desk.FailsAsync(_desk.Session.CurrentAsync(CancellationToken.None).AsTask())).IsFinal);
        Assert.Equal(3, _desk.Server.Calls.Count);
    }

    [Fact]
    public async Task Renewed_tokens_that_are_refused_too_lead_to_one_login()
    {
        _desk.Server.Good(Login, Desk.Tokens(1)).Good(Login, Desk.Tokens(3)).Good(Refresh, Desk.Tokens(2));
        AngelTokens tokens = await RenewAsync(await _desk.SignInAsync());
        tokens = await RenewAsync(tokens);
        Assert.Equal("jwt-number-3", tokens.Jwt.Reveal());
        Assert.True((await _desk.FailsAsync(_desk.Session.RenewAsync(tokens, CancellationToken.None).AsTask())).IsFinal);
    }

    [Fact]
    public async Task Tokens_that_were_accepted_between_may_be_renewed_again()
    {
        _desk.Server.Good(Login, Desk.Tokens(1)).Good(Refresh, Desk.Tokens(2)).Good(Refresh, Desk.Tokens(3));
        AngelTokens tokens = await RenewAsync(await _desk.SignInAsync());
        _desk.Session.Accepted(tokens);
        Assert.Equal("jwt-number-3", (await RenewAsync(tokens)).Jwt.Reveal());
        Assert.Equal((1, 2), (_desk.Server.Count(Login), _desk.Server.Count(Refresh)));
    }

    [Fact]
    public async Task A_session_that_is_over_is_not_refreshed()
    {
        _desk.Server.Good(Login, Desk.Tokens(1)).Good(Login, Desk.Tokens(2));
        Assert.Equal("jwt-number-2", (await RenewAsync(await _desk.SignInAsync(), over: true)).Jwt.Reveal());
        Assert.Equal(0, _desk.Server.Count(Refresh));
    }

    [Fact]
    public async Task A_refused_token_is_never_given_out_again()
    {
        _desk.Server.Good(Login, Desk.Tokens(1)).Answer(Login, 0, "").Good(Login, Desk.Tokens(2)).Good(Login, Desk.Tokens(2)).Bad(Refresh, "AB8051");
        AngelTokens first = await _desk.SignInAsync();
        Assert.False((await _desk.FailsAsync(_desk.Session.RenewAsync(first, CancellationToken.None).AsTask())).IsFinal);
        AngelTokens next = await _desk.SignInAsync();
        Assert.Equal("jwt-number-2", next.Jwt.Reveal());
    }

    [Fact]
    public async Task The_day_rolls_over_before_the_open_with_a_login()
    {
        _desk.Server.Good(Login, Desk.Tokens(1)).Good(Login, Desk.Tokens(2));
        AngelTokens first = await _desk.SignInAsync();
        _desk.Time.SetUtcNow(At(2026, 9, 30, 8, 14));
        Assert.False(_desk.Session.IsDue);
        Assert.Same(first, await _desk.SignInAsync());
        _desk.Time.SetUtcNow(At(2026, 9, 30, 8, 15));
        Assert.True(_desk.Session.IsDue);
        Assert.Equal("jwt-number-2", (await _desk.SignInAsync()).Jwt.Reveal());
        Assert.False(_desk.Session.IsDue);
        Assert.Equal(0, _desk.Server.Count(Refresh));
    }

    [Fact]
    public async Task No_session_lives_longer_than_twenty_eight_hours()
    {
        using var desk = new Desk(new AngelOneOptions { Rest = new Uri("http://angel.test"), RollOver = TimeOnly.MinValue });
        desk.Server.Good(Login, Desk.Tokens(1)).Good(Login, Desk.Tokens(2)).Good(Login, Desk.Tokens(3));
        desk.Time.SetUtcNow(At(2026, 9, 30, 0, 1));
        await desk.SignInAsync();
        desk.Time.SetUtcNow(At(2026, 9, 30, 23, 59));
        Assert.False(desk.Session.IsDue);
        desk.Time.SetUtcNow(At(2026, 10, 1, 4, 2));
        Assert.True(desk.Session.IsDue);
    }

    [Fact]
    public async Task A_token_that_tells_its_end_is_replaced_a_minute_before()
    {
        DateTimeOffset end = _desk.Time.GetUtcNow().AddHours(2);
        _desk.Server.Good(Login, Desk.Tokens(1).Replace("jwt-number-1", Desk.Jwt(end.ToUnixTimeSeconds()), StringComparison.Ordinal)).Good(Login, Desk.Tokens(2));
        Assert.NotNull((await _desk.SignInAsync()).Expires);
        _desk.Time.SetUtcNow(end.AddSeconds(-62));
        Assert.False(_desk.Session.IsDue);
        _desk.Time.SetUtcNow(end.AddSeconds(-59));
        Assert.True(_desk.Session.IsDue);
    }

    [Fact]
    public async Task An_end_that_lies_in_the_past_is_another_clocks()
    {
        _desk.Server.Good(Login, Desk.Tokens(1).Replace("jwt-number-1", Desk.Jwt(1000), StringComparison.Ordinal));
        await _desk.SignInAsync();
        Assert.False(_desk.Session.IsDue);
    }

    [Theory]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("a.!!!.c")]
    [InlineData("")]
    [InlineData("a.e30.c")]
    [InlineData("a.W10.c")]
    [InlineData("a.eyJleHAiOiJ4In0.c")]
    [InlineData("a.eyJleHAiOjFlOTl9.c")]
    public void A_token_without_a_readable_end_has_none(string jwt) => Assert.Null(AngelTokens.ExpiryOf(jwt));

    [Fact]
    public void An_end_is_read_as_number_or_text()
    {
        Assert.Equal(new Timestamp(1_790_656_200L * Timestamp.NanosPerSecond), AngelTokens.ExpiryOf(Desk.Jwt(1_790_656_200)));
    }

    [Theory]
    [InlineData("jwt", "jwt")]
    [InlineData("Bearer jwt", "jwt")]
    [InlineData(" bearer  Bearer jwt ", "jwt")]
    [InlineData("Bearerjwt", "Bearerjwt")]
    public void The_prefix_is_taken_off(string sent, string bare) => Assert.Equal(bare, AngelTokens.Bare(sent));

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("{\"jwtToken\":\"x\"}")]
    public async Task A_login_without_tokens_is_a_refusal(string data)
    {
        _desk.Server.Good(Login, data);
        Assert.True((await _desk.FailsAsync(_desk.Session.CurrentAsync(CancellationToken.None).AsTask())).IsFinal);
    }

    [Theory]
    [InlineData("not base32 1890")]
    [InlineData("")]
    public void A_seed_that_is_none_is_refused_without_showing_it(string seed)
    {
        var refused = Assert.Throws<VendorException>(() => new OneTimeCodes("Angel One", new Secret(seed), TimeProvider.System));
        Assert.True(refused.IsFinal);
        Assert.DoesNotContain("1890", refused.ToString(), StringComparison.Ordinal);
    }

    private static void MustHoldNoSecret(string text)
    {
        foreach (string secret in (string[])[Desk.Client, Desk.Pin, Desk.ApiKey, Desk.Seed]) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.FromMinutes(330));
}
