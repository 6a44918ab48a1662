using System.IO.Compression;
using System.Text;
using Astra.Live.Tests.Http;
using Astra.Markets;
using Microsoft.Extensions.Time.Testing;

namespace Astra.Live.Tests.Masters;

/// <summary>Only whole masters of about the usual size are taken; the last good one serves meanwhile.</summary>
public sealed class MasterCacheTests : IDisposable
{
    private static readonly DateOnly Monday = new(2026, 9, 7);
    private static readonly ContractSpecs Specs = ContractSpecs.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "contract-specs.csv")));
    private static readonly InstrumentLists Lists = InstrumentLists.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "instrument-lists.csv")));
    private static readonly MasterDownload Json = new("OpenAPIScripMaster.json", new Uri("https://masters.example.com/OpenAPIScripMaster.json"));

    private readonly string _folder = Directory.CreateTempSubdirectory("astra-masters").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 9, 6, 18, 29, 59, TimeSpan.Zero));
    private readonly List<string> _warnings = [];
    private readonly StubHandler _handler;
    private readonly RestClient _client;
    private Func<string, HttpResponseMessage> _answer = _ => StubHandler.Answer(404);

    public MasterCacheTests()
    {
        _handler = new StubHandler(_time, r => _answer(r.RequestUri!.AbsolutePath));
        _client = new RestClient(_handler, _time, "angelone");
    }

    private MasterCache Cache => new(_folder, _time, Specs, Lists);

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_day_is_downloaded_once_and_a_day_begins_at_midnight_in_India()
    {
        _answer = _ => StubHandler.Answer(200, Angel(10));
        DateOnly sunday = Cache.Today;
        await Load(sunday);
        await Load(Cache.Today);
        Assert.Single(_handler.Calls);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((new DateOnly(2026, 9, 6), Monday), (sunday, Cache.Today));
        await Load(Cache.Today);
        Assert.Equal(2, _handler.Calls.Count);
        Assert.Empty(_warnings);
    }

    public static TheoryData<string> Bad =>
        ["", "null", "[]", "<html><body>Service unavailable</body></html>", Angel(10)[..^40], Angel(7), "{\"status\":false}"];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_is_not_whole_or_has_shrunk_is_refused_and_the_last_good_one_serves(string body)
    {
        _answer = _ => StubHandler.Answer(200, Angel(10));
        await Load(Monday);
        _answer = _ => StubHandler.Answer(200, body);
        Assert.Equal(10, (await Load(Monday.AddDays(1))).Count);
        Assert.Contains("2026-09-07 is used", Assert.Single(_warnings), StringComparison.Ordinal);
        // It is no master of its day: the next start asks again, and takes the good one without a word.
        _answer = _ => StubHandler.Answer(200, Angel(8));
        Assert.Equal(8, (await Load(Monday.AddDays(1))).Count);
        Assert.Single(_warnings);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Without_a_last_good_one_a_bad_one_is_an_error(string body)
    {
        _answer = _ => StubHandler.Answer(200, body);
        if (body == Angel(7)) Assert.Equal(7, (await Load(Monday)).Count);
        else Assert.False((await Assert.ThrowsAsync<VendorException>(() => Load(Monday))).IsFinal);
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Offline_the_last_good_one_serves()
    {
        _answer = _ => StubHandler.Answer(200, Angel(10));
        await Load(Monday);
        _answer = _ => throw new HttpRequestException("offline");
        Assert.Equal(10, (await Load(Monday.AddDays(1))).Count);
        Assert.Contains("no answer", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_stays_small_is_believed_in_the_end()
    {
        _answer = _ => StubHandler.Answer(200, Angel(10));
        await Load(Monday);
        _answer = _ => StubHandler.Answer(200, Angel(5));
        Assert.Equal(10, (await Load(Monday.AddDays(5))).Count);
        Assert.Equal(5, (await Load(Monday.AddDays(6))).Count);
    }

    [Fact]
    public async Task Old_days_go_but_for_the_last_good_one()
    {
        _answer = _ => StubHandler.Answer(200, Angel(10));
        for (int day = 0; day < 5; day++) await Load(Monday.AddDays(day));
        Assert.Equal(["2026-09-10.master", "2026-09-11.master"], Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Zips_are_unpacked_and_a_file_that_the_host_has_not_is_left_out_with_a_warning()
    {
        _answer = path => path.StartsWith("/NSE", StringComparison.Ordinal)
            ? new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new ByteArrayContent(Zip("NSE_symbols.txt", "Exchange,Token,LotSize,Symbol,TradingSymbol,Instrument,TickSize,\nNSE,22,1,ACC,ACC-EQ,EQ,0.05,\n")) }
            : StubHandler.Answer(404);
        MasterDownload[] files = [.. ((string[])["NSE", "BSE"]).Select(e => new MasterDownload($"{e}_symbols.txt.zip", new Uri($"https://masters.example.com/{e}_symbols.txt.zip")))];
        InstrumentMaster master = await Cache.LoadAsync("shoonya", Monday, files, _client, null, _warnings.Add, CancellationToken.None);
        Assert.Equal("ACC-EQ", master.Symbol(master.Find(MasterExchange.Nse, "22")));
        Assert.Contains("BSE_symbols.txt.zip: the host has no such file", Assert.Single(_warnings), StringComparison.Ordinal);
        await Assert.ThrowsAsync<VendorException>(() => Cache.LoadAsync("shoonya", Monday, files[1..], _client, null, _warnings.Add, CancellationToken.None));
    }

    [Fact]
    public async Task One_without_the_instruments_in_use_is_not_taken_while_an_older_one_has_them()
    {
        _answer = _ => StubHandler.Answer(200, Angel(10));
        await Load(Monday);
        _answer = _ => StubHandler.Answer(200, Angel(9));
        string? Check(InstrumentMaster m) => m.Find(MasterExchange.Nse, "9") < 0 ? "SHARE9 is missing" : null;
        InstrumentMaster master = await Cache.LoadAsync("angelone", Monday.AddDays(1), [Json], _client, Check, _warnings.Add, CancellationToken.None);
        Assert.Equal(10, master.Count);
        Assert.Contains("SHARE9 is missing; the one of 2026-09-07 is used", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stand_in_is_asked_each_time_and_may_change_as_it_likes()
    {
        var local = new MasterDownload("master.json", new Uri("http://127.0.0.1:5000/master.json"));
        _answer = _ => StubHandler.Answer(200, Angel(10));
        Assert.Equal(10, (await Load(Monday, local)).Count);
        _answer = _ => StubHandler.Answer(200, Angel(2));
        Assert.Equal(2, (await Load(Monday, local)).Count);
        _answer = _ => StubHandler.Answer(200, "<html>");
        Assert.Equal(2, (await Load(Monday, local)).Count);
        Assert.Single(_warnings);
    }

    private async Task<InstrumentMaster> Load(DateOnly day, MasterDownload? file = null)
    {
        Task<InstrumentMaster> load = Cache.LoadAsync("angelone", day, [file ?? Json], _client, null, _warnings.Add, CancellationToken.None);
        for (int i = 0; !load.IsCompleted && i < 5_000; i++)
        {
            await Task.Delay(1);
            if (i > 20) _time.Advance(TimeSpan.FromMilliseconds(250));
        }
        return await load;
    }

    private static string Angel(int rows) => "[" + string.Join(",", Enumerable.Range(0, rows).Select(i =>
        $$"""{"token":"{{i}}","symbol":"SHARE{{i}}-EQ","name":"SHARE{{i}}","expiry":"","strike":"-1.000000","lotsize":"1","instrumenttype":"","exch_seg":"NSE","tick_size":"5.000000"}""")) + "]";

    private static byte[] Zip(string name, string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry(name).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }
        return bytes.ToArray();
    }
}
