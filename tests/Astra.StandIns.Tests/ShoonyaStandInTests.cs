using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Astra.StandIns;

namespace Astra.StandIns.Tests;

public class ShoonyaStandInTests
{
    private static async Task<string> LoginAsync(ShoonyaStandIn server)
    {
        ShoonyaSecrets s = server.Secrets;
        bool oauth = server.Dialect == ShoonyaDialect.OAuth;
        string code = server.NewCode();
        JsonElement answer = oauth
            ? await Probe.ShoonyaAsync(server, "GenAcsTok", new { code, checksum = ShoonyaSession.Sha256(s.ClientId + s.Secret + code), uid = s.User })
            : await Probe.ShoonyaAsync(server, "QuickAuth", new
            {
                source = "API", apkversion = "1.0.0", uid = s.User, pwd = ShoonyaSession.Sha256(s.Password), factor2 = Probe.Code(s.TotpSecret), vc = s.VendorCode,
                appkey = ShoonyaSession.Sha256(s.User + "|" + s.ApiKey), imei = "abc1234",
            });
        Assert.Equal("Ok", answer.GetProperty("stat").GetString());
        return answer.GetProperty(oauth ? "access_token" : "susertoken").GetString()!;
    }

    private static async Task<Probe> OpenAsync(ShoonyaStandIn server, string token)
    {
        var probe = new Probe();
        await probe.Socket.ConnectAsync(new Uri(server.StreamUrl), Probe.Soon);
        bool oauth = server.Dialect == ShoonyaDialect.OAuth;
        string user = server.Secrets.User, type = oauth ? "a" : "c", name = oauth ? "accesstoken" : "susertoken";
        await probe.SendAsync(new Dictionary<string, string> { ["t"] = type, ["uid"] = user, ["actid"] = user, ["source"] = "API", [name] = token });
        return probe;
    }

    [Theory]
    [InlineData(ShoonyaDialect.OAuth)]
    [InlineData(ShoonyaDialect.Legacy)]
    public async Task Nothing_flows_before_the_acknowledgement_then_a_snapshot_and_sparse_updates(ShoonyaDialect dialect)
    {
        await using ShoonyaStandIn server = await ShoonyaStandIn.StartAsync(new ShoonyaScript { Dialect = dialect });
        string token = await LoginAsync(server);
        using Probe refused = await OpenAsync(server, "wrong");
        Assert.Equal("NOT_OK", (await refused.ReceiveJsonAsync()).GetProperty("s").GetString());
        await refused.SendAsync(new { t = "t", k = "NSE|3045" });
        using Probe probe = await OpenAsync(server, token);
        Assert.Equal("ok", (await probe.ReceiveJsonAsync()).GetProperty("s").GetString(), ignoreCase: true);
        await probe.SendAsync(new { t = "t", k = "NSE|3045#NSE|26000" });
        JsonElement snapshot = await probe.ReceiveJsonAsync(), index = await probe.ReceiveJsonAsync();
        Assert.Equal(("tk", "SBIN-EQ", "0.05"), (snapshot.GetProperty("t").GetString(), snapshot.GetProperty("ts").GetString(), snapshot.GetProperty("ti").GetString()));
        Assert.False(index.TryGetProperty("v", out _));
        server.Trade(server.Instruments[0]);
        JsonElement update = await probe.ReceiveJsonAsync();
        Assert.Equal("tf", update.GetProperty("t").GetString());
        Assert.False(update.TryGetProperty("ts", out _));
        Assert.Equal(server.Market.Last(server.Instruments[0]).Volume.ToString(), update.GetProperty("v").GetString());
        Assert.Equal(1, server.Counts.SentTooEarly);
        Assert.Equal(3, await server.StopAndFlushAsync());
    }

