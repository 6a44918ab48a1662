using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Astra.StandIns;

/// <summary>REST: tokens, profile, history and quotes.</summary>
public sealed partial class AngelStandIn
{
    private static readonly string[] s_compulsory = ["X-UserType", "X-SourceID", "X-ClientLocalIP", "X-ClientPublicIP", "X-MACAddress", "X-PrivateKey"];

    private static readonly Dictionary<string, (int Minutes, int Days)> s_intervals = new()
    {
        ["ONE_MINUTE"] = (1, 30), ["THREE_MINUTE"] = (3, 60), ["FIVE_MINUTE"] = (5, 100), ["TEN_MINUTE"] = (10, 100), ["FIFTEEN_MINUTE"] = (15, 200),
        ["THIRTY_MINUTE"] = (30, 200), ["ONE_HOUR"] = (60, 400), ["ONE_DAY"] = (1440, 2000),
    };

    private static Task OkAsync(HttpContext context, object? data) =>
        Reply.JsonAsync(context, new { status = true, message = "SUCCESS", errorcode = "", data });

    private static Task NoAsync(HttpContext context, string code, string message) =>
        Reply.JsonAsync(context, new { status = false, message, errorcode = code, data = (object?)null });

    private async Task AnswerRestAsync(HttpContext context, string path)
    {
        bool orders = path.Contains("/order/v1/", StringComparison.Ordinal) || path.Contains("/gtt/", StringComparison.Ordinal);
        if (orders) Counts.OrderCall(HttpMethods.IsPost(context.Request.Method) && !path.EndsWith("Batch", StringComparison.Ordinal));
        IHeaderDictionary headers = context.Request.Headers;
        string? missing = Array.Find(s_compulsory, name => string.IsNullOrWhiteSpace(headers[name].ToString()));
        if (missing is not null)
        {
            await Reply.JsonAsync(context, new { status = false, message = "Header missing: " + missing, errorcode = "AB1000", data = "" }, 400);
            return;
        }

        if (headers["X-PrivateKey"] != Secrets.ApiKey)
        {
            await Reply.JsonAsync(context, new { success = false, message = "Invalid API Key", errorCode = "AG8004", data = "" });
            return;
        }

        JsonElement body = default;
        if (HttpMethods.IsPost(context.Request.Method))
        {
            try
            {
                body = JsonDocument.Parse(await Reply.ReadAsync(context)).RootElement;
            }
            catch (JsonException)
            {
                await NoAsync(context, "AB1000", "Invalid Request Payload");
                return;
            }
        }

        string name = path.Split('/')[^1];
        if (name == "loginByPassword")
        {
            await LoginAsync(context, body);
            return;
        }

        string authorization = headers.Authorization.ToString();
        if (authorization.Length == 0)
        {
            await Reply.JsonAsync(context, new { success = false, message = "Token missing", errorCode = "AG8003", data = "" });
            return;
        }

        // Exactly one prefix on REST; generateTokens may be asked with a dead token.
        string jwt = authorization.StartsWith("Bearer ", StringComparison.Ordinal) ? authorization[7..] : "";
        if (name == "generateTokens")
        {
            await RenewAsync(context, body);
            return;
        }

        if (jwt.Length == 0 || jwt.StartsWith("Bearer", StringComparison.Ordinal))
        {
            await Reply.JsonAsync(context, new { success = false, message = "Invalid Token", errorCode = "AG8001", data = "" });
            return;
        }

        if (!_session.IsLive(jwt))
        {
            await Reply.JsonAsync(context, new { status = false, message = "Token Expired", errorcode = "AG8002", data = "" });
            return;
        }

        if (orders)
        {
            var (code, message, data) = Orders.Answer(name, path, body);
            await (code.Length == 0 ? OkAsync(context, data) : NoAsync(context, code, message));
            return;
        }

        await (name switch
        {
            "getProfile" => OkAsync(context, new
            {
                clientcode = Secrets.ClientCode, name = "STAND IN", exchanges = "[\"nse_cm\",\"nse_fo\",\"mcx_fo\"]", products = "[\"CNC\",\"MIS\"]",
            }),
            "getRMS" => OkAsync(context, new { net = "1000000.00", availablecash = "1000000.00", utiliseddebits = "0.00" }),
            "logout" => LogoutAsync(context),
            "getCandleData" or "getOIData" => CandlesAsync(context, body, name == "getOIData"),
            "quote" => QuoteAsync(context, body),
            _ => Reply.TextAsync(context, "not found", status: 404),
        });
    }

