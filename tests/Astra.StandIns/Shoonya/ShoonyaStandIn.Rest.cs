using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Astra.StandIns;

/// <summary>REST: login, quotes, search and history.</summary>
public sealed partial class ShoonyaStandIn
{
    private static readonly int[] s_intervals = [1, 3, 5, 10, 15, 30, 60, 120, 240];

    private async Task AnswerRestAsync(HttpContext context, string name)
    {
        bool changes = name is "PlaceOrder" or "ModifyOrder" or "CancelOrder" or "ExitSNOOrder" or "ProductConversion";
        bool orders = changes || name is "OrderBook" or "SingleOrdHist" or "TradeBook" or "PositionBook";
        if (orders) Counts.OrderCall(changes);
        var (data, key) = Read(await Reply.ReadAsync(context));
        if (data is not { ValueKind: JsonValueKind.Object } body)
        {
            await NoAsync(context, "Invalid Input : jData is not valid json object");
            return;
        }

        if (name is "QuickAuth" or "GenAcsTok")
        {
            await LoginAsync(context, name, body);
            return;
        }

        string header = context.Request.Headers.Authorization.ToString();
        string token = !IsOAuth ? key : header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..] : "";
        bool isChart = name is "TPSeries" or "EODChartData";
        if (!_session.IsLive(token) || (IsOAuth && isChart && key != token))
        {
            await NoAsync(context, "Session Expired :  Invalid Session Key");
            return;
        }

        string Field(string of) => Reply.Field(body, of);
        if (Field("uid") is { Length: > 0 } uid && uid != Secrets.User)
        {
            await NoAsync(context, "Invalid Input : Invalid uid");
            return;
        }

