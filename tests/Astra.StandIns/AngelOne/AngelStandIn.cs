using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Astra.StandIns;

/// <summary>Angel One's SmartAPI on loopback: login and tokens, master, history, quotes, orders, tick stream and order stream.</summary>
public sealed partial class AngelStandIn : StandIn
{
    private readonly AngelScript _script;
    private readonly AngelSession _session;
    private readonly Totp _totp;
    private readonly ConcurrentDictionary<string, RateBook> _rates = new();
    private readonly Lazy<byte[]> _master;

    private AngelStandIn(AngelScript script)
        : base(script, SimVendor.AngelOne)
    {
        _script = script;
        _session = new AngelSession(script.Time, Counts);
        _totp = new Totp(script.Secrets.TotpSecret, script.Time, script.RefuseUsedTotp);
        _master = new Lazy<byte[]>(() => AngelMaster.Write(Instruments));
        Orders = new AngelOrders(Market, script.Secrets.ClientCode, SendOrderUpdate);
    }

    public static async Task<AngelStandIn> StartAsync(AngelScript? script = null)
    {
        var server = new AngelStandIn(script ?? new AngelScript());
        await server.OpenAsync(server._script);
        return server;
    }

    public override string RestUrl => BaseUrl;

    public override string StreamUrl => SocketUrl + "/smart-stream";

    public string OrderStreamUrl => SocketUrl + "/smart-order-update";

    public string MasterUrl => BaseUrl + "/OpenAPI_File/files/OpenAPIScripMaster.json";

    public AngelSecrets Secrets => _script.Secrets;

    /// <summary>Every token of any kind that was given out, dead ones too: none may show anywhere.</summary>
    public IReadOnlyList<string> IssuedTokens => _session.Issued;

    /// <summary>The order book, and a hand to fill or reject what is in it.</summary>
    public AngelOrders Orders { get; }

    /// <summary>Ends the tokens given out so far, as at night or on a login elsewhere.</summary>
    /// <param name="refreshToo">Then only a new login helps (AB8050).</param>
    public void ExpireTokens(TokenDeath death, bool refreshToo = false)
    {
        _session.Expire(refreshToo);
        foreach (StreamConnection connection in Connections)
        {
            if (death == TokenDeath.Close) connection.End(CloseWay.CloseFrame, 1008, "token expired");
            else connection.IsMute = true;
        }
    }

    private protected override FrameKind MessageKind => FrameKind.Binary;

    private protected override bool IsTooFast(string path)
    {
        string name = path.TrimEnd('/').Split('/')[^1];
        // Per client code: a second, a minute, an hour.
        (int Second, int Minute, int Hour) limit = name switch
        {
            "loginByPassword" or "logout" => (1, 0, 0),
            "generateTokens" => (1, 0, 1000),
            "getProfile" => (3, 0, 1000),
            "getRMS" => (2, 0, 0),
            "getOrderBook" or "getTradeBook" or "getPosition" or "searchScrip" => (1, 0, 0),
            "placeOrder" or "modifyOrder" or "cancelOrder" => (20, 500, 1000),
            "quote" => (10, 500, 5000),
            "getCandleData" or "getOIData" => (3, 500, 5000),
            _ => (0, 0, 0),
        };
        if (limit.Second == 0) return false;
        string bucket = name == "getOIData" ? "getCandleData" : name;
        if (_rates.GetOrAdd(bucket, _ => new RateBook(_script.Time, limit.Second, limit.Minute, limit.Hour)).Allows()) return false;
        Counts.Violation(bucket);
        return _script.EnforceRateLimits;
    }

    private protected override Task RefuseRateAsync(HttpContext context) =>
        Reply.TextAsync(context, "Access denied because of exceeding access rate", status: 403);

    private protected override async Task AnswerAsync(HttpContext context)
    {
        string path = (context.Request.Path.Value ?? "/").Replace("//", "/", StringComparison.Ordinal);
        if (WireSocket.IsHandshake(context))
        {
            if (path.StartsWith("/smart-order-update", StringComparison.Ordinal)) await OpenOrderStreamAsync(context);
            else await OpenTickStreamAsync(context);
            return;
        }

        if (path.EndsWith("OpenAPIScripMaster.json", StringComparison.Ordinal)) await AnswerMasterAsync(context);
        else await AnswerRestAsync(context, path.TrimEnd('/'));
    }

    private async Task AnswerMasterAsync(HttpContext context)
    {
        MasterFault fault = Faults.Master;
        if (fault == MasterFault.Aborted) await Reply.CutAsync(context, _master.Value, "application/json");
        else if (fault == MasterFault.None) await Reply.BytesAsync(context, _master.Value, "application/json");
        else await Reply.BytesAsync(context, AngelMaster.Broken(fault, Instruments), fault == MasterFault.Html ? "text/html" : "application/json");
    }
}