    [Fact]
    public async Task A_consent_code_is_good_once_and_a_second_socket_ends_the_first()
    {
        await using ShoonyaStandIn server = await ShoonyaStandIn.StartAsync();
        string code = server.NewCode(), checksum = ShoonyaSession.Sha256(server.Secrets.ClientId + server.Secrets.Secret + code);
        Assert.Equal("Ok", (await Probe.ShoonyaAsync(server, "GenAcsTok", new { code, checksum })).GetProperty("stat").GetString());
        JsonElement again = await Probe.ShoonyaAsync(server, "GenAcsTok", new { code, checksum });
        Assert.Contains("INVALID_VERIFIER", again.GetProperty("emsg").GetString(), StringComparison.Ordinal);
        string token = await LoginAsync(server);
        using Probe first = await OpenAsync(server, token);
        await first.ReceiveAsync();
        using Probe second = await OpenAsync(server, token);
        await second.ReceiveAsync();
        Assert.Null(await first.ReceiveAsync());
    }

    [Fact]
    public async Task The_body_is_cut_at_the_ampersand()
    {
        await using ShoonyaStandIn server = await ShoonyaStandIn.StartAsync();
        string token = await LoginAsync(server);
        using var http = new HttpClient();
        async Task<JsonElement> Search(string text)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, server.RestUrl + "SearchScrip");
            request.Content = new StringContent($"jData={{\"uid\":\"FA12345\",\"exch\":\"NSE\",\"stext\":\"{text}\"}}");
            request.Headers.Add("Authorization", "Bearer " + token);
            return JsonDocument.Parse(await (await http.SendAsync(request, Probe.Soon)).Content.ReadAsStringAsync(Probe.Soon)).RootElement;
        }

        Assert.Equal("Not_Ok", (await Search("M&M")).GetProperty("stat").GetString());
        Assert.Equal("M&M-EQ", (await Search("M\\u0026M")).GetProperty("values")[0].GetProperty("tsym").GetString());
    }

    [Fact]
    public async Task Quotes_can_be_of_another_instrument_and_series_come_newest_first_with_rows_twice()
    {
        await using ShoonyaStandIn server = await ShoonyaStandIn.StartAsync();
        string token = await LoginAsync(server);
        server.Faults.AnswerWrongInstrument(1);
        var quote = new { uid = "FA12345", exch = "NSE", token = "3045" };
        Assert.NotEqual("3045", (await Probe.ShoonyaAsync(server, "GetQuotes", quote, token)).GetProperty("token").GetString());
        Assert.Equal("3045", (await Probe.ShoonyaAsync(server, "GetQuotes", quote, token)).GetProperty("token").GetString());
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        JsonElement rows = await Probe.ShoonyaAsync(
            server, "TPSeries", new { uid = "FA12345", exch = "NSE", token = "3045", st = (now - (5 * 86_400)).ToString(), et = now.ToString(), intrv = "5" }, token);
        long[] starts = [.. rows.EnumerateArray().Select(r => long.Parse(r.GetProperty("ssboe").GetString()!))];
        Assert.Equal(starts.OrderDescending(), starts);
        Assert.True(starts.Distinct().Count() < starts.Length);
        Assert.Contains(rows.EnumerateArray(), r => r.GetProperty("into").GetString() == "0.00");
    }

    [Fact]
    public async Task Masters_are_zipped_tables_with_a_comma_behind_every_line()
    {
        await using ShoonyaStandIn server = await ShoonyaStandIn.StartAsync(new ShoonyaScript { Instruments = 400 });
        using var http = new HttpClient();
        int rows = 0;
        foreach (string exchange in (string[])["NSE", "BSE", "NFO", "BFO", "CDS", "MCX", "NCX"])
        {
            using var zip = new ZipArchive(await http.GetStreamAsync($"{server.BaseUrl}/{exchange}_symbols.txt.zip", Probe.Soon));
            using var reader = new StreamReader(zip.Entries.Single().Open());
            string[] lines = (await reader.ReadToEndAsync(Probe.Soon)).TrimEnd('\n').Split('\n');
            Assert.All(lines, line => Assert.EndsWith(",", line, StringComparison.Ordinal));
            Assert.All(lines, line => Assert.Equal(lines[0].Count(c => c == ','), line.Count(c => c == ',')));
            rows += lines.Length - 1;
        }

        Assert.Equal(400 + ShoonyaMaster.Placeholders, rows);
    }
}
