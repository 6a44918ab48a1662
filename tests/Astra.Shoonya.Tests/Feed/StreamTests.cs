using System.Text;
using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya.Tests;

/// <summary>What the dialect says on a socket, and when.</summary>
public class StreamTests
{
    private sealed class Wire : IStreamSender
    {
        public List<string> Sent { get; } = [];

        public void Send(string text, TimeSpan after = default) => Sent.Add(text);
    }

    private static async Task<(ShoonyaStream Stream, Wire Wire, FakePort Port, List<string> Told)> OpenAsync(Desk desk, int instruments = 3, params ShoonyaFamily[] families)
    {
        var port = new FakePort();
        var told = new List<string>();
        FeedInstrument[] list = [.. Enumerable.Range(0, instruments).Select(i => Facts.Share(i, $"{i + 1}"))];
        var options = new ShoonyaOptions { KeysPerFrame = 2 };
        var session = desk.Vendor.Rest.Session;
        var stream = new ShoonyaStream(
            session, options, desk.Time, new FeedDoor(port, 0, list), [.. list.Select(i => new ScripFeed(i))], families.Length == 0 ? [ShoonyaFamily.Touch] : families)
        {
            Reconnect = (_, words) => told.Add(words),
        };
        StreamOpening opening = await desk.RunAsync(stream.PrepareAsync(CancellationToken.None).AsTask());
        Assert.Equal(("wss://api.shoonya.com/NorenWSAPI/", ""), (opening.Address.ToString(), opening.Heartbeat));
        var wire = new Wire();
        stream.OnOpened(wire);
        return (stream, wire, port, told);
    }

    private static StreamVerdict Say(ShoonyaStream stream, string frame) => stream.OnMessage(
        new StreamMessage { Bytes = Encoding.UTF8.GetBytes(frame.Replace('\'', '"')), IsText = true, ReceivedTicks = 1, ReceivedAt = Facts.Morning });

    private static Desk OAuthDesk() => new(Desk.OAuth, Desk.LoginsThen((_, _) => (200, "{}")));

    [Fact]
    public async Task Nothing_but_the_connect_frame_goes_out_before_the_acknowledgement()
    {
        using Desk desk = OAuthDesk();
        var (stream, wire, _, told) = await OpenAsync(desk);
        Assert.Equal(["{\"t\":\"a\",\"uid\":\"FA12345\",\"actid\":\"FA12345\",\"source\":\"API\",\"accesstoken\":\"access-token-1\"}"], wire.Sent);
        for (int i = 0; i < 14; i++)
        {
            desk.Time.Advance(TimeSpan.FromSeconds(1));
            stream.OnPulse(wire);
        }
        Assert.Single(wire.Sent);
        Assert.Empty(told);
        desk.Time.Advance(TimeSpan.FromSeconds(1));
        stream.OnPulse(wire);
        stream.OnPulse(wire);
        Assert.Single(told);
        Assert.Equal(StreamVerdict.Control, Say(stream, "{'t':'ak','s':'Ok'}"));
        Assert.Equal(["{\"t\":\"t\",\"k\":\"NSE|1#NSE|2\"}", "{\"t\":\"t\",\"k\":\"NSE|3\"}"], wire.Sent.Skip(1));
    }

    [Fact]
    public async Task A_refusal_ends_the_session_and_its_token()
    {
        using Desk desk = OAuthDesk();
        var (stream, wire, _, _) = await OpenAsync(desk);
        Assert.Equal(StreamVerdict.Refused, Say(stream, "{'t':'ak','s':'NOT_OK'}"));
        stream.OnPulse(wire);
        Assert.Single(wire.Sent);
        VendorException refused = await Assert.ThrowsAsync<VendorException>(async () => await stream.RenewAsync(new HandshakeRefusal(401, ""), CancellationToken.None));
        Assert.True(refused.IsFinal);
        await Assert.ThrowsAsync<VendorException>(async () => await stream.PrepareAsync(CancellationToken.None));
        Assert.Single(desk.Host.Calls);
    }

