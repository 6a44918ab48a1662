using System.Buffers.Binary;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Astra.StandIns;

namespace Astra.StandIns.Tests;

public class AngelStandInTests
{
    private static object Subscribe(int mode, int exchange, params string[] tokens) =>
        new { correlationID = "abc", action = 1, @params = new { mode, tokenList = new[] { new { exchangeType = exchange, tokens } } } };

    [Fact]
    public void The_reference_codes_of_the_standard_come_out()
    {
        // RFC 6238, appendix B: the key "12345678901234567890" and the SHA-1 rows, last six digits.
        var totp = new Totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", TimeProvider.System, true);
        Assert.Equal("287082", totp.Code(59 / 30));
        Assert.Equal("081804", totp.Code(1111111109 / 30));
        Assert.Equal("353130", totp.Code(20000000000 / 30));
    }

    [Fact]
    public async Task A_login_passes_once_a_code_and_a_wrong_pin_never()
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync(new AngelScript { EnforceRateLimits = false });
        const string Path = "/rest/auth/angelbroking/user/v1/loginByPassword";
        JsonElement wrong = await Probe.AngelAsync(
            server, Path, new { clientcode = server.Secrets.ClientCode, password = "0000", totp = Probe.Code(server.Secrets.TotpSecret) });
        Assert.Equal("AB1007", wrong.GetProperty("errorcode").GetString());
        string code = Probe.Code(server.Secrets.TotpSecret);
        var right = new { clientcode = server.Secrets.ClientCode, password = server.Secrets.Pin, totp = code };
        Assert.True((await Probe.AngelAsync(server, Path, right)).GetProperty("status").GetBoolean());
        Assert.Equal("AB1050", (await Probe.AngelAsync(server, Path, right)).GetProperty("errorcode").GetString());
        Assert.Equal((1, 2), (server.Counts.Logins, server.Counts.LoginRefusals));
    }

    [Theory]
    [InlineData(WireShape.Batched)]
    [InlineData(WireShape.Fragmented)]
    [InlineData(WireShape.SplitWrites)]
    public async Task Every_packet_that_is_counted_arrives_in_every_shape(WireShape shape)
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync();
        server.Faults.Shape = shape;
        using Probe probe = await Probe.OpenAsync(server, await Probe.LoginAsync(server));
        await probe.SendAsync(Subscribe(3, 1, "3045", "2885"));
        await probe.SendAsync(Subscribe(1, 1, "3045"));
        await probe.SendAsync("ping");
        Assert.Equal("pong", Encoding.ASCII.GetString((await probe.ReceiveAsync())!));
        Task stream = server.Stream(5000, 200);
        List<byte[]> packets = [];
        while (packets.Count < 300) packets.Add((await probe.ReceiveAsync())!);
        await stream;
        Assert.Equal(300, await server.StopAndFlushAsync());
        Assert.Equal((100, 100, 100), (server.Counts.Of("NSE", "3045", 1), server.Counts.Of("NSE", "3045", 3), server.Counts.Of("NSE", "2885")));
        byte[][] snaps = [.. packets.Where(p => p[0] == 3 && Encoding.ASCII.GetString(p, 2, 4) == "3045")];
        Assert.All(snaps, p => Assert.Equal(379, p.Length));
        IReadOnlyList<MinuteBar> bars = server.MinuteBars("NSE", "3045");
        Assert.Equal(100, bars.Sum(b => b.Ticks));
        Assert.Equal(bars[^1].Close, BinaryPrimitives.ReadInt64LittleEndian(snaps[^1].AsSpan(43)) * 100);
        long firstVolume = BinaryPrimitives.ReadInt64LittleEndian(snaps[0].AsSpan(67)), firstQuantity = BinaryPrimitives.ReadInt64LittleEndian(snaps[0].AsSpan(51));
        Assert.Equal(bars.Sum(b => b.Volume), BinaryPrimitives.ReadInt64LittleEndian(snaps[^1].AsSpan(67)) - firstVolume + firstQuantity);
    }

    [Fact]
    public async Task A_request_beyond_the_limit_is_refused_whole_and_a_fourth_socket_too()
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync(new AngelScript { Instruments = 3 });
        JsonElement tokens = await Probe.LoginAsync(server);
        using Probe one = await Probe.OpenAsync(server, tokens), two = await Probe.OpenAsync(server, tokens), three = await Probe.OpenAsync(server, tokens);
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => Probe.OpenAsync(server, tokens));
        Assert.Contains("429", refused.Message, StringComparison.Ordinal);
        await one.SendAsync(Subscribe(1, 1, [.. Enumerable.Range(1, 1001).Select(i => i.ToString())]));
        Assert.Equal("E1002", (await one.ReceiveJsonAsync()).GetProperty("errorCode").GetString());
        await one.SendAsync("{\"action\":1}");
        Assert.Equal("E1001", (await one.ReceiveJsonAsync()).GetProperty("errorCode").GetString());
        Assert.Equal(0, server.Connections[0].Subscribed);
    }

    [Fact]
    public async Task A_dead_token_is_refused_until_it_is_renewed()
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync();
        JsonElement tokens = await Probe.LoginAsync(server);
        string jwt = tokens.GetProperty("jwtToken").GetString()!;
        using Probe mute = await Probe.OpenAsync(server, tokens);
        await mute.SendAsync(Subscribe(1, 1, "3045"));
        await mute.SendAsync("ping");
        await mute.ReceiveAsync();
        server.ExpireTokens(TokenDeath.Mute);
        server.Trade(server.Instruments[0], 5);
        await mute.SendAsync("ping");
        Assert.Equal("pong", Encoding.ASCII.GetString((await mute.ReceiveAsync())!));
        Assert.Equal("AG8002", (await Probe.AngelAsync(server, "/rest/secure/angelbroking/user/v1/getProfile", null, jwt)).GetProperty("errorcode").GetString());
        await Assert.ThrowsAsync<WebSocketException>(() => Probe.OpenAsync(server, tokens));
        Assert.Equal(1, server.Counts.RefusedTokensShownAgain);
        JsonElement renewed = await Probe.AngelAsync(
            server, "/rest/auth/angelbroking/jwt/v1/generateTokens", new { refreshToken = tokens.GetProperty("refreshToken").GetString() }, jwt);
        using Probe again = await Probe.OpenAsync(server, renewed.GetProperty("data"));
        await again.SendAsync(Subscribe(1, 1, "3045"));
        await again.SendAsync("ping");
        await again.ReceiveAsync();
        server.Trade(server.Instruments[0]);
        Assert.Equal(51, (await again.ReceiveAsync())!.Length);
    }

    [Theory]
    [InlineData(CloseWay.Silent)]
    [InlineData(CloseWay.CloseFrame)]
    public async Task A_connection_ends_after_so_many_packets_and_all_of_them_arrive(CloseWay way)
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync();
        (server.Faults.DropEvery, server.Faults.DropWay) = (70, way);
        using Probe probe = await Probe.OpenAsync(server, await Probe.LoginAsync(server));
        await probe.SendAsync(Subscribe(2, 1, "3045"));
        _ = server.Stream(2000);
        Assert.Equal(70, (await probe.DrainAsync(TimeSpan.FromSeconds(10))).Count);
        Assert.Equal(70, server.Counts.OfConnection(1));
    }

    [Fact]
    public async Task Bad_frames_come_beside_the_good_ones()
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync();
        using Probe probe = await Probe.OpenAsync(server, await Probe.LoginAsync(server));
        await probe.SendAsync(Subscribe(2, 1, "3045"));
        foreach (FrameFault fault in Enum.GetValues<FrameFault>()) server.Faults.Every(10, fault);
        await server.Stream(5000, 100);
        await server.StopAndFlushAsync();
        List<byte[]> all = await probe.DrainAsync(TimeSpan.FromMilliseconds(500));
        Assert.Equal(100, server.Counts.Packets);
        Assert.All(Enum.GetValues<FrameFault>(), fault => Assert.Equal(10, server.Counts.Of(fault)));
        Assert.Equal(100 + 110, all.Count);
        Assert.Equal(10, all.Count(m => m.Length == 123 + 5));
        Assert.Equal(10, all.Count(m => m.Length == 256 * 1024));
        Assert.Equal(10, all.Count(m => m.Length == 0));
    }

    [Fact]
    public async Task A_half_open_server_neither_reads_nor_writes_until_it_does_again()
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync();
        using Probe probe = await Probe.OpenAsync(server, await Probe.LoginAsync(server));
        await probe.SendAsync("ping");
        await probe.ReceiveAsync();
        server.Faults.HalfOpen = true;
        await probe.SendAsync("ping");
        Task<byte[]?> pong = probe.ReceiveAsync();
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(pong.IsCompleted);
        server.Faults.HalfOpen = false;
        Assert.Equal("pong", Encoding.ASCII.GetString((await pong)!));
    }

    [Fact]
    public async Task History_joins_what_was_streamed_and_its_limits_hold()
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync();
        JsonElement tokens = await Probe.LoginAsync(server);
        string jwt = tokens.GetProperty("jwtToken").GetString()!;
        using Probe probe = await Probe.OpenAsync(server, tokens);
        server.Trade(server.Instruments[0], 50);
        MinuteBar streamed = server.MinuteBars("NSE", "3045")[^1];
        string At(DateTimeOffset time) => MarketHours.InIndia(time).ToString("yyyy-MM-dd HH:mm");
        object Ask(string interval, DateTimeOffset from) =>
            new { exchange = "NSE", symboltoken = "3045", interval, fromdate = At(from), todate = At(DateTimeOffset.UtcNow.AddMinutes(1)) };
        const string Path = "/rest/secure/angelbroking/historical/v1/getCandleData";
        JsonElement rows = (await Probe.AngelAsync(server, Path, Ask("ONE_MINUTE", DateTimeOffset.UtcNow.AddDays(-7)), jwt)).GetProperty("data");
        Assert.InRange(rows.GetArrayLength(), 4 * 375, 6 * 375 + 2);
        JsonElement row = rows.EnumerateArray().Single(r => DateTimeOffset.Parse(r[0].GetString()!) == streamed.Start);
        Assert.Equal((streamed.Open, streamed.Close, streamed.Volume), ((long)(row[1].GetDecimal() * 10_000), (long)(row[4].GetDecimal() * 10_000), row[5].GetInt64()));
        Assert.Equal("AB1004", (await Probe.AngelAsync(server, Path, Ask("ONE_MINUTE", DateTimeOffset.UtcNow.AddDays(-40)), jwt)).GetProperty("errorcode").GetString());
    }

    [Fact]
    public async Task Storms_pass_and_masters_break_as_asked()
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync(new AngelScript { Instruments = 3_000 });
        using var http = new HttpClient();
        server.Faults.RestStorm(HttpFault.BadGateway, 2);
        Assert.Equal(HttpStatusCode.BadGateway, (await http.GetAsync(server.MasterUrl, Probe.Soon)).StatusCode);
        Assert.Equal(HttpStatusCode.BadGateway, (await http.GetAsync(server.MasterUrl, Probe.Soon)).StatusCode);
        JsonElement whole = JsonDocument.Parse(await http.GetByteArrayAsync(server.MasterUrl, Probe.Soon)).RootElement;
        Assert.Equal(3_000, whole.GetArrayLength());
        Assert.Equal(3_000, whole.EnumerateArray().Select(r => (r.GetProperty("exch_seg").GetString(), r.GetProperty("token").GetString())).Distinct().Count());
        Assert.Equal(3_000, whole.EnumerateArray().Select(r => (r.GetProperty("exch_seg").GetString(), r.GetProperty("symbol").GetString())).Distinct().Count());
        server.Faults.Master = MasterFault.Truncated;
        await Assert.ThrowsAnyAsync<JsonException>(async () => JsonDocument.Parse(await http.GetByteArrayAsync(server.MasterUrl, Probe.Soon)));
        server.Faults.Master = MasterFault.Aborted;
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetByteArrayAsync(server.MasterUrl, Probe.Soon));
    }

    [Fact]
    public async Task An_order_is_checked_booked_and_told_of()
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync();
        JsonElement tokens = await Probe.LoginAsync(server);
        string jwt = tokens.GetProperty("jwtToken").GetString()!;
        using var probe = new Probe();
        probe.Socket.Options.SetRequestHeader("Authorization", "Bearer " + jwt);
        await probe.Socket.ConnectAsync(new Uri(server.OrderStreamUrl), Probe.Soon);
        Assert.Equal("AB00", (await probe.ReceiveJsonAsync()).GetProperty("order-status").GetString());
        Dictionary<string, string> order = new()
        {
            ["variety"] = "NORMAL", ["tradingsymbol"] = "SBIN-EQ", ["symboltoken"] = "3045", ["transactiontype"] = "BUY", ["exchange"] = "NSE", ["ordertype"] = "LIMIT",
            ["producttype"] = "INTRADAY", ["duration"] = "DAY", ["price"] = "812.37", ["triggerprice"] = "0", ["squareoff"] = "0", ["stoploss"] = "0",
            ["trailingStopLoss"] = "", ["disclosedquantity"] = "0", ["quantity"] = "10", ["ordertag"] = "a1b2c3",
        };
        const string Path = "/rest/secure/angelbroking/order/v1/placeOrder";
        Assert.False((await Probe.AngelAsync(server, Path, order, jwt)).GetProperty("status").GetBoolean());
        order["price"] = "812.35";
        Assert.True((await Probe.AngelAsync(server, Path, order, jwt)).GetProperty("status").GetBoolean());
        Assert.Equal("AB01", (await probe.ReceiveJsonAsync()).GetProperty("order-status").GetString());
        server.Orders.Fill(server.Orders.All[0], 10, 8_123_500);
        JsonElement filled = await probe.ReceiveJsonAsync();
        Assert.Equal("AB05", filled.GetProperty("order-status").GetString());
        Assert.Equal("a1b2c3", filled.GetProperty("orderData").GetProperty("ordertag").GetString());
        Assert.Equal((2, 2), (server.Counts.OrderCalls, server.Counts.OrderChanges));
    }

    [Fact]
    public async Task Twenty_thousand_a_second_are_sent_and_counted_over_three_sockets()
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync(new AngelScript { Instruments = 3_000 });
        JsonElement tokens = await Probe.LoginAsync(server);
        Probe[] probes = [await Probe.OpenAsync(server, tokens), await Probe.OpenAsync(server, tokens), await Probe.OpenAsync(server, tokens)];
        for (int at = 0; at < 3; at++)
        {
            foreach (var group in server.Instruments.Skip(at * 1000).Take(1000).GroupBy(i => i.Exchange))
                await probes[at].SendAsync(Subscribe(3, AngelPackets.ExchangeType(group.Key), [.. group.Select(i => i.Token)]));
        }

        while (server.Connections.Sum(c => c.Subscribed) < 3_000) await Task.Delay(5, TestContext.Current.CancellationToken);
        Task<List<byte[]>>[] reading = [.. probes.Select(p => p.DrainAsync(TimeSpan.FromSeconds(2)))];
        await server.Stream(20_000, 30_000);
        long sent = await server.StopAndFlushAsync();
        Assert.Equal(30_000, sent);
        Assert.Equal(30_000, (await Task.WhenAll(reading)).Sum(r => r.Count));
        Assert.All(server.Instruments, i => Assert.Equal(10, server.Counts.Of(i)));
        foreach (Probe probe in probes) probe.Dispose();
    }
}
