using System.CommandLine;
using System.Globalization;

namespace Astra.StandIns;

/// <summary>Serves one vendor's stand-in until Ctrl-C, so that the live feeds can be tried without an account.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var vendor = new Argument<string>("vendor") { Description = "angelone or shoonya" };
        vendor.AcceptOnlyFromAmong("angelone", "shoonya");
        var port = new Option<int>("--port") { Description = "0 takes a free one" };
        var instruments = new Option<int>("--instruments") { DefaultValueFactory = _ => 40, Description = "rows of the instrument master, over all segments" };
        var rate = new Option<double>("--rate") { DefaultValueFactory = _ => 100, Description = "trades a second over all subscribed instruments" };
        var seed = new Option<long>("--seed") { DefaultValueFactory = _ => 1, Description = "the same seed gives the same prices" };
        var dialect = new Option<string>("--dialect") { DefaultValueFactory = _ => "oauth", Description = "Shoonya: oauth or legacy" };
        dialect.AcceptOnlyFromAmong("oauth", "legacy");
        var price = new Option<decimal>("--start-price") { Description = "rupees at which every instrument starts; 0 for prices of their own" };
        var command = new RootCommand("A vendor's servers on loopback, with an invented market.") { vendor, port, instruments, rate, seed, dialect, price };
        command.SetAction(async (parsed, stop) =>
        {
            var script = new StandInScript
            {
                Port = parsed.GetValue(port), Instruments = parsed.GetValue(instruments), Seed = (ulong)parsed.GetValue(seed),
                StartPrice = (long)(parsed.GetValue(price) * 10_000),
            };
            if (parsed.GetValue(vendor) == "angelone") await AngelOneAsync(script, parsed.GetValue(rate), stop);
            else await ShoonyaAsync(script, parsed.GetValue(dialect) == "legacy", parsed.GetValue(rate), stop);
            return 0;
        });
        return await command.Parse(args).InvokeAsync();
    }

    private static async Task AngelOneAsync(StandInScript script, double rate, CancellationToken stop)
    {
        // A person tries the same command twice in half a minute; a real server would refuse the second one-time password.
        await using AngelStandIn server = await AngelStandIn.StartAsync(new AngelScript
        {
            Port = script.Port, Instruments = script.Instruments, Seed = script.Seed, StartPrice = script.StartPrice, RefuseUsedTotp = false,
        });
        AngelSecrets secrets = server.Secrets;
        Console.WriteLine($"""
            # Angel One stand-in: {server.Instruments.Count} instruments
            export ASTRA_ANGELONE_CLIENT={secrets.ClientCode} ASTRA_ANGELONE_PIN={secrets.Pin}
            export ASTRA_ANGELONE_APIKEY={secrets.ApiKey} ASTRA_ANGELONE_TOTP={secrets.TotpSecret}
            ./run.sh astra record --feed angelone --instruments all --rest {server.RestUrl} --stream {server.StreamUrl} --out angelone.rec --for 60s --json
            # order stream {server.OrderStreamUrl}
            # master       {server.MasterUrl}
            """);
        await ServeAsync(server, rate, stop);
    }

    private static async Task ShoonyaAsync(StandInScript script, bool legacy, double rate, CancellationToken stop)
    {
        await using ShoonyaStandIn server = await ShoonyaStandIn.StartAsync(new ShoonyaScript
        {
            Port = script.Port, Instruments = script.Instruments, Seed = script.Seed, StartPrice = script.StartPrice, RefuseUsedTotp = false, SingleUseCode = false,
            Dialect = legacy ? ShoonyaDialect.Legacy : ShoonyaDialect.OAuth, MaxScripsPerSocket = Math.Max(500, script.Instruments * 2),
        });
        ShoonyaSecrets s = server.Secrets;
        string secrets = legacy
            ? $"ASTRA_SHOONYA_USER={s.User} ASTRA_SHOONYA_PASSWORD='{s.Password}' ASTRA_SHOONYA_VENDOR={s.VendorCode} "
                + $"ASTRA_SHOONYA_APIKEY={s.ApiKey} ASTRA_SHOONYA_TOTP={s.TotpSecret}"
            : $"ASTRA_SHOONYA_USER={s.User} ASTRA_SHOONYA_CLIENTID={s.ClientId} ASTRA_SHOONYA_SECRET={s.Secret} ASTRA_SHOONYA_CODE={server.NewCode()}";
        Console.WriteLine($"""
            # Shoonya stand-in ({(legacy ? "legacy" : "oauth")}): {server.Instruments.Count} instruments
            export {secrets}
            ./run.sh astra record --feed shoonya --instruments all --rest {server.RestUrl} --stream {server.StreamUrl} --out shoonya.rec --for 60s --json
            # consent page {server.ConsentUrl}
            # masters      {server.BaseUrl}/NSE_symbols.txt.zip and its like
            """);
        await ServeAsync(server, rate, stop);
    }

    private static async Task ServeAsync(StandIn server, double rate, CancellationToken stop)
    {
        _ = server.Stream(rate);
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await server.StopAndFlushAsync(TimeSpan.FromSeconds(1));
        }
        catch (TimeoutException slow)
        {
            Console.Error.WriteLine(slow.Message);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"# {server.Counts.Packets} packets sent, {server.Counts.Attempts.Count} connections, {server.Counts.OrderChanges} order calls"));
    }
}