    [Fact]
    public async Task What_stays_silent_is_asked_once_more_and_then_named()
    {
        using Desk desk = OAuthDesk();
        var (stream, wire, port, _) = await OpenAsync(desk);
        Say(stream, "{'t':'ak','s':'Ok'}");
        Assert.Equal(StreamVerdict.Data, Say(stream, "{'t':'tk','e':'NSE','tk':'2','lp':'5'}"));
        wire.Sent.Clear();
        for (int i = 0; i < 30; i++)
        {
            desk.Time.Advance(TimeSpan.FromSeconds(1));
            stream.OnPulse(wire);
        }
        Assert.Equal(["{\"t\":\"t\",\"k\":\"NSE|1#NSE|3\"}"], wire.Sent.Where(s => s != "{\"t\":\"h\"}"));
        Assert.Equal(3, wire.Sent.Count(s => s == "{\"t\":\"h\"}"));
        InboundRecord[] health = [.. port.Of(InboundKind.Feed)];
        Assert.Equal([0, 2], health.Where(r => r.Feed.State == FeedState.NotSubscribed).Select(r => r.Header.Instrument));
        Assert.Equal(1, health.Single(r => r.Feed.State == FeedState.Subscribed).Feed.Detail);
    }

    [Fact]
    public async Task What_shows_no_depth_is_asked_for_its_touchline()
    {
        using Desk desk = OAuthDesk();
        var (stream, wire, port, _) = await OpenAsync(desk, 2, ShoonyaFamily.Depth);
        Say(stream, "{'t':'ak','s':'Ok'}");
        Say(stream, "{'t':'dk','e':'NSE','tk':'2','lp':'5'}");
        wire.Sent.Clear();
        for (int i = 0; i < 30; i++)
        {
            desk.Time.Advance(TimeSpan.FromSeconds(1));
            stream.OnPulse(wire);
        }
        Assert.Equal(["{\"t\":\"d\",\"k\":\"NSE|1\"}", "{\"t\":\"t\",\"k\":\"NSE|1\"}"], wire.Sent.Where(s => s != "{\"t\":\"h\"}"));
        Say(stream, "{'t':'tk','e':'NSE','tk':'1','lp':'7'}");
        Assert.Equal(0, port.Of(InboundKind.Touchline)[^1].Header.Instrument);
    }

    [Fact]
    public async Task Instruments_leave_and_return_while_the_stream_stands_and_after_a_reconnect()
    {
        using Desk desk = OAuthDesk();
        var (stream, wire, _, _) = await OpenAsync(desk, 2);
        Say(stream, "{'t':'ak','s':'Ok'}");
        wire.Sent.Clear();
        stream.Change(0, null);
        stream.Change(1, FeedDetail.Depth);
        stream.Change(7, null);
        stream.OnPulse(wire);
        Assert.Equal(["{\"t\":\"u\",\"k\":\"NSE|1\"}", "{\"t\":\"d\",\"k\":\"NSE|2\"}", "{\"t\":\"u\",\"k\":\"NSE|2\"}"], wire.Sent);
        wire.Sent.Clear();
        Say(stream, "{'t':'uk','k':'NSE|1'}");
        stream.Change(0, FeedDetail.Quote);
        stream.OnPulse(wire);
        Assert.Equal(["{\"t\":\"t\",\"k\":\"NSE|1\"}"], wire.Sent);
        wire.Sent.Clear();
        stream.OnOpened(wire);
        Say(stream, "{'t':'ak','s':'Ok'}");
        Assert.Equal(["{\"t\":\"d\",\"k\":\"NSE|2\"}", "{\"t\":\"t\",\"k\":\"NSE|1\"}"], wire.Sent.Skip(1));
    }

    [Fact]
    public async Task Every_frame_of_data_is_a_tick_or_counted()
    {
        using Desk desk = OAuthDesk();
        var (stream, _, port, _) = await OpenAsync(desk, 1, ShoonyaFamily.Depth, ShoonyaFamily.Touch);
        Say(stream, "{'t':'ak','s':'Ok'}");
        string[] frames =
        [
            "'t':'dk','lp':'0','v':'1'", "'t':'dk','lp':'5','v':'10'", "'t':'tk','lp':'5','v':'10'", "'t':'tf','ft':'1'", "'t':'tf','lp':'6'", "'t':'df','lp':'6'", "'t':'df','lp':'6'",
            "'t':'df','bp1':'5.95','bq1':'1'", "'t':'tf','lp':'7'", "'t':'df','bp1':'0.001','bq1':'2'",
        ];
        foreach (string frame in frames) Assert.Equal(StreamVerdict.Data, Say(stream, "{" + frame + ",'e':'NSE','tk':'1'}"));
        TickReject[] dropped = [TickReject.NoTradeYet, TickReject.BesideDepth, TickReject.NothingNew, TickReject.BadPrice];
        Assert.Equal([1L, 3, 2, 1], dropped.Select(stream.Door.CountOf));
        Assert.Equal((3L, 3), (stream.Door.Accepted, port.Of(InboundKind.Touchline).Count));
    }

