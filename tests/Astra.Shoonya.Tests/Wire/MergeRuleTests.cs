namespace Astra.Adapters.Shoonya.Tests;

/// <summary>The first points of the merge contract, each with its edges; the others in <see cref="MergeLifeTests"/>.</summary>
public class MergeRuleTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("tf")]
    [InlineData("[]")]
    [InlineData("[{'t':'hk'}]")]
    [InlineData("null")]
    [InlineData("'hk'")]
    [InlineData("{}")]
    [InlineData("{'t':null}")]
    [InlineData("{'t':1}")]
    [InlineData("{'t':true}")]
    [InlineData("{'t':['hk']}")]
    [InlineData("{'t':''}")]
    [InlineData("{'x':'hk'}")]
    [InlineData("{'t':'hk'")]
    [InlineData("{'t':'hk'} x")]
    [InlineData("{'t':'hk'}{'t':'hk'}")]
    [InlineData("{'t':'hk',}")]
    [InlineData("{,'t':'hk'}")]
    [InlineData("{'t' 'hk'}")]
    [InlineData("{t:'hk'}")]
    [InlineData("{'t':'hk','a':01}")]
    [InlineData("{'t':'hk','a':1.}")]
    [InlineData("{'t':'hk','a':.5}")]
    [InlineData("{'t':'hk','a':1e}")]
    [InlineData("{'t':'hk','a':-}")]
    [InlineData("{'t':'hk','a':NaN}")]
    [InlineData("{'t':'hk','a':tru}")]
    [InlineData("{'t':'hk','a':[1,]}")]
    [InlineData("{'t':'hk','a':[1}")]
    [InlineData("{'t':'hk','a':{'b':1]}")]
    [InlineData("{'t':'hk','a':{'b'}}")]
    [InlineData("{'t':'hk','a':{'b':1,}}")]
    [InlineData("{'t':'hk','a':'\\x'}")]
    [InlineData("{'t':'hk','a':'\\u12G4'}")]
    [InlineData("{'t':'hk','a':'line\nbreak'}")]
    public void What_is_no_object_with_a_type_is_bad_json(string frame)
    {
        BookScene scene = new BookScene().In(frame);
        Assert.Equal("bad-json", scene.Counted);
        Assert.False(scene.Last.Heartbeat);
    }

    [Theory]
    [InlineData("{'t':'hk'}")]
    [InlineData(" \t\r\n{ 't' : 'hk' } \n")]
    [InlineData("{'t':' hk '}")]
    [InlineData("{'\\u0074':'h\\u006b'}")]
    [InlineData("{'t':'hk','a':[{},[],{'b':[1,-2.5e+3,null,true,false,'x',{'c':{}}]}]}")]
    [InlineData("{'t':'xx','t':'hk'}")]
    [InlineData("{'t':'hk','a':'\\ud800'}")]
    public void Any_json_object_is_read(string frame)
    {
        BookScene scene = new BookScene().In(frame);
        Assert.Equal("", scene.Counted);
        Assert.True(scene.Last.Heartbeat);
    }

    [Fact]
    public void Deep_nesting_ends_in_a_count_and_not_in_a_full_stack()
    {
        string Nest(int depth) => $"{{'t':'hk','a':{new string('[', depth)}{new string(']', depth)}}}";
        Assert.True(new BookScene().In(Nest(1000)).Last.Heartbeat);
        Assert.Equal("bad-json", new BookScene().In(Nest(100_000)).Counted);
    }

    [Fact]
    public void Broken_utf8_is_no_json() =>
        Assert.Equal("bad-json", new BookScene().Raw([.. "{\"t\":\"hk\",\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8]).Counted);

    [Theory]
    [InlineData("am")]
    [InlineData("ms")]
    [InlineData("TK")]
    [InlineData("tkx")]
    [InlineData("t")]
    public void An_unknown_type_is_counted(string type) => Assert.Equal("unknown-type", new BookScene().In($"{{'t':'{type}','e':'NSE','tk':'22'}}").Counted);

    [Theory]
    [InlineData("'e':'NSE'")]
    [InlineData("'e':'NSE','tk':''")]
    [InlineData("'e':'NSE','tk':'  '")]
    [InlineData("'e':'NSE','tk':null")]
    [InlineData("'e':'XXX','tk':null")]
    [InlineData("'e':'NSE','tk':['22']")]
    public void No_token_is_looked_at_first(string fields)
    {
        BookScene scene = BookScene.Touch("NSE|22").In($"{{'t':'tf',{fields},'lp':'1','v':'x','ft':'0'}}");
        Assert.Equal("no-token", scene.Counted);
        Assert.Equal("", scene.Key);
    }

    [Fact]
    public void Without_exchange_the_one_subscribed_key_is_meant()
    {
        BookScene scene = BookScene.Touch("NSE|22", "CDS|1284", "NSE|1284");
        Assert.Equal("NSE|22 Touch", scene.In("{'t':'tk','tk':'22','lp':'1'}").Key);
        Assert.Equal("NSE|22 Touch", scene.In("{'t':'tf','e':'','tk':22,'lp':2}").Key);
        Assert.Equal("lp=2", scene.State);
        Assert.Equal("ambiguous-token", scene.In("{'t':'tf','tk':'1284','lp':'1'}").Counted);
        Assert.Equal("not-subscribed", scene.In("{'t':'tf','tk':'7','lp':'1'}").Counted);
        scene.In("{'t':'uk','k':'CDS|1284'}");
        Assert.Equal("NSE|1284 Touch", scene.In("{'t':'tk','tk':'1284','lp':'1'}").Key);
    }

    [Fact]
    public void A_key_counts_only_in_the_family_that_it_is_subscribed_in()
    {
        BookScene scene = BookScene.Touch("NSE|22").Out("{'t':'d','k':'NSE|23'}");
        Assert.Equal("not-subscribed", scene.In("{'t':'dk','e':'NSE','tk':'22','lp':'1'}").Counted);
        Assert.Equal("not-subscribed", scene.In("{'t':'tk','e':'NSE','tk':'23','lp':'1'}").Counted);
        Assert.Equal("not-subscribed", scene.In("{'t':'tk','e':'BSE','tk':'22','lp':'1'}").Counted);
        Assert.Equal("NSE|23 Depth", scene.In("{'t':'dk','e':'NSE','tk':'23','lp':'1'}").Key);
    }

    [Fact]
    public void A_snapshot_replaces_and_an_update_adds()
    {
        BookScene scene = BookScene.Depth("NFO|1").In("{'t':'dk','e':'NFO','tk':'1','lp':'10.00','bp1':'9.95','odd':'7','oi':'5'}");
        Assert.Equal("bp1 lp odd oi", scene.Changed);
        scene.In("{'t':'df','e':'NFO','tk':'1','bq1':'75'}");
        Assert.Equal("bp1=9.95 bq1=75 lp=10.00 odd=7 oi=5", scene.State);
        scene.In("{'t':'dk','e':'NFO','tk':'1','lp':'10.00','bp1':'10.00'}");
        Assert.Equal("bp1=10.00 lp=10.00", scene.State);
        Assert.Equal("bp1", scene.Changed);
        scene.In("{'t':'dk','e':'NFO','tk':'1','lp':'10.00'}");
        Assert.Equal(("lp=10.00", "", false), (scene.State, scene.Changed, scene.Emit));
        scene.In("{'t':'df','e':'NFO','tk':'1','odd':'7'}");
        Assert.Equal("odd", scene.Changed);
    }

    [Fact]
    public void A_snapshot_stores_zeroes_and_falling_volumes_without_a_word()
    {
        BookScene scene = BookScene.Touch("NSE|22").In("{'t':'tk','e':'NSE','tk':'22','lp':'10','v':'100'}");
        scene.In("{'t':'tk','e':'NSE','tk':'22','lp':'0.00','v':'7'}");
        Assert.Equal(("lp=0.00 v=7", "", false), (scene.State, scene.Counted, scene.Emit));
    }

    [Fact]
    public void An_update_before_its_snapshot_is_merged_and_counted()
    {
        BookScene scene = BookScene.Touch("NSE|22").In("{'t':'tf','e':'NSE','tk':'22','lp':'10','v':'bad','ft':'0'}");
        Assert.Equal("update-before-snapshot bad-field:v bad-ft", scene.Counted);
        Assert.Equal(("lp=10", "lp", true), (scene.State, scene.Changed, scene.Emit));
        Assert.Empty(scene.Book.Unacked(ShoonyaFamily.Touch));
        Assert.Equal("", scene.In("{'t':'tf','e':'NSE','tk':'22','lp':'11'}").Counted);
    }

    [Theory]
    [InlineData("''")]
    [InlineData("'  '")]
    [InlineData("'NA'")]
    [InlineData("' - '")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("{'a':1}")]
    public void Absent_values_change_nothing(string value)
    {
        BookScene scene = BookScene.Touch("NSE|22").In("{'t':'tk','e':'NSE','tk':'22','lp':'10','oi':'5','ts':'X'}");
        scene.In($"{{'t':'tf','e':'NSE','tk':'22','lp':{value},'oi':{value},'ts':{value},'ft':{value},'odd':{value}}}");
        Assert.Equal(("lp=10 oi=5 ts=X", "", "", false), (scene.State, scene.Changed, scene.Counted, scene.Emit));
    }

    [Theory]
    [InlineData("'1e3'")]
    [InlineData("1e3")]
    [InlineData("'+1'")]
    [InlineData("'.5'")]
    [InlineData("'5.'")]
    [InlineData("'1,000'")]
    [InlineData("'--1'")]
    [InlineData("'1 0'")]
    [InlineData("'0x10'")]
    [InlineData("'na'")]
    [InlineData("'\\u0661'")]
    public void A_number_that_is_none_is_skipped_and_the_rest_used(string value)
    {
        BookScene scene = BookScene.Touch("NSE|22").In($"{{'t':'tk','e':'NSE','tk':'22','sq1':{value},'lp':'10','odd':{value},'bp1':'9'}}");
        Assert.Equal("bad-field:sq1 bad-field:odd", scene.Counted);
        Assert.Equal("bp1=9 lp=10", scene.State);
    }

    [Fact]
    public void Texts_are_kept_as_received_but_for_blanks()
    {
        BookScene scene = BookScene.Depth("NSE|22").In(
            "{'t':'dk','e':' NSE ','tk':' 22 ','ts':' M\\u0026M-EQ ','ltt':'29-09-2026 09:15:01','ltd':'x','exch':'NSE','tsym':'-','lp':' 010.50 ','ti':-0.05,'v':00,'pc':'-0'}".Replace(":00,", ":0,"));
        Assert.Equal("exch=NSE lp=010.50 ltd=x ltt=29-09-2026 09:15:01 pc=-0 ti=-0.05 ts=M&M-EQ v=0", scene.State);
    }

    [Fact]
    public void Long_texts_are_kept_whole()
    {
        string name = new('N', 200), digits = new('9', 300);
        BookScene scene = BookScene.Touch("NSE|22").In($"{{'t':'tk','e':'NSE','tk':'22','ts':'{name}','v':'{digits}','odd':'{digits}'}}");
        Assert.Equal($"odd={digits} ts={name} v={digits}", scene.State);
        Assert.Equal("volume-fell", scene.In($"{{'t':'tf','e':'NSE','tk':'22','v':'{digits[..299]}8'}}").Counted);
        Assert.Equal("", scene.In("{'t':'tk','e':'NSE','tk':'22','ts':'S'}").Counted);
        Assert.Equal("ts=S", scene.State);
    }

    [Fact]
    public void Zero_does_not_erase_a_price_in_an_update()
    {
        BookScene scene = BookScene.Touch("NSE|22").In("{'t':'tk','e':'NSE','tk':'22','lp':'1','o':'2','h':'3','l':'4','c':'0','bp1':'6','v':'7'}");
        scene.In("{'t':'tf','e':'NSE','tk':'22','lp':'0','o':'0.00','h':'-0','l':'00','c':'0.00','ap':'0','bp1':'0.00','v':'0'}");
        Assert.Equal("ap=0 bp1=0.00 c=0.00 h=3 l=4 lp=1 o=2 v=0", scene.State);
        Assert.Equal("ap bp1 c v", scene.Changed);
        Assert.Equal("volume-fell", scene.Counted);
    }

    [Theory]
    [InlineData("1790653560", "", 1_790_653_560)]
    [InlineData("1790653561", "bad-ft", 0)]
    [InlineData("0", "bad-ft", 0)]
    [InlineData("000", "bad-ft", 0)]
    [InlineData("-5", "bad-ft", 0)]
    [InlineData("1790653500.5", "bad-ft", 0)]
    [InlineData("abc", "bad-ft", 0)]
    [InlineData("99999999999999999999999", "bad-ft", 0)]
    public void A_feed_time_is_judged_by_the_receive_time(string time, string counted, long clock)
    {
        BookScene scene = BookScene.Touch("NSE|22").In($"{{'t':'tk','e':'NSE','tk':'22','ft':'{time}'}}", (BookScene.Second * 1000) + 999);
        Assert.Equal((counted, clock, ""), (scene.Counted, scene.FeedTime, scene.State));
    }

    [Fact]
    public void A_feed_time_that_goes_back_is_counted_and_the_data_used()
    {
        BookScene scene = BookScene.Touch("NSE|22").Out("{'t':'d','k':'NSE|22'}").In("{'t':'tk','e':'NSE','tk':'22','lp':'1','ft':'1790653500'}");
        scene.In("{'t':'tf','e':'NSE','tk':'22','lp':'2','ft':'1790653499'}");
        Assert.Equal(("ft-back", 1_790_653_500, "lp=2", true), (scene.Counted, scene.FeedTime, scene.State, scene.Emit));
        // The clock is the key's, whatever the family.
        Assert.Equal("ft-back", scene.In("{'t':'dk','e':'NSE','tk':'22','lp':'2','ft':'1790653499'}").Counted);
        scene.In("{'t':'tf','e':'NSE','tk':'22','ft':'1790653501'}");
        Assert.Equal(("", false, 1_790_653_501), (scene.Counted, scene.Emit, scene.FeedTime));
    }
}
