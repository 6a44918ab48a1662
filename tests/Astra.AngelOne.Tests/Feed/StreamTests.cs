using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne.Tests;

public sealed class StreamTests : IDisposable
{
    private readonly Desk _desk = new();
    private readonly SlotPort _port = new();
    private readonly FeedDoor _door;
    private readonly AngelStream _stream;
    private readonly Sender _sender = new();

    public StreamTests()
    {
        _desk.Server.Good(AngelPaths.Login, Desk.Tokens(1)).Good(AngelPaths.Login, Desk.Tokens(9)).Good(AngelPaths.Tokens, Desk.Tokens(2));
        _door = new FeedDoor(_port, 0, Parts.All);
        AngelSubscription[] wanted = AngelShards.Share([Parts.Share, Parts.Option, Parts.Crude], FeedDetail.Quote)[0];
        _stream = new AngelStream(_desk.Session, new Uri("ws://angel.test/smart-stream"), _door, 1, wanted, new SegmentHours(Parts.Calendar), _desk.Time);
    }

    public void Dispose() => _desk.Dispose();

    private sealed class Sender : IStreamSender
    {
        public List<string> Texts { get; } = [];

        public void Send(string text, TimeSpan after = default) => Texts.Add(text);

        public string[] Take()
        {
            string[] taken = [.. Texts];
            Texts.Clear();
            return taken;
        }
    }

    private async Task OpenAsync()
    {
        await _desk.RunAsync(_stream.PrepareAsync(CancellationToken.None).AsTask());
        _stream.OnOpened(_sender);
    }

    private StreamVerdict Bring(byte[] bytes, bool isText = false) =>
        _stream.OnMessage(new StreamMessage { Bytes = bytes, IsText = isText, ReceivedTicks = 1, ReceivedAt = Scene.At });

    private string[] PulseAfter(double seconds)
    {
        _desk.Time.Advance(TimeSpan.FromSeconds(seconds));
        _stream.OnPulse(_sender);
        return _sender.Take();
    }

    [Fact]
    public async Task The_handshake_has_the_vendors_headers_and_a_text_heartbeat()
    {
        StreamOpening opening = await _desk.RunAsync(_stream.PrepareAsync(CancellationToken.None).AsTask());
        Assert.Equal(["Authorization", "x-api-key", "x-client-code", "x-feed-token"], opening.Headers.Select(h => h.Key));
        Assert.Equal(("ping", TimeSpan.FromSeconds(10)), (opening.Heartbeat, opening.HeartbeatEvery));
    }

    [Fact]
    public async Task Refused_tokens_are_renewed_once_and_never_shown_again()
    {
        await OpenAsync();
        var refusal = new HandshakeRefusal(401, "Invalid Header - Invalid Auth token");
        Assert.True(await _desk.RunAsync(_stream.RenewAsync(refusal, CancellationToken.None).AsTask()));
        StreamOpening opening = await _desk.RunAsync(_stream.PrepareAsync(CancellationToken.None).AsTask());
        Assert.Equal("Bearer jwt-number-2", opening.Headers[0].Value);
        Assert.False(await _desk.RunAsync(_stream.RenewAsync(refusal, CancellationToken.None).AsTask()));
    }

    [Fact]
    public async Task A_connection_that_was_mute_in_market_hours_gets_new_tokens_once()
    {
        var shown = new string[5];
        for (int i = 0; i < shown.Length; i++)
        {
            // The last one before brought data: its tokens are good.
            if (i == 3) Bring(Frames.Quote(1, "3045", 1, 81235, 10));
            if (i > 0) _desk.Time.Advance(TimeSpan.FromSeconds(16));
            StreamOpening opening = await _desk.RunAsync(_stream.PrepareAsync(CancellationToken.None).AsTask());
            _stream.OnOpened(_sender);
            shown[i] = opening.Headers[0].Value;
        }
        Assert.Equal(["Bearer jwt-number-1", "Bearer jwt-number-2", "Bearer jwt-number-2", "Bearer jwt-number-2"], shown.Take(4));
        Assert.Equal(2, _desk.Server.Count(AngelPaths.Tokens));
    }

    [Fact]
    public async Task A_short_connection_without_data_says_nothing_about_its_tokens()
    {
        await OpenAsync();
        _desk.Time.Advance(TimeSpan.FromSeconds(5));
        StreamOpening opening = await _desk.RunAsync(_stream.PrepareAsync(CancellationToken.None).AsTask());
        Assert.Equal("Bearer jwt-number-1", opening.Headers[0].Value);
    }