        await (name switch
        {
            "GetQuotes" or "GetSecurityInfo" => QuoteAsync(context, Field("exch"), Field("token"), name == "GetQuotes"),
            "SearchScrip" => SearchAsync(context, Field("exch"), Field("stext")),
            "TPSeries" => SeriesAsync(context, body),
            "EODChartData" => DaysAsync(context, Field("sym"), Field("from"), Field("to")),
            "UserDetails" => Reply.JsonAsync(context, new { stat = "Ok", request_time = Now(), actid = Secrets.User, uid = Secrets.User }),
            "Limits" => Reply.JsonAsync(context, new { stat = "Ok", request_time = Now(), cash = "1000000.00", marginused = "0.00" }),
            "GetIndexList" => Reply.JsonAsync(context, new
            {
                stat = "Ok", values = Instruments.Where(i => i.IsIndex && i.Exchange == Field("exch")).Select(i => new { idxname = i.Symbol, token = i.Token }),
            }),
            "Logout" => LogoutAsync(context),
            _ when orders => Reply.JsonAsync(context, Orders.Answer(name, body)),
            _ => Reply.TextAsync(context, FaultAnswer.Page, "text/html", 404),
        });
    }

    private Task LoginAsync(HttpContext context, string name, JsonElement body)
    {
        string Field(string of) => Reply.Field(body, of);
        string refusal = Faults.LoginRefusal;
        if (refusal.Length == 0) refusal = name == "QuickAuth" ? CheckQuickAuth(Field) : CheckConsent(Field);
        Counts.Login(refusal.Length == 0);
        if (refusal.Length > 0) return NoAsync(context, refusal);
        string token = _session.Issue();
        if (name == "QuickAuth")
        {
            return Reply.JsonAsync(context, new
            {
                stat = "Ok", request_time = Now(), susertoken = token, uid = Secrets.User, actid = Secrets.User, uname = "STAND IN",
                exarr = new[] { "NSE", "NFO", "BSE", "CDS", "MCX" },
                prarr = new[] { new { prd = "C", s_prdt_ali = "CNC" } }, lastaccesstime = Reply.Text(_script.Time.GetUtcNow().ToUnixTimeSeconds()),
            });
        }

        return Reply.JsonAsync(context, new
        {
            stat = "Ok", request_time = Now(), access_token = token, refresh_token = "unused", susertoken = token, USERID = Secrets.User, actid = Secrets.User,
            expires_in = Reply.Text(_script.Time.GetUtcNow().AddHours(24).ToUnixTimeSeconds()),
        });
    }

    private string CheckQuickAuth(Func<string, string> field)
    {
        if (IsOAuth) return "Invalid Input : use OAuth";
        if (field("source") != "API" || field("apkversion").Length == 0 || field("imei").Length == 0) return "Invalid Input : Missing source, apkversion or imei";
        if (field("vc") != Secrets.VendorCode) return "Invalid Input : Invalid Vendor code";
        if (field("appkey") != ShoonyaSession.Sha256(Secrets.User + "|" + Secrets.ApiKey)) return "Invalid Input : Invalid App Key";
        if (field("uid") != Secrets.User || field("pwd") != ShoonyaSession.Sha256(Secrets.Password)) return "Invalid Input : Wrong user id or password";
        return _totp.Passes(field("factor2")) ? "" : "Invalid Input : Invalid OTP";
    }

    private string CheckConsent(Func<string, string> field)
    {
        if (!IsOAuth) return "Invalid Input : unknown call";
        bool good = _session.UseCode(field("code"), field("checksum"), Secrets.ClientId, Secrets.Secret, _script.SingleUseCode) is not null;
        return good ? "" : "Invalid Input : INVALID_VERIFIER";
    }

    private Task LogoutAsync(HttpContext context)
    {
        _session.Expire();
        return Reply.JsonAsync(context, new { stat = "Ok", request_time = Now() });
    }

    private Task QuoteAsync(HttpContext context, string exchange, string token, bool prices)
    {
        if (Market.Find(exchange, token) is not { } found) return NoAsync(context, "Error Occurred : 5 \"no data\"");
        SimInstrument shown = prices && Faults.TakeWrongQuote() ? Instruments[(found.Index + 1) % Instruments.Count] : found;
        int places = shown.IsCurrency ? 4 : 2;
        lock (Market.Gate)
        {
            SimState state = Market[shown];
            var row = new Dictionary<string, string>
            {
                ["request_time"] = Now(), ["stat"] = "Ok", ["exch"] = shown.Exchange, ["tsym"] = shown.Symbol, ["token"] = shown.Token, ["ls"] = Reply.Text(shown.Lot),
                ["ti"] = Reply.Rupees(shown.Tick, places), ["pp"] = Reply.Text(places),
            };
            if (prices)
            {
                (row["lp"], row["c"]) = (Reply.Rupees(state.Last, places), Reply.Rupees(state.PreviousClose, places));
                (row["o"], row["h"], row["l"]) = (Reply.Rupees(state.Open, places), Reply.Rupees(state.High, places), Reply.Rupees(state.Low, places));
                row["v"] = Reply.Text(state.Volume);
            }

            return Reply.JsonAsync(context, row);
        }
    }

    private Task SearchAsync(HttpContext context, string exchange, string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = Instruments
            .Where(i => i.Exchange == exchange && words.Length > 0 && words.All(w => i.Symbol.Contains(w, StringComparison.OrdinalIgnoreCase))).Take(50)
            .Select(i => new
            {
                exch = i.Exchange, token = i.Token, tsym = i.Symbol, instname = i.IsIndex ? "INDEX" : i.IsDerivative ? "FUT" : "EQ",
                pp = i.IsCurrency ? "4" : "2", ti = Reply.Rupees(i.Tick, i.IsCurrency ? 4 : 2), ls = Reply.Text(i.Lot),
            })
            .ToArray();
        return found.Length == 0 ? NoAsync(context, "Error Occurred : 5 \"no data\"") : Reply.JsonAsync(context, new { stat = "Ok", values = found });
    }

    /// <summary>Newest first; every seventh row comes twice, and a row of zeros stands in between.</summary>
    private async Task SeriesAsync(HttpContext context, JsonElement body)
    {
        string Field(string of) => Reply.Field(body, of);
        if (!int.TryParse(Field("intrv"), CultureInfo.InvariantCulture, out int minutes) || !s_intervals.Contains(minutes))
        {
            await FaultAnswer.WriteAsync(context, HttpFault.GatewayTimeout, Stopping);
            return;
        }

        bool times = long.TryParse(Field("st"), CultureInfo.InvariantCulture, out long from) & long.TryParse(Field("et"), CultureInfo.InvariantCulture, out long to);
        if (!times || Market.Find(Field("exch"), Field("token")) is not { } instrument)
        {
            await NoAsync(context, "Error Occurred : 5 \"no data\"");
            return;
        }

        if (minutes == 1 && to - from > 6 * 86_400)
        {
            Counts.Violation("TPSeries range");
            await FaultAnswer.WriteAsync(context, HttpFault.GatewayTimeout, Stopping);
            return;
        }

        MinuteBar[] bars = BarSeries.Between(Market, instrument, DateTimeOffset.FromUnixTimeSeconds(from), DateTimeOffset.FromUnixTimeSeconds(to), minutes);
        if (bars.Length == 0)
        {
            await NoAsync(context, "Error Occurred : 5 \"no data\"");
            return;
        }

        List<Dictionary<string, string>> rows = [];
        foreach (MinuteBar bar in bars.Reverse())
        {
            Dictionary<string, string> row = Row(instrument, bar);
            rows.Add(row);
            if (rows.Count % 7 == 0) rows.Add(row);
            if (rows.Count % 31 == 5) rows.Add(Row(instrument, new MinuteBar(bar.Minute, 0, 0, 0, 0, 0, 0)));
        }

        await Reply.JsonAsync(context, rows);
    }

    private static Dictionary<string, string> Row(SimInstrument instrument, MinuteBar bar)
    {
        int places = instrument.IsCurrency ? 4 : 2;
        string P(long pips) => Reply.Rupees(pips, places);
        return new Dictionary<string, string>
        {
            ["stat"] = "Ok", ["time"] = MarketHours.InIndia(bar.Start).ToString("dd-MM-yyyy HH:mm:ss", CultureInfo.InvariantCulture),
            ["ssboe"] = Reply.Text(bar.Minute * 60),
            ["into"] = P(bar.Open), ["inth"] = P(bar.High), ["intl"] = P(bar.Low), ["intc"] = P(bar.Close), ["intvwap"] = P((bar.High + bar.Low) / 2),
            ["intv"] = Reply.Text(bar.Volume), ["intoi"] = "0", ["v"] = Reply.Text(bar.Volume), ["oi"] = "0",
        };
    }

    /// <summary>Rows are JSON inside texts, newest first, stamped 00:00 UTC.</summary>
    private Task DaysAsync(HttpContext context, string symbol, string from, string to)
    {
        string[] parts = symbol.Split(':', 2);
        bool times = long.TryParse(from, CultureInfo.InvariantCulture, out long first) & long.TryParse(to, CultureInfo.InvariantCulture, out long last);
        if (!times || parts.Length < 2 || Market.FindSymbol(parts[0], parts[1]) is not { } instrument || (instrument.IsIndex && instrument.Exchange == "BSE"))
            return NoAsync(context, "Error Occurred : 5 \"no data\"");
        MinuteBar[] days = BarSeries.Between(Market, instrument, DateTimeOffset.FromUnixTimeSeconds(first), DateTimeOffset.FromUnixTimeSeconds(last), 1440);
        return Reply.JsonAsync(context, days.Reverse().Take(1200).Select(d => JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["time"] = MarketHours.InIndia(d.Start).ToString("dd-MMM-yyyy", CultureInfo.InvariantCulture).ToUpperInvariant(),
            ["into"] = Reply.Rupees(d.Open, 2), ["inth"] = Reply.Rupees(d.High, 2), ["intl"] = Reply.Rupees(d.Low, 2), ["intc"] = Reply.Rupees(d.Close, 2),
            ["ssboe"] = Reply.Text((d.Minute + 330) * 60), ["intv"] = Reply.Text(d.Volume) + ".00",
        })).ToArray());
    }

    private string Now() => MarketHours.InIndia(_script.Time.GetUtcNow()).ToString("HH:mm:ss dd-MM-yyyy", CultureInfo.InvariantCulture);
}