    private Task LoginAsync(HttpContext context, JsonElement body)
    {
        (string Code, string Words) refusal = (Faults.LoginRefusal, "refused");
        if (refusal.Code.Length == 0 && (Reply.Field(body, "clientcode") != Secrets.ClientCode || Reply.Field(body, "password") != Secrets.Pin))
            refusal = ("AB1007", "Invalid clientcode or password");
        if (refusal.Code.Length == 0 && !_totp.Passes(Reply.Field(body, "totp"))) refusal = ("AB1050", "Invalid totp");
        Counts.Login(refusal.Code.Length == 0);
        return refusal.Code.Length > 0 ? NoAsync(context, refusal.Code, refusal.Words) : TokensAsync(context, Reply.Field(body, "state"));
    }

    private Task RenewAsync(HttpContext context, JsonElement body)
    {
        Counts.TokenCall();
        return _session.IsLiveRefresh(Reply.Field(body, "refreshToken")) ? TokensAsync(context, "") : NoAsync(context, "AB8050", "Invalid Refresh Token");
    }

    private Task TokensAsync(HttpContext context, string state)
    {
        var (jwt, refresh, feed) = _session.Issue(Secrets.ClientCode);
        return OkAsync(context, new { jwtToken = _script.PrefixedJwt ? "Bearer " + jwt : jwt, refreshToken = refresh, feedToken = feed, state });
    }

    private Task LogoutAsync(HttpContext context)
    {
        _session.Expire(refreshToo: true);
        return OkAsync(context, "");
    }

    private Task CandlesAsync(HttpContext context, JsonElement body, bool openInterest)
    {
        if (!s_intervals.TryGetValue(Reply.Field(body, "interval"), out (int Minutes, int Days) interval)
            || !TryTime(Reply.Field(body, "fromdate"), out DateTimeOffset from) || !TryTime(Reply.Field(body, "todate"), out DateTimeOffset to) || from > to)
        {
            return NoAsync(context, "AB1004", "Something Went Wrong, Please Try After Sometime");
        }

        if (to - from > TimeSpan.FromDays(interval.Days + 1))
        {
            Counts.Violation("candle range " + Reply.Field(body, "interval"));
            return NoAsync(context, "AB1004", "Something Went Wrong, Please Try After Sometime");
        }

        if (Market.Find(Reply.Field(body, "exchange"), Reply.Field(body, "symboltoken")) is not { } instrument) return OkAsync(context, null);
        MinuteBar[] bars = BarSeries.Between(Market, instrument, from, to, interval.Minutes);
        if (openInterest)
            return OkAsync(context, bars.Select(b => new { time = Stamp(b), oi = instrument.Lot * 1000L }).ToArray());
        return OkAsync(context, bars.Select(b => new object[] { Stamp(b), Rupee(b.Open), Rupee(b.High), Rupee(b.Low), Rupee(b.Close), b.Volume }).ToArray());
    }

    private Task QuoteAsync(HttpContext context, JsonElement body)
    {
        List<object> fetched = [], unfetched = [];
        if (body.TryGetProperty("exchangeTokens", out JsonElement wanted) && wanted.ValueKind == JsonValueKind.Object)
        {
            if (wanted.EnumerateObject().Sum(e => e.Value.GetArrayLength()) > 50) return NoAsync(context, "AB1000", "Too many tokens");
            foreach (JsonProperty exchange in wanted.EnumerateObject())
            {
                foreach (JsonElement token in exchange.Value.EnumerateArray())
                {
                    if (Market.Find(exchange.Name, token.GetString() ?? "") is not { } found)
                        unfetched.Add(new { exchange = exchange.Name, symbolToken = token.GetString(), message = "Symbol not found", errorCode = "AB4046" });
                    else
                        fetched.Add(Quote(Faults.TakeWrongQuote() ? Instruments[(found.Index + 1) % Instruments.Count] : found));
                }
            }
        }

        return OkAsync(context, new { fetched, unfetched });
    }

    private object Quote(SimInstrument of)
    {
        lock (Market.Gate)
        {
            SimState state = Market[of];
            return new
            {
                exchange = of.Exchange, tradingSymbol = of.Symbol, symbolToken = of.Token, ltp = Rupee(state.Last), open = Rupee(state.Open), high = Rupee(state.High),
                low = Rupee(state.Low), close = Rupee(state.PreviousClose), lastTradeQty = state.LastQuantity, avgPrice = Rupee(state.Average),
                tradeVolume = state.Volume, opnInterest = state.OpenInterest, lowerCircuit = Rupee(state.LowerCircuit), upperCircuit = Rupee(state.UpperCircuit),
            };
        }
    }

    private static decimal Rupee(long pips) => Reply.Rupees(pips);

    private static string Stamp(MinuteBar bar) => MarketHours.InIndia(bar.Start).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    private static bool TryTime(string text, out DateTimeOffset time)
    {
        bool good = DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local);
        time = good ? new DateTimeOffset(local, MarketHours.India) : default;
        return good;
    }
}