    [Fact]
    public async Task Every_opening_asks_for_the_whole_set()
    {
        for (int i = 0; i < 2; i++)
        {
            await OpenAsync();
            string text = Assert.Single(_sender.Take());
            foreach (string token in (string[])["\"3045\"", "\"54786\"", "\"426016\"", "\"mode\":2", "\"action\":1"]) Assert.Contains(token, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Silent_tokens_are_asked_for_once_more_and_then_told()
    {
        await OpenAsync();
        _sender.Take();
        Bring(Frames.Quote(1, "3045", 1, 81235, 10));
        Assert.Empty(PulseAfter(9));
        string again = Assert.Single(PulseAfter(2));
        Assert.DoesNotContain("\"3045\"", again, StringComparison.Ordinal);
        Assert.Contains("\"54786\"", again, StringComparison.Ordinal);
        Assert.Contains("\"426016\"", again, StringComparison.Ordinal);
        Bring(Frames.Quote(5, "426016", 1, 612_300, 10));
        Assert.Empty(PulseAfter(11));
        InboundRecord told = Assert.Single(_port.Health, h => h.Feed.State == FeedState.NotSubscribed);
        Assert.Equal((Parts.Option.Instrument.Id, 1, (byte)1), (told.Header.Instrument, told.Feed.Detail, told.Feed.Connection));
        Assert.Equal(2, Assert.Single(_port.Health, h => h.Feed.State == FeedState.Subscribed).Feed.Detail);
        Assert.Empty(PulseAfter(60));
        Assert.Single(_port.Health, h => h.Feed.State == FeedState.NotSubscribed);
    }

    [Fact]
    public async Task Outside_the_hours_silence_is_normal()
    {
        _desk.Time.SetUtcNow(new DateTimeOffset(2026, 9, 30, 8, 20, 0, TimeSpan.FromMinutes(330)));
        await OpenAsync();
        _sender.Take();
        Assert.Empty(PulseAfter(30));
        // At 09:00 the commodity exchange opens, at 09:15 the others; ten seconds of each day are given.
        _desk.Time.SetUtcNow(new DateTimeOffset(2026, 9, 30, 9, 0, 9, TimeSpan.FromMinutes(330)));
        Assert.Empty(PulseAfter(0));
        string again = Assert.Single(PulseAfter(2));
        Assert.Contains("426016", again, StringComparison.Ordinal);
        Assert.DoesNotContain("3045", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reconnect_forgets_sequences_but_not_what_is_wanted()
    {
        await OpenAsync();
        Bring(Frames.Quote(1, "3045", 100, 81235, 10));
        await OpenAsync();
        Assert.Equal(StreamVerdict.Data, Bring(Frames.Quote(1, "3045", 1, 81235, 10)));
        Assert.Equal(2, _port.Ticks.Count);
        Assert.Equal(0, _door.CountOf(TickReject.Late));
    }

    [Fact]
    public async Task An_error_frame_is_counted_and_told_and_nothing_else_happens()
    {
        await OpenAsync();
        string id = System.Text.Json.JsonDocument.Parse(_sender.Take()[0]).RootElement.GetProperty("correlationID").GetString()!;
        Assert.Equal(StreamVerdict.Control, Bring(System.Text.Encoding.UTF8.GetBytes($$"""{"correlationID":"{{id}}","errorCode":"E1002","errorMessage":"limit"}"""), true));
        Assert.Equal(1, _door.CountOf(TickReject.ServerError));
        InboundRecord told = Assert.Single(_port.Health, h => h.Feed.State == FeedState.NotSubscribed);
        Assert.Equal((FeedCause.RateLimited, 3), (told.Feed.Cause, told.Feed.Detail));
        Assert.Equal(StreamVerdict.Control, Bring("pong"u8.ToArray(), true));
        Assert.Equal(StreamVerdict.Rejected, Bring("upstream connect error"u8.ToArray(), true));
        Assert.Equal(1, _door.CountOf(TickReject.UnknownText));
    }

    [Fact]
    public async Task Another_mode_is_asked_for_and_the_old_one_given_up()
    {
        await OpenAsync();
        _sender.Take();
        _stream.Change(Parts.Share, AngelMode.SnapQuote);
        _stream.Change(Parts.Crude, AngelMode.None);
        string[] sent = PulseAfter(1);
        Assert.Equal(2, sent.Length);
        Assert.Contains("\"action\":0,\"params\":{\"mode\":2,\"tokenList\":[{\"exchangeType\":1,\"tokens\":[\"3045\"]},{\"exchangeType\":5,\"tokens\":[\"426016\"]}]", sent[0], StringComparison.Ordinal);
        Assert.Contains("\"action\":1,\"params\":{\"mode\":3,\"tokenList\":[{\"exchangeType\":1,\"tokens\":[\"3045\"]}]", sent[1], StringComparison.Ordinal);
        await OpenAsync();
        Assert.DoesNotContain(_sender.Take(), t => t.Contains("426016", StringComparison.Ordinal));
    }
}
