using Astra.Live;
using Astra.Markets;
using Astra.StandIns;

namespace Astra.Adapters.AngelOne.Tests;

/// <summary>The whole adapter against a server that was written without it.</summary>
public class StandInTests
{
    [Fact]
    public async Task Every_trade_of_the_server_arrives_over_its_sockets()
    {
        await using AngelStandIn server = await AngelStandIn.StartAsync(new AngelScript { Instruments = 60, PrefixedJwt = true });
        var secrets = new AngelCredentials(
            new Secret(server.Secrets.ClientCode), new Secret(server.Secrets.Pin), new Secret(server.Secrets.ApiKey), new Secret(server.Secrets.TotpSecret));
        AngelOneOptions options = AngelOneOptions.From(new Uri(server.RestUrl), new Uri(server.StreamUrl));
        var cache = new MasterCache(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), TimeProvider.System, null!, null!);
        var words = new List<string>();
        await using var vendor = new AngelOne(options, secrets, new Redactor(), cache, Parts.Calendar, TimeProvider.System, w => { lock (words) words.Add(w); }, null);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(TimeSpan.FromSeconds(90));
        await vendor.SignInAsync(stop.Token);
        SimInstrument[] chosen = [.. server.Instruments.Where(i => !i.IsIndex).Take(20)];
        FeedInstrument[] instruments = [.. chosen.Select((s, i) => Of(s, i))];
        var port = new SlotPort(1 << 17);
        var door = new FeedDoor(port, 0, instruments);
        Task run = vendor.CreateFeed(instruments, FeedDetail.Depth).RunAsync(door, stop.Token);
        while (server.Connections.Sum(c => c.Subscribed) < instruments.Length) await Task.Delay(20, stop.Token);
        foreach (SimInstrument instrument in chosen) server.Trade(instrument, 50);
        while (door.Accepted < 20 * 50) await Task.Delay(20, stop.Token);
        await stop.CancelAsync();
        await run;
        Assert.Equal((20 * 50L, 1), (door.Accepted, server.Counts.Logins));
        Assert.Empty(server.Counts.LimitViolations);
        // The last prices are the market's own.
        foreach (FeedInstrument instrument in instruments)
            Assert.Equal(
                server.Market.Last(chosen[instrument.Instrument.Id]).Price,
                port.Ticks.Last(t => t.Header.Kind == Core.InboundKind.Touchline && t.Header.Instrument == instrument.Instrument.Id).Touchline.Last.Units);
    }

    private static FeedInstrument Of(SimInstrument from, int id)
    {
        MasterExchange exchange = Enum.Parse<MasterExchange>(from.Exchange, true);
        Segment segment = exchange switch
        {
            MasterExchange.Nse => Segment.NseEquity,
            MasterExchange.Bse => Segment.BseEquity,
            MasterExchange.Nfo => Segment.NseDerivatives,
            MasterExchange.Bfo => Segment.BseDerivatives,
            MasterExchange.Cds => Segment.Currency,
            _ => Segment.Commodity,
        };
        return Parts.Of(id, from.Symbol, exchange, from.Token, from.Symbol, segment, from.IsDerivative ? InstrumentKind.Future : InstrumentKind.Equity);
    }
}