    [Fact]
    public async Task Touchlines_count_again_when_depth_came_once_and_never_more()
    {
        using Desk desk = OAuthDesk();
        var (stream, _, port, _) = await OpenAsync(desk, 1, ShoonyaFamily.Depth, ShoonyaFamily.Touch);
        Say(stream, "{'t':'ak','s':'Ok'}");
        Say(stream, "{'t':'dk','e':'NSE','tk':'1','lp':'5','v':'10'}");
        for (int i = 0; i < 10; i++) Say(stream, $"{{'t':'tf','e':'NSE','tk':'1','lp':'{6 + i}'}}");
        Assert.Equal([5, 10, 11, 12, 13, 14, 15], port.Of(InboundKind.Touchline).Select(r => (int)(r.Touchline.Last.Units / Price.UnitsPerRupee)));
        Assert.Equal(4, stream.Door.CountOf(TickReject.BesideDepth));
    }

    [Fact]
    public async Task With_both_families_the_touchline_is_only_for_scrips_without_depth()
    {
        using Desk desk = OAuthDesk();
        var (stream, wire, port, _) = await OpenAsync(desk, 2, ShoonyaFamily.Depth, ShoonyaFamily.Touch);
        Say(stream, "{'t':'ak','s':'Ok'}");
        Assert.Equal(["{\"t\":\"d\",\"k\":\"NSE|1#NSE|2\"}", "{\"t\":\"t\",\"k\":\"NSE|1#NSE|2\"}"], wire.Sent.Skip(1));
        Say(stream, "{'t':'tk','e':'NSE','tk':'1','lp':'5','v':'10'}");
        Say(stream, "{'t':'dk','e':'NSE','tk':'1','lp':'5','v':'11','bp1':'4.95','bq1':'1'}");
        Assert.Equal(StreamVerdict.Data, Say(stream, "{'t':'tf','e':'NSE','tk':'1','lp':'6'}"));
        Say(stream, "{'t':'tk','e':'NSE','tk':'2','lp':'7'}");
        Assert.Equal([(0, 50_000L), (0, 50_000L), (1, 70_000L)], port.Of(InboundKind.Touchline).Select(r => (r.Header.Instrument, r.Touchline.Last.Units)));
    }

    [Fact]
    public async Task After_a_reconnect_all_is_asked_for_again_and_nothing_is_remembered()
    {
        using Desk desk = OAuthDesk();
        var (stream, _, port, _) = await OpenAsync(desk);
        Say(stream, "{'t':'ak','s':'Ok'}");
        Say(stream, "{'t':'tk','e':'NSE','tk':'1','lp':'5','v':'10','oi':'3'}");
        await stream.PrepareAsync(CancellationToken.None);
        var next = new Wire();
        stream.OnOpened(next);
        Say(stream, "{'t':'ak','s':'Ok'}");
        Assert.Equal(3, next.Sent.Count);
        Say(stream, "{'t':'tk','e':'NSE','tk':'1','lp':'5','v':'12'}");
        Assert.Equal(TickFields.Last | TickFields.Volume, (TickFields)port.Of(InboundKind.Touchline)[^1].Header.Flags);
    }

    [Fact]
    public async Task Rejections_are_told_apart_from_notices()
    {
        using Desk desk = OAuthDesk();
        var (stream, _, _, _) = await OpenAsync(desk);
        Assert.Equal(StreamVerdict.Rejected, Say(stream, "nonsense"));
        Assert.Equal(StreamVerdict.Rejected, Say(stream, "{'t':'zz'}"));
        Assert.Equal(StreamVerdict.Rejected, Say(stream, "{'t':'tf','e':'NSE','tk':'99','lp':'1'}"));
        Assert.Equal(StreamVerdict.Control, Say(stream, "{'t':'ms'}"));
        Assert.Equal(StreamVerdict.Control, Say(stream, "{'t':'hk'}"));
    }

    [Fact]
    public void More_instruments_than_the_limit_are_an_error_that_names_it()
    {
        using Desk desk = OAuthDesk();
        FeedInstrument[] many = [.. Enumerable.Range(0, 501).Select(i => Facts.Share(i, $"{i}"))];
        VendorException error = Assert.Throws<VendorException>(() => desk.Vendor.CreateFeed(many, FeedDetail.Quote));
        Assert.Contains("500", error.Message, StringComparison.Ordinal);
        Assert.NotNull(desk.Vendor.CreateFeed([.. many.Take(500)], FeedDetail.Quote));
    }
}
