using Astra.Core;
using Astra.Live;
using Astra.StandIns;

namespace Astra.Feeds.Tests;

/// <summary>Logins and tokens of Shoonya that fail, in both dialects.</summary>
public class ShoonyaSessionFaults
{
    private static readonly RigOptions OAuth = new(RigVendor.ShoonyaOAuth);
    private static readonly RigOptions Legacy = new(RigVendor.ShoonyaLegacy);

    [Theory]
    [InlineData(RigVendor.ShoonyaLegacy, "Invalid Input : Wrong user id or password")]
    [InlineData(RigVendor.ShoonyaLegacy, "Invalid Input : Invalid Vendor code")]
    [InlineData(RigVendor.ShoonyaOAuth, "Invalid Input : INVALID_VERIFIER")]
    public async Task A_refused_login_is_tried_once_and_never_again(RigVendor vendor, string words)
    {
        await using FeedRig rig = await FeedRig.OpenAsync(new RigOptions(vendor));
        rig.Server.Faults.LoginRefusal = words;
        var first = await Assert.ThrowsAsync<VendorException>(rig.SignInAsync);
        Assert.True(first.IsFinal);
        rig.Server.Faults.LoginRefusal = "";
        Assert.True((await Assert.ThrowsAsync<VendorException>(rig.SignInAsync)).IsFinal);
        Assert.Equal((1, 0), (rig.Server.Counts.LoginRefusals, rig.Server.Counts.Logins));
        var secrets = rig.ShoonyaServer.Secrets;
        string said = first + string.Join('\n', rig.Told);
        Assert.All(
            new[] { secrets.Password, secrets.ApiKey, secrets.TotpSecret, secrets.Secret }, secret => Assert.DoesNotContain(secret, said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TokenDeath.Close)]
    [InlineData(TokenDeath.Mute)]
    public async Task In_the_legacy_dialect_a_dead_token_takes_one_new_login(TokenDeath death)
    {
        await using FeedRig rig = await FeedRig.StartAsync(Legacy);
        _ = rig.Server.Stream(200);
        await rig.UntilTicksAsync(50);
        rig.ShoonyaServer.ExpireTokens(death);
        await rig.UntilAsync(() => rig.Server.Counts.Logins == 2, "a new login");
        await rig.UntilTicksAsync(50);
        await rig.MustHaveLostNothingAsync();
        rig.MustShowTheMarket();
    }

    [Theory]
    [InlineData(TokenDeath.Close)]
    [InlineData(TokenDeath.Mute)]
    public async Task In_the_new_dialect_a_dead_token_ends_the_feed_and_asks_for_a_person(TokenDeath death)
    {
        await using FeedRig rig = await FeedRig.StartAsync(OAuth);
        _ = rig.Server.Stream(200);
        await rig.UntilTicksAsync(50);
        rig.ShoonyaServer.ExpireTokens(death);
        await rig.UntilAsync(() => rig.HasEnded, "the feed gives up");
        Assert.True(rig.Port.Told(FeedState.Stopped));
        Assert.Contains("sign in", rig.Door.Health.LastWords, StringComparison.Ordinal);
        Assert.Equal((1, 2), (rig.Server.Counts.Logins, rig.Server.Counts.Attempts.Count));
        Assert.Empty(rig.Server.Connections);
    }

    [Fact]
    public async Task A_refused_connect_frame_ends_the_feed_though_the_socket_stays_open()
    {
        await using FeedRig rig = await FeedRig.OpenAsync(OAuth);
        await rig.SignInAsync();
        rig.Server.Faults.StreamRefusal = "no";
        rig.Run();
        await rig.UntilAsync(() => rig.HasEnded, "the feed gives up");
        Assert.True(rig.Port.Told(FeedState.Stopped, FeedCause.Refused));
        Assert.Single(rig.Server.Counts.Attempts);
        await rig.UntilAsync(() => rig.Server.Connections.Count == 0, "the socket is left");
    }

    [Fact]
    public async Task Scrips_beyond_what_the_vendor_serves_are_asked_for_once_more_and_then_told_by_name()
    {
        await using FeedRig rig = await FeedRig.OpenAsync(OAuth);
        await rig.SignInAsync();
        rig.Server.Faults.SilentBeyond = 5;
        rig.Run();
        await rig.UntilAsync(() => rig.Server.Counts.Subscriptions.Sum(s => s.Keys.Count) >= rig.Options.Instruments, "everything is subscribed");
        _ = rig.Server.Stream(200);
        await rig.UntilAsync(() => rig.Port.Changes.Count(c => c.State == FeedState.NotSubscribed) == 7, "seven are told");
        Assert.Equal(12 + 7, rig.Server.Counts.Subscriptions.Sum(s => s.Keys.Count));
        await rig.UntilTicksAsync(50);
        Assert.Single(rig.Server.Counts.Attempts);
    }

    [Fact]
    public async Task An_answer_about_another_scrip_is_thrown_away()
    {
        await using FeedRig rig = await FeedRig.OpenAsync(OAuth);
        await rig.SignInAsync();
        var vendor = (Adapters.Shoonya.Shoonya)rig.Vendor;
        rig.Server.Faults.AnswerWrongInstrument(1);
        IReadOnlyDictionary<string, string>? quote = await vendor.Quotes.QuoteAsync("NSE", "3045", rig.Soon);
        Assert.Equal(("NSE", "3045"), (quote!["exch"], quote["token"]));
        Assert.Equal(1, vendor.Quotes.WrongAnswers);
        rig.Server.Faults.AnswerWrongInstrument(2);
        await Assert.ThrowsAsync<VendorException>(() => vendor.Quotes.QuoteAsync("NSE", "3045", rig.Soon));
    }
}
