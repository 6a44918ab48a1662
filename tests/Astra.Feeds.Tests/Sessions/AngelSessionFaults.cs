using Astra.Core;
using Astra.Live;
using Astra.Markets;
using Astra.StandIns;

namespace Astra.Feeds.Tests;

/// <summary>Logins and tokens of Angel One that fail, at the start and in the middle of a session.</summary>
public class AngelSessionFaults
{
    private static readonly RigOptions Options = new(RigVendor.AngelOne);

    [Theory]
    [InlineData("AB1007")]
    [InlineData("AG8004")]
    [InlineData("AB9999")]
    public async Task A_refused_login_is_tried_once_and_never_again(string code)
    {
        await using FeedRig rig = await FeedRig.OpenAsync(Options);
        rig.Server.Faults.LoginRefusal = code;
        var first = await Assert.ThrowsAsync<VendorException>(rig.SignInAsync);
        Assert.True(first.IsFinal);
        rig.Server.Faults.LoginRefusal = "";
        var second = await Assert.ThrowsAsync<VendorException>(rig.SignInAsync);
        Assert.True(second.IsFinal);
        Assert.Equal((1, 0), (rig.Server.Counts.LoginRefusals, rig.Server.Counts.Logins));
        AngelSecrets secrets = rig.Angel.Secrets;
        string words = first + string.Join('\n', rig.Told);
        Assert.All(new[] { secrets.Pin, secrets.ApiKey, secrets.TotpSecret }, secret => Assert.DoesNotContain(secret, words, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TokenDeath.Close)]
    [InlineData(TokenDeath.Mute)]
    public async Task A_token_that_dies_in_the_session_is_renewed_without_a_login(TokenDeath death)
    {
        await using FeedRig rig = await FeedRig.StartAsync(Options);
        _ = rig.Server.Stream(200);
        await rig.UntilTicksAsync(50);
        rig.Angel.ExpireTokens(death);
        await rig.UntilAsync(() => rig.Server.Counts.Attempts.Count(a => a.Status == 101) == 2, "let in with new tokens");
        await rig.UntilTicksAsync(50);
        await rig.MustHaveLostNothingAsync();
        rig.MustShowTheMarket();
        Assert.Equal((1, 1), (rig.Server.Counts.Logins, rig.Server.Counts.TokenCalls));
        Assert.Single(rig.Server.Counts.Attempts, a => a.Status == 401);
    }

    [Fact]
    public async Task A_session_that_is_over_takes_one_new_login()
    {
        await using FeedRig rig = await FeedRig.StartAsync(Options);
        _ = rig.Server.Stream(200);
        rig.Angel.ExpireTokens(TokenDeath.Close, refreshToo: true);
        await rig.UntilAsync(() => rig.Server.Counts.Attempts.Count(a => a.Status == 101) == 2, "let in with new tokens");
        await rig.UntilTicksAsync(50);
        Assert.Equal((2, 1), (rig.Server.Counts.Logins, rig.Server.Counts.TokenCalls));
    }

    [Fact]
    public async Task A_login_refused_in_the_session_ends_the_feed_and_nothing_else()
    {
        await using FeedRig rig = await FeedRig.StartAsync(Options);
        rig.Server.Faults.LoginRefusal = "AB1007";
        rig.Angel.ExpireTokens(TokenDeath.Close, refreshToo: true);
        await rig.UntilAsync(() => rig.HasEnded, "the feed gives up");
        Assert.True(rig.Port.Told(FeedState.Stopped));
        Assert.Equal(1, rig.Server.Counts.LoginRefusals);
    }

    [Fact]
    public async Task New_tokens_that_are_refused_too_end_the_feed()
    {
        await using FeedRig rig = await FeedRig.StartAsync(Options);
        rig.Server.Faults.StreamRefusal = "Invalid Header - Invalid Client Code";
        rig.Server.Drop();
        await rig.UntilAsync(() => rig.HasEnded, "the feed gives up");
        Assert.True(rig.Port.Told(FeedState.Stopped, FeedCause.Refused));
        Assert.Equal(2, rig.Server.Counts.Attempts.Count(a => a.Status == 401));
        Assert.InRange(rig.Server.Counts.Logins + rig.Server.Counts.TokenCalls, 2, 3);
    }

    [Fact]
    public async Task A_token_that_died_is_renewed_by_a_call_of_history_too()
    {
        await using FeedRig rig = await FeedRig.OpenAsync(Options);
        await rig.SignInAsync();
        rig.Angel.ExpireTokens(TokenDeath.Mute);
        var open = Ist.At(new DateOnly(2026, 11, 23), new TimeOnly(9, 15));
        Assert.Equal(30, (await rig.Vendor.History.BarsAsync(rig.Instruments[0], 1, open, open + (30 * Timestamp.NanosPerMinute), rig.Soon)).Count);
        Assert.Equal((1, 1), (rig.Server.Counts.Logins, rig.Server.Counts.TokenCalls));
    }

    [Fact]
    public async Task The_vendors_new_day_brings_new_tokens_and_a_new_connection()
    {
        var beforeRollOver = new DateTimeOffset(2026, 11, 23, 8, 14, 20, MarketHours.India);
        await using FeedRig rig = await FeedRig.StartAsync(Options with { From = beforeRollOver });
        _ = rig.Server.Stream(200);
        await rig.UntilAsync(() => rig.Server.Counts.Attempts.Count == 2, "connected with the new day's tokens");
        await rig.UntilTicksAsync(50);
        Assert.True(rig.Port.Told(FeedState.Reconnecting, FeedCause.RollOver));
        Assert.Equal(2, rig.Server.Counts.Logins);
        Assert.True(rig.Time.GetUtcNow() >= beforeRollOver.AddSeconds(40));
    }

    [Fact]
    public async Task What_stays_silent_is_asked_for_once_more_and_then_told()
    {
        await using FeedRig rig = await FeedRig.OpenAsync(Options with { Instruments = 3 });
        await rig.SignInAsync();
        rig.Run();
        await rig.UntilAsync(() => rig.Server.Counts.Subscriptions.Sum(s => s.Keys.Count) >= 3, "everything is subscribed");
        await rig.UntilAsync(
            () =>
            {
                rig.Server.Trade(rig.Server.Instruments[0]);
                return rig.Port.Told(FeedState.NotSubscribed);
            },
            "the silent ones are told");
        FeedChange told = rig.Port.Changes.First(c => c.State == FeedState.NotSubscribed);
        Assert.Equal(2, told.Detail);
        Assert.Equal(5, rig.Server.Counts.Subscriptions.Sum(s => s.Keys.Count));
        Assert.Single(rig.Server.Counts.Attempts);
    }
}
