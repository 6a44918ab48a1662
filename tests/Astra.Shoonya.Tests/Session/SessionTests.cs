using Astra.Live;

namespace Astra.Adapters.Shoonya.Tests;

public class SessionTests
{
    private static readonly string[] Secrets =
        ["Secret#1", "abcd1234-key", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "very-secret-text", "consent-code-1", "ready-made-token", "session-token-1", "access-token-1", "CLIENT-ONE"];

    public static TheoryData<string, bool, string> Refusals => new()
    {
        { "Session Expired :  Invalid Session Key", true, "sign in again" },
        { "invalid session key", true, "sign in again" },
        { "Invalid Input : INVALID_VERIFIER", true, "new code" },
        { "Invalid Input : Invalid Vendor code", true, "regenerated" },
        { "INVALID OTP", true, "block" },
        { "Invalid App Key", true, "block" },
        { "Wrong user or Password", true, "block" },
        { "User Not enabled on : API", true, "API right" },
        { "Invalid IP", true, "registered" },
        { "Order Recieved 11 in a current second exceeds Limit 10 for user", false, "wait" },
        { "Server Timeout", false, "later" },
        { "never heard before", true, "never heard before" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public async Task A_refused_login_says_what_to_do_and_is_not_repeated(string words, bool final, string remedy)
    {
        using var desk = new Desk(Desk.Legacy, (_, _) => (200, $"{{\"stat\":\"Not_Ok\",\"emsg\":\"{words} Secret#1\"}}"));
        VendorException refused = await Assert.ThrowsAsync<VendorException>(desk.SignInAsync);
        Assert.Equal(final, refused.IsFinal);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
        HoldsNoSecret(refused);
        if (!final) return;
        HoldsNoSecret(await Assert.ThrowsAsync<VendorException>(desk.SignInAsync));
        Assert.Single(desk.Host.Calls);
    }

    [Theory]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(503, "")]
    [InlineData(504, "{")]
    [InlineData(200, "<html>maintenance</html>")]
    [InlineData(200, "[1,2")]
    public async Task A_gateway_is_no_refusal(int status, string body)
    {
        using var desk = new Desk(Desk.OAuth, (_, _) => (status, body));
        VendorException failed = await Assert.ThrowsAsync<VendorException>(desk.SignInAsync);
        Assert.False(failed.IsFinal);
        HoldsNoSecret(failed);
    }

    [Fact]
    public async Task The_legacy_login_sends_hashes_and_the_token_goes_into_the_body()
    {
        using var desk = new Desk(Desk.Legacy, Desk.LoginsThen((_, _) => (200, "{\"stat\":\"Ok\",\"exch\":\"NSE\",\"token\":\"22\",\"lp\":\"1\"}")));
        await desk.SignInAsync();
        await desk.RunAsync(desk.Vendor.Quotes.QuoteAsync("NSE", "22", CancellationToken.None));
        Assert.Equal(ShoonyaDialect.Legacy, desk.Vendor.Dialect);
        Assert.Equal("/NorenWClientTP/QuickAuth", desk.Host.Calls[0].Path);
        Assert.Contains($"\"pwd\":\"{LoginBody.Hash("Secret#1")}\"", desk.Host.Calls[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"vc\":\"FA12345_U\"", desk.Host.Calls[0].Body, StringComparison.Ordinal);
        Assert.Equal("jData={\"uid\":\"FA12345\",\"exch\":\"NSE\",\"token\":\"22\"}&jKey=session-token-1", desk.Host.Calls[1].Body);
        Assert.Null(desk.Host.Calls[1].Bearer);
    }

    [Fact]
    public async Task The_oauth_login_sends_the_checksum_and_the_token_is_a_bearer()
    {
        using var desk = new Desk(Desk.OAuth, Desk.LoginsThen((_, _) => (200, "{\"stat\":\"Ok\",\"exch\":\"NSE\",\"token\":\"22\"}")));
        await desk.RunAsync(desk.Vendor.Quotes.QuoteAsync("NSE", "22", CancellationToken.None));
        Assert.Equal("/NorenWClientAPI/GenAcsTok", desk.Host.Calls[0].Path);
        Assert.Contains(LoginBody.Hash("CLIENT-ONEvery-secret-textconsent-code-1"), desk.Host.Calls[0].Body, StringComparison.Ordinal);
        Assert.Equal(("jData={\"uid\":\"FA12345\",\"exch\":\"NSE\",\"token\":\"22\"}", "Bearer access-token-1", "text/plain"), (desk.Host.Calls[1].Body, desk.Host.Calls[1].Bearer, desk.Host.Calls[1].Type));
    }

    [Fact]
    public async Task A_ready_made_token_is_used_until_it_is_refused_and_then_never_again()
    {
        using var desk = new Desk(
            new ShoonyaSecrets { User = new Secret("FA12345"), Token = new Secret("ready-made-token") }, (_, _) => (200, "{\"stat\":\"Not_Ok\",\"emsg\":\"Session Expired :  Invalid Session Key\"}"));
        for (int i = 0; i < 3; i++)
        {
            VendorException dead = await Assert.ThrowsAsync<VendorException>(() => desk.RunAsync(desk.Vendor.Quotes.QuoteAsync("NSE", "22", CancellationToken.None)));
            Assert.True(dead.IsFinal);
            HoldsNoSecret(dead);
        }
        Assert.Single(desk.Host.Calls);
    }

    [Fact]
    public async Task A_legacy_session_that_dies_is_renewed_once_with_a_new_token()
    {
        int quotes = 0;
        using var desk = new Desk(Desk.Legacy, Desk.LoginsThen((_, body) => ++quotes == 2
            ? (200, "{\"stat\":\"Not_Ok\",\"emsg\":\"Session Expired :  Invalid Session Key\"}") : (200, "{\"stat\":\"Ok\",\"exch\":\"NSE\",\"token\":\"22\"}")));
        await desk.RunAsync(desk.Vendor.Quotes.QuoteAsync("NSE", "22", CancellationToken.None));
        await desk.RunAsync(desk.Vendor.Quotes.QuoteAsync("NSE", "22", CancellationToken.None));
        Assert.Equal(2, desk.Host.CountOf("QuickAuth"));
        Assert.EndsWith("&jKey=session-token-2", desk.Host.Calls[^1].Body, StringComparison.Ordinal);
        // The second login had to wait for the next code.
        Assert.Equal(2, desk.Host.Calls.Where(c => c.Path.EndsWith("QuickAuth", StringComparison.Ordinal)).Select(c => c.Body).Distinct().Count());
    }

    [Fact]
    public async Task Tokens_die_at_three_in_the_morning_whatever_their_lifetime()
    {
        using var desk = new Desk(Desk.OAuth, Desk.LoginsThen((_, _) => (200, "{\"stat\":\"Ok\",\"exch\":\"NSE\",\"token\":\"22\"}")));
        await desk.SignInAsync();
        desk.Time.SetUtcNow(new DateTimeOffset(2026, 9, 29, 21, 29, 0, TimeSpan.Zero));
        await desk.SignInAsync();
        desk.Time.SetUtcNow(new DateTimeOffset(2026, 9, 29, 21, 31, 0, TimeSpan.Zero));
        VendorException over = await Assert.ThrowsAsync<VendorException>(desk.SignInAsync);
        Assert.True(over.IsFinal);
        Assert.Contains("again", over.Message, StringComparison.Ordinal);
        HoldsNoSecret(over);
        Assert.Single(desk.Host.Calls);
    }

    [Theory]
    [InlineData(nameof(ShoonyaSecrets.Password), ShoonyaDialect.Legacy)]
    [InlineData(nameof(ShoonyaSecrets.Token), ShoonyaDialect.OAuth)]
    [InlineData("both", ShoonyaDialect.OAuth)]
    [InlineData("none", ShoonyaDialect.OAuth)]
    public void The_secrets_decide_the_dialect(string which, ShoonyaDialect dialect)
    {
        var secrets = new ShoonyaSecrets();
        if (which is nameof(ShoonyaSecrets.Password) or "both") secrets = secrets with { Password = new Secret("p"), Totp = new Secret("t") };
        if (which is nameof(ShoonyaSecrets.Token) or "both") secrets = secrets with { Token = new Secret("x") };
        Assert.Equal(dialect, secrets.Dialect);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        using var desk = new Desk(new ShoonyaSecrets { ClientId = new Secret("CLIENT-ONE"), Code = new Secret("c") }, (_, _) => (200, "{}"));
        VendorException missing = await Assert.ThrowsAsync<VendorException>(desk.SignInAsync);
        Assert.Contains("ASTRA_SHOONYA_SECRET", missing.Message, StringComparison.Ordinal);
        using var bad = new Desk(Desk.Legacy with { Totp = new Secret("not!base32") }, (_, _) => (200, "{}"));
        VendorException seed = await Assert.ThrowsAsync<VendorException>(bad.SignInAsync);
        Assert.True(seed.IsFinal);
        Assert.DoesNotContain("not!", seed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_redirect_brings_the_code()
    {
        const int Port = 47_113;
        using var desk = new Desk(
            Desk.OAuth with { Code = null }, Desk.LoginsThen((_, _) => (200, "{}")), new ShoonyaOptions { RedirectPort = Port });
        Task signing = desk.Vendor.SignInAsync(TestContext.Current.CancellationToken);
        using var browser = new HttpClient();
        var root = new Uri($"http://127.0.0.1:{Port}/");
        HttpResponseMessage other = await browser.GetAsync(new Uri(root, "favicon.ico"), TestContext.Current.CancellationToken);
        string page = await browser.GetStringAsync(new Uri(root, "?code=fresh-code"), TestContext.Current.CancellationToken);
        await signing;
        Assert.Equal(404, (int)other.StatusCode);
        Assert.Contains("closed", page, StringComparison.Ordinal);
        Assert.Contains("client_id=CLIENT-ONE", Assert.Single(desk.Told), StringComparison.Ordinal);
        Assert.Contains("\"code\":\"fresh-code\"", desk.Host.Calls[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_one_time_code_twice_and_none_that_is_about_to_end()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 9, 29, 4, 30, 28, TimeSpan.Zero));
        var codes = new OneTimeCodes("Shoonya", Desk.Legacy.Totp!, time);
        Task<string> first = codes.NextAsync(CancellationToken.None);
        Assert.False(first.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2.1));
        string one = await first;
        Task<string> second = codes.NextAsync(CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(28.9));
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.NotEqual(one, await second);
    }

    private static void HoldsNoSecret(Exception exception)
    {
        foreach (string secret in Secrets) Assert.DoesNotContain(secret, exception.ToString(), StringComparison.Ordinal);
    }
}
