using Astra.Core;
using Astra.Live;
using Astra.Markets;
using Astra.StandIns;

namespace Astra.Adapters.Shoonya.Tests;

/// <summary>The whole way against a server that knows nothing of this adapter.</summary>
public class StandInTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(true, FeedDetail.Quote)]
    [InlineData(false, FeedDetail.Depth)]
    public async Task A_day_begins_and_survives_a_drop(bool oauth, FeedDetail detail)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using ShoonyaStandIn server = await ShoonyaStandIn.StartAsync(
            new ShoonyaScript { Dialect = oauth ? StandIns.ShoonyaDialect.OAuth : StandIns.ShoonyaDialect.Legacy, Instruments = 12 });
        StandIns.ShoonyaSecrets known = server.Secrets;
        ShoonyaSecrets secrets = oauth
            ? new() { User = new Secret(known.User), ClientId = new Secret(known.ClientId), ClientSecret = new Secret(known.Secret), Code = new Secret(server.NewCode()) }
            : new() { User = new Secret(known.User), Password = new Secret(known.Password), ApiKey = new Secret(known.ApiKey), Totp = new Secret(known.TotpSecret) };
        string folder = Directory.CreateTempSubdirectory("astra-shoonya").FullName;
        try
        {
            var masters = new MasterCache(folder, TimeProvider.System, Facts.Specs, Facts.Lists);
            await using var vendor = new Shoonya(
                ShoonyaOptions.From(new Uri(server.BaseUrl), null), secrets, masters, Facts.Calendar, TimeProvider.System, _ => { }, null);
            await vendor.SignInAsync(stop.Token);
            InstrumentMaster master = await vendor.LoadMasterAsync(stop.Token);
            Assert.True(master.Count > 0);
            FeedInstrument[] instruments = [.. Enumerable.Range(0, master.Count).Select(row =>
                new FeedInstrument(master.ToInstrument(row, row), master[row].Exchange, master.Token(row), master.Symbol(row)))];
            var port = new FakePort();
            var door = new FeedDoor(port, 0, instruments);
            Task run = vendor.CreateFeed(instruments, detail).RunAsync(door, stop.Token);
            await UntilAsync(() => port.Of(InboundKind.Touchline).Select(r => r.Header.Instrument).Distinct().Count() == instruments.Length);
            if (detail == FeedDetail.Depth) Assert.NotEmpty(port.Of(InboundKind.Depth));
            server.Drop();
            int before = port.Of(InboundKind.Touchline).Count;
            await UntilAsync(() => port.Of(InboundKind.Touchline).Count >= before + instruments.Length && port.Of(InboundKind.Feed).Any(r => r.Feed.State == FeedState.Recovered));
            await stop.CancelAsync();
            await run;
            Assert.Equal(0, server.Counts.SentTooEarly);
            Assert.Equal(0, server.Counts.RefusedTokensShownAgain);
            Assert.Equal(0, server.Counts.OrderCalls);
            Assert.Empty(server.Counts.LimitViolations);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!done()) await Task.Delay(20, patience.Token);
    }
}
