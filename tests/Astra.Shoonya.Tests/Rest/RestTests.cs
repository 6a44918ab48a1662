using System.Text;
using System.Text.Json;
using Astra.Core;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.Shoonya.Tests;

public class RestTests
{
    private const string File = "rest.jsonl";

    public static TheoryData<string> Ids()
    {
        var ids = new TheoryData<string>();
        if (!SharedReference.TryRead(File, out string[] lines)) ids.Add("(none)");
        foreach (string line in lines) ids.Add(JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!);
        return ids;
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_body_is_as_the_reference_writes_it(string id)
    {
        JsonElement record = System.IO.File.ReadLines(SharedReference.Vectors(File)).Select(line => JsonDocument.Parse(line).RootElement).Single(r => r.GetProperty("id").GetString() == id);
        SceneRunner.OnlyKeys(record, "id", "note", "input", "path", "json", "jKey", "body", "headers");
        JsonElement input = record.GetProperty("input");
        string In(string name) => input.GetProperty(name).GetString()!;
        if (record.TryGetProperty("body", out JsonElement body))
        {
            string? key = record.TryGetProperty("jKey", out JsonElement given) ? given.GetString() : null;
            Assert.Equal(body.GetString(), RestBody.Write(input.EnumerateObject().Select(p => new KeyValuePair<string, string>(p.Name, p.Value.GetString()!)), key));
            return;
        }
        IReadOnlyList<KeyValuePair<string, string>> fields = input.TryGetProperty("password", out _)
            ? LoginBody.QuickAuth(In("uid"), In("password"), In("totp"), In("vendorCode"), In("apiKey"), In("imei"))
            : LoginBody.GenAcsTok(In("clientId"), In("secret"), In("code"), null);
        Assert.Equal(
            record.GetProperty("json").EnumerateObject().Select(p => (p.Name, p.Value.GetString()!)).Order(), fields.Select(p => (p.Key, p.Value)).Order());
        ShoonyaDialect dialect = record.GetProperty("path").GetString()!.Contains("TP/", StringComparison.Ordinal) ? ShoonyaDialect.Legacy : ShoonyaDialect.OAuth;
        string call = record.GetProperty("path").GetString()!.Split('/')[^1];
        Assert.Equal("https://api.shoonya.com" + record.GetProperty("path").GetString(), new Endpoints(new ShoonyaOptions(), dialect).Rest(call).ToString());
    }

    [Fact]
    public void A_body_has_no_ampersand_but_its_own_and_stays_json()
    {
        const string Odd = "a&b\"c\\d\u0001é%26+|#";
        string body = RestBody.Write([new("x", Odd)]);
        Assert.Equal("jData={\"x\":\"a\\u0026b\\\"c\\\\d\\u0001\\u00e9%26+|#\"}", body);
        Assert.Equal(Odd, JsonDocument.Parse(body[6..]).RootElement.GetProperty("x").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("\"x\"")]
    [InlineData("<html>")]
    [InlineData("[")]
    [InlineData("{\"stat\":1}")]
    [InlineData("{\"stat\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":\"x\",\"emsg\":null}")]
    [InlineData("[null,1,\"x\",\"{\",[],{\"a\":{}}]")]
    public void No_answer_is_too_odd(string body)
    {
        foreach (int status in (int[])[200, 204, 400, 401, 403, 404, 429, 500, 502]) Assert.NotNull(ShoonyaReply.Read(status, Encoding.UTF8.GetBytes(body)).Message);
        Assert.False(ShoonyaReply.Read(502, Encoding.UTF8.GetBytes(body)).IsOk);
    }

    [Fact]
    public async Task Another_instruments_quote_is_thrown_away_and_asked_again()
    {
        int asked = 0;
        using var desk = new Desk(Desk.OAuth, Desk.LoginsThen((_, _) => (200, ++asked == 1 ? "{\"stat\":\"Ok\",\"exch\":\"BSE\",\"token\":\"22\"}" : "{\"stat\":\"Ok\",\"exch\":\"NSE\",\"token\":\"22\",\"lp\":\"5\"}")));
        Assert.Equal("5", (await desk.RunAsync(desk.Vendor.Quotes.QuoteAsync("NSE", "22", CancellationToken.None)))!["lp"]);
        Assert.Equal(1, desk.Vendor.Quotes.WrongAnswers);
        using var wrong = new Desk(Desk.OAuth, Desk.LoginsThen((_, _) => (200, "{\"stat\":\"Ok\",\"exch\":\"NSE\",\"token\":\"23\"}")));
        await Assert.ThrowsAsync<VendorException>(() => wrong.RunAsync(wrong.Vendor.Quotes.QuoteAsync("NSE", "22", CancellationToken.None)));
        Assert.Equal(2, wrong.Host.CountOf("GetQuotes"));
    }

    [Fact]
    public async Task No_data_is_an_empty_answer()
    {
        using var desk = new Desk(Desk.OAuth, Desk.LoginsThen((_, _) => (200, "{\"stat\":\"Not_Ok\",\"emsg\":\"Error Occurred : 5 \\\"no data\\\"\"}")));
        Assert.Null(await desk.RunAsync(desk.Vendor.Quotes.QuoteAsync("NSE", "22", CancellationToken.None)));
        Assert.Empty(await desk.RunAsync(desk.Vendor.History.BarsAsync(Facts.Share(0), 5, Facts.Morning - Timestamp.NanosPerDay, Facts.Morning, CancellationToken.None)));
    }

    [Fact]
    public async Task Bars_come_oldest_first_once_each_without_zeroes_and_without_the_running_one()
    {
        static string Row(string time, string open, string volume) =>
            $"{{\"stat\":\"Ok\",\"time\":\"29-09-2026 {time}\",\"into\":\"{open}\",\"inth\":\"{open}\",\"intl\":\"{open}\",\"intc\":\"{open}\",\"intv\":\"{volume}\",\"oi\":\"\"}}";
        string rows = string.Join(',', Row("10:00:00", "9", "1"), Row("09:59:00", "100.0500", "7"), Row("09:59:00", "100.05", "7"), Row("09:58:00", "0.00", "0"), Row("09:57:00", "x", "1"), Row("09:16:00", "99.95", "3.0"));
        using var desk = new Desk(Desk.OAuth, Desk.LoginsThen((_, _) => (200, $"[{rows}]")));
        IReadOnlyList<HistoryBar> bars = await desk.RunAsync(desk.Vendor.History.BarsAsync(
            Facts.Share(0), 1, Ist.At(new DateOnly(2026, 9, 29), new TimeOnly(9, 15)), Facts.Morning + Timestamp.NanosPerMinute, CancellationToken.None));
        Assert.Equal([(new TimeOnly(9, 16), 999_500L, 3L), (new TimeOnly(9, 59), 1_000_500L, 7L)], bars.Select(b => (Ist.TimeOf(b.Start), b.Open.Units, b.Volume)));
        Assert.Equal(1, ((ShoonyaHistory)desk.Vendor.History).BadRows);
        Assert.EndsWith("&jKey=access-token-1", desk.Host.Calls[^1].Body, StringComparison.Ordinal);
        Assert.Equal("Bearer access-token-1", desk.Host.Calls[^1].Bearer);
    }

    [Fact]
    public async Task Long_ranges_are_asked_for_in_pieces_and_other_intervals_not_at_all()
    {
        using var desk = new Desk(Desk.OAuth, Desk.LoginsThen((_, _) => (200, "[]")));
        await desk.RunAsync(desk.Vendor.History.BarsAsync(Facts.Share(0), 1, Facts.Morning - (12 * Timestamp.NanosPerDay), Facts.Morning, CancellationToken.None));
        Assert.Equal(3, desk.Host.CountOf("TPSeries"));
        foreach (int minutes in (int[])[0, 2, 120, 1440])
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => desk.Vendor.History.BarsAsync(Facts.Share(0), minutes, Facts.Morning, Facts.Morning, CancellationToken.None));
    }

    [Theory]
    [InlineData("http://h:1", null, ShoonyaDialect.OAuth, "http://h:1/NorenWClientAPI/X", "ws://h:1/NorenWSAPI/", "http://h:1/NSE_symbols.txt.zip")]
    [InlineData("http://h:1/", null, ShoonyaDialect.Legacy, "http://h:1/NorenWClientTP/X", "ws://h:1/NorenWSTP/", "http://h:1/NSE_symbols.txt.zip")]
    [InlineData("https://h/own", "wss://s/sock", ShoonyaDialect.OAuth, "https://h/own/X", "wss://s/sock/", "https://h/NSE_symbols.txt.zip")]
    [InlineData(null, null, ShoonyaDialect.OAuth, "https://api.shoonya.com/NorenWClientAPI/X", "wss://api.shoonya.com/NorenWSAPI/", "https://api.shoonya.com/NSE_symbols.txt.zip")]
    public void Addresses_follow_from_what_is_given(string? rest, string? stream, ShoonyaDialect dialect, string call, string socket, string master)
    {
        var endpoints = new Endpoints(ShoonyaOptions.Parse(rest, stream, null), dialect);
        Assert.Equal((call, socket, master), (endpoints.Rest("X").ToString(), endpoints.Stream.ToString(), endpoints.Masters().First().Address.ToString()));
        Assert.Equal(7, endpoints.Masters().Count());
    }

    [Fact]
    public async Task Where_the_usual_path_is_not_found_the_address_is_taken_as_it_is()
    {
        using var desk = new Desk(
            Desk.OAuth, (path, body) => path.StartsWith("/Noren", StringComparison.Ordinal) ? (404, "not here") : Desk.LoginsThen((_, _) => (200, "{}"))(path, body),
            ShoonyaOptions.From(new Uri("http://h:1"), null));
        await desk.SignInAsync();
        Assert.Equal(["/NorenWClientAPI/GenAcsTok", "/GenAcsTok"], desk.Host.Calls.Select(c => c.Path));
    }

    [Fact]
    public void An_address_of_the_wrong_kind_is_refused() => Assert.Throws<VendorException>(() => ShoonyaOptions.Parse("ftp://x", null, null));
}
