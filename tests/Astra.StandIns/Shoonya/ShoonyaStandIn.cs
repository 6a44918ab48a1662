using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Astra.StandIns;

/// <summary>Shoonya (NorenApi) on loopback, in one of its two dialects: login, masters, history, quotes, orders and the one socket.</summary>
public sealed partial class ShoonyaStandIn : StandIn
{
    private readonly ShoonyaScript _script;
    private readonly ShoonyaSession _session;
    private readonly Totp _totp;
    private readonly RateBook _quotes, _orderCalls;

    private ShoonyaStandIn(ShoonyaScript script)
        : base(script, SimVendor.Shoonya)
    {
        _script = script;
        _session = new ShoonyaSession(Counts);
        (_quotes, _orderCalls) = (new RateBook(script.Time, 15, 0, 0), new RateBook(script.Time, 10, 0, 0));
        _totp = new Totp(script.Secrets.TotpSecret, script.Time, script.RefuseUsedTotp);
        Orders = new ShoonyaOrders(Market, script, SendOrderUpdate);
    }

    public static async Task<ShoonyaStandIn> StartAsync(ShoonyaScript? script = null)
    {
        var server = new ShoonyaStandIn(script ?? new ShoonyaScript());
        await server.OpenAsync(server._script);
        return server;
    }

    public ShoonyaDialect Dialect => _script.Dialect;

    public override string RestUrl => BaseUrl + (IsOAuth ? "/NorenWClientAPI/" : "/NorenWClientTP/");

    public override string StreamUrl => SocketUrl + (IsOAuth ? "/NorenWSAPI/" : "/NorenWSTP/");

    /// <summary>The page where a person would consent.</summary>
    public string ConsentUrl => $"{BaseUrl}/OAuthlogin/authorize/oauth?client_id={Secrets.ClientId}";

    public ShoonyaSecrets Secrets => _script.Secrets;

    /// <summary>Every token that was given out, dead ones too: none may show anywhere.</summary>
    public IReadOnlyList<string> IssuedTokens => _session.Issued;

    /// <summary>The order book, and a hand to fill or reject what is in it.</summary>
    public ShoonyaOrders Orders { get; }

    private bool IsOAuth => _script.Dialect == ShoonyaDialect.OAuth;

    /// <summary>A consent code, as the browser's redirect would bring it.</summary>
    public string NewCode() => _session.NewCode();

    /// <summary>A token that is good at once, for clients that are given a ready-made one.</summary>
    public string NewToken() => _session.Issue();

    /// <summary>Ends the tokens given out so far, as at 03:00.</summary>
    public void ExpireTokens(TokenDeath death)
    {
        _session.Expire();
        foreach (StreamConnection connection in Connections)
        {
            if (death == TokenDeath.Close) connection.End(CloseWay.CloseFrame, 1008, "token expired");
            else connection.IsMute = true;
        }
    }

    private protected override FrameKind MessageKind => FrameKind.Text;

    private protected override bool IsTooFast(string path)
    {
        string name = path.TrimEnd('/').Split('/')[^1];
        RateBook? book = name switch { "GetQuotes" => _quotes, "PlaceOrder" or "ModifyOrder" or "CancelOrder" => _orderCalls, _ => null };
        if (book is null || book.Allows()) return false;
        Counts.Violation(name);
        return _script.EnforceRateLimits;
    }

    private protected override Task RefuseRateAsync(HttpContext context) =>
        NoAsync(context, $"Order Recieved 11 in a current second exceeds Limit 10 for user {Secrets.User}");

    private protected override async Task AnswerAsync(HttpContext context)
    {
        string path = (context.Request.Path.Value ?? "/").Replace("//", "/", StringComparison.Ordinal);
        if (WireSocket.IsHandshake(context))
        {
            if (path.TrimEnd('/') == (IsOAuth ? "/NorenWSAPI" : "/NorenWSTP")) await ServeAsync(context, OnTextAsync, _ => { });
            else await RefuseSocketAsync(context, path);
            return;
        }

        if (ShoonyaMaster.ExchangeOf(path) is { Length: > 0 } exchange) await AnswerMasterAsync(context, exchange);
        else if (path.StartsWith("/OAuthlogin/", StringComparison.Ordinal)) await AnswerConsentAsync(context);
        else if (path.StartsWith(IsOAuth ? "/NorenWClientAPI/" : "/NorenWClientTP/", StringComparison.Ordinal))
            await AnswerRestAsync(context, path.TrimEnd('/').Split('/')[^1]);
        else
            // The other dialect's addresses are dead, and a gateway says so.
            await Reply.TextAsync(context, FaultAnswer.Page, "text/html", 502);
    }

    private Task RefuseSocketAsync(HttpContext context, string path)
    {
        Counts.Attempt(path, 502, "no such socket in this dialect");
        return Reply.TextAsync(context, FaultAnswer.Page, "text/html", 502);
    }

    private Task AnswerMasterAsync(HttpContext context, string exchange)
    {
        MasterFault fault = Faults.Master;
        if (fault == MasterFault.Html) return Reply.TextAsync(context, FaultAnswer.Page, "text/html");
        byte[] zip = ShoonyaMaster.Zip(exchange, Instruments, fault);
        return fault == MasterFault.Aborted ? Reply.CutAsync(context, zip, "application/zip") : Reply.BytesAsync(context, zip, "application/zip");
    }

    private Task AnswerConsentAsync(HttpContext context)
    {
        if (context.Request.Query["client_id"] != Secrets.ClientId) return Reply.TextAsync(context, "unknown client", status: 400);
        string code = NewCode(), back = context.Request.Query["redirect_uri"].ToString();
        if (back.Length == 0) back = _script.RedirectUri;
        if (back.Length == 0) return Reply.TextAsync(context, "code=" + code);
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = back + (back.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "code=" + code;
        return Task.CompletedTask;
    }

    private static Task NoAsync(HttpContext context, string words) => Reply.JsonAsync(context, new { stat = "Not_Ok", emsg = words });

    /// <summary>The body as the service reads it: cut at <c>&amp;</c> before any JSON is read, nothing percent-decoded.</summary>
    private static (JsonElement? Data, string Key) Read(string body)
    {
        string[] parts = body.Split('&');
        string data = parts[0].StartsWith("jData=", StringComparison.Ordinal) ? parts[0][6..] : "";
        string key = Array.Find(parts[1..], p => p.StartsWith("jKey=", StringComparison.Ordinal)) is { } found ? found[5..] : "";
        try
        {
            return (JsonDocument.Parse(Encoding.UTF8.GetBytes(data)).RootElement, key);
        }
        catch (JsonException)
        {
            return (null, key);
        }
    }
}
