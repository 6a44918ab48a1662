namespace Astra.Adapters.Shoonya.Tests;

/// <summary>The later points of the merge contract: falling volumes, what a tick is, the end of a subscription, a new connection.</summary>
public class MergeLifeTests
{
    [Theory]
    [InlineData("100", "99", true)]
    [InlineData("100", "100.0", false)]
    [InlineData("9", "10", false)]
    [InlineData("10", "9", true)]
    [InlineData("0100", "99", true)]
    [InlineData("9007199254740993", "9007199254740992", true)]
    [InlineData("150.5", "150.25", true)]
    [InlineData("1", "-1", true)]
    [InlineData("-1", "-2", true)]
    [InlineData("-2", "-1", false)]
    public void A_volume_that_falls_is_counted_and_stored(string before, string after, bool fell)
    {
        BookScene scene = BookScene.Touch("NSE|22").In($"{{'t':'tk','e':'NSE','tk':'22','v':'{before}'}}").In($"{{'t':'tf','e':'NSE','tk':'22','v':'{after}'}}");
        Assert.Equal((fell ? "volume-fell" : "", $"v={after}"), (scene.Counted, scene.State));
    }

    [Fact]
    public void Counters_come_in_the_order_of_the_fields()
    {
        BookScene scene = BookScene.Touch("NSE|22").In("{'t':'tk','e':'NSE','tk':'22','v':'10','ft':'1790653500'}");
        scene.In("{'ft':'1790653400','t':'tf','v':'9','lp':'x','e':'NSE','zz':'y','tk':'22'}");
        Assert.Equal("ft-back volume-fell bad-field:lp bad-field:zz", scene.Counted);
    }

    [Fact]
    public void A_name_that_comes_twice_keeps_its_first_place_and_its_last_value()
    {
        BookScene scene = BookScene.Touch("NSE|22").In("{'t':'tk','e':'NSE','tk':'22','lp':'bad','v':'x','lp':'5','odd':'q','zz':'q','odd':'1'}");
        Assert.Equal(("bad-field:v bad-field:zz", "lp=5 odd=1"), (scene.Counted, scene.State));
    }

    [Fact]
    public void A_tick_needs_a_price_and_a_change()
    {
        BookScene scene = BookScene.Touch("NSE|22").In("{'t':'tk','e':'NSE','tk':'22','bp1':'5'}");
        Assert.False(scene.Emit);
        Assert.False(scene.In("{'t':'tf','e':'NSE','tk':'22','lp':'0.00'}").Emit);
        Assert.True(scene.In("{'t':'tf','e':'NSE','tk':'22','lp':'0.05'}").Emit);
        Assert.False(scene.In("{'t':'tf','e':'NSE','tk':'22','lp':'0.05'}").Emit);
        Assert.True(scene.In("{'t':'tf','e':'NSE','tk':'22','bq1':'1'}").Emit);
    }

    [Fact]
    public void An_unsubscription_counts_from_its_acknowledgement_and_for_its_family()
    {
        BookScene scene = BookScene.Depth("NSE|22", "NSE|23").Out("{'t':'t','k':'NSE|22'}").In("{'t':'dk','e':'NSE','tk':'22','lp':'1'}").In("{'t':'tk','e':'NSE','tk':'22','lp':'1'}");
        scene.Out("{'t':'ud','k':'NSE|22'}");
        Assert.Equal("NSE|22 Depth", scene.In("{'t':'df','e':'NSE','tk':'22','lp':'2'}").Key);
        Assert.Equal("", scene.In("{'t':'udk','k':'NSE|22#NSE|99'}").Counted);
        Assert.Equal("not-subscribed", scene.In("{'t':'df','e':'NSE','tk':'22','lp':'2'}").Counted);
        Assert.Equal("lp=3", scene.In("{'t':'tf','e':'NSE','tk':'22','lp':'3'}").State);
        // Subscribed again it begins anew.
        scene.Out("{'t':'d','k':'NSE|22'}");
        Assert.Equal(["NSE|22", "NSE|23"], scene.Book.Unacked(ShoonyaFamily.Depth));
        Assert.Equal("update-before-snapshot", scene.In("{'t':'df','e':'NSE','tk':'22','bq1':'2'}").Counted);
        Assert.Equal("bq1=2", scene.State);
    }

    [Theory]
    [InlineData("{'t':'ck','s':'OK'}", "Ok")]
    [InlineData("{'t':'ak','s':' oK '}", "Ok")]
    [InlineData("{'t':'ak','s':'Not_Ok'}", "Failed")]
    [InlineData("{'t':'ck','s':'OKAY'}", "Failed")]
    [InlineData("{'t':'ck','s':''}", "Failed")]
    [InlineData("{'t':'ck','s':null}", "Failed")]
    [InlineData("{'t':'ck'}", "Failed")]
    public void A_session_is_let_in_by_ok_in_any_casing(string frame, string auth)
    {
        BookScene scene = new BookScene().In(frame);
        Assert.Equal(auth, scene.Last.Auth.ToString());
        Assert.Equal(auth, scene.Book.Auth.ToString());
    }

    [Fact]
    public void A_reconnect_forgets_states_clocks_and_the_sign_in()
    {
        BookScene scene = BookScene.Touch("NSE|22", "NSE|21").In("{'t':'ak','s':'OK'}").In("{'t':'tk','e':'NSE','tk':'22','lp':'1','odd':'5','ft':'1790653500'}");
        Assert.Equal(["NSE|21"], scene.Book.Unacked(ShoonyaFamily.Touch));
        scene.Book.Reconnected();
        Assert.Equal(ShoonyaAuth.Unknown, scene.Book.Auth);
        Assert.Equal(["NSE|21", "NSE|22"], scene.Book.Unacked(ShoonyaFamily.Touch));
        scene.In("{'t':'tk','e':'NSE','tk':'22','lp':'1','ft':'1790653499'}");
        Assert.Equal(("", "lp=1", "lp", 1_790_653_499), (scene.Counted, scene.State, scene.Changed, scene.FeedTime));
    }

    [Theory]
    [InlineData("{'t':'ok'}")]
    [InlineData("{'t':'uok'}")]
    [InlineData("{'t':'ud'}")]
    [InlineData("{'t':'uk'}")]
    [InlineData("{'t':'udk','k':7}")]
    public void Other_acknowledgements_change_nothing(string frame)
    {
        BookScene scene = BookScene.Touch("NSE|22").In(frame);
        Assert.Equal(("", "", ShoonyaAuth.Unknown), (scene.Counted, scene.Key, scene.Last.Auth));
        Assert.Null(scene.Last.Order);
    }
}
