using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Astra.StandIns;

/// <summary>The two sockets.</summary>
public sealed partial class AngelStandIn
{
    private readonly Dictionary<int, HashSet<(int Mode, int Exchange, string Token)>> _pairs = [];
    private readonly Dictionary<string, long> _sequences = [];

    private Task OpenTickStreamAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Request.Headers;
        IQueryCollection query = context.Request.Query;
        string feed = First(headers["x-feed-token"], query["feedToken"]), key = First(headers["x-api-key"], query["apiKey"]);
        string client = First(headers["x-client-code"], query["clientCode"]), jwt = headers.Authorization.ToString();
        bool byQuery = query.ContainsKey("feedToken");
        if (jwt.StartsWith("Bearer ", StringComparison.Ordinal)) jwt = jwt[7..];
        string refusal = Faults.StreamRefusal;
        if (refusal.Length == 0)
        {
            refusal = client != Secrets.ClientCode ? "Invalid Header - Invalid Client Code"
                : key != Secrets.ApiKey ? "Invalid Header - Invalid API Key"
                : !byQuery && !_session.IsLive(jwt) ? "Invalid Header - Invalid Auth token"
                : !_session.IsLiveFeed(feed) || (!byQuery && !_session.Belong(jwt, feed)) ? "Invalid Header - Invalid Feed Token" : "";
        }

        if (refusal.Length > 0) return RefuseAsync(context, 401, refusal);
        if (Connections.Count(c => c.Path == context.Request.Path.Value) >= _script.MaxSockets)
        {
            Counts.Violation("sockets");
            return RefuseAsync(context, 429, "Connection limit exceeded");
        }

        return ServeAsync(context, OnTickTextAsync, connection =>
        {
            connection.Token = feed;
            lock (Market.Gate) _pairs[connection.Id] = [];
        });
    }

    private Task OpenOrderStreamAsync(HttpContext context)
    {
        string jwt = context.Request.Headers.Authorization.ToString();
        if (!jwt.StartsWith("Bearer ", StringComparison.Ordinal)) return RefuseAsync(context, 401, "Invalid Header - Invalid Auth token");
        if (!_session.IsLive(jwt[7..])) return RefuseAsync(context, 403, "Token expired");
        if (Connections.Count(c => c.Path == context.Request.Path.Value) >= 3) return RefuseAsync(context, 429, "Too many connections");
        return ServeAsync(
            context,
            OnOrderTextAsync,
            connection =>
            {
                connection.SendText(Orders.Connected());
                _ = SendIdleBytesAsync(connection);
            },
            "00"u8.ToArray());
    }

    private async Task SendIdleBytesAsync(StreamConnection connection)
    {
        while (connection.IsOpen && !Stopping.IsCancellationRequested)
        {
            await Task.Delay(10_000, Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            connection.Outbox.Add(FrameKind.Binary, [0], -1, false);
            connection.Outbox.Kick();
        }
    }

    private Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.Headers["x-error-message"] = message;
        Counts.Attempt(context.Request.Path.Value ?? "/", status, message);
        return Reply.TextAsync(context, "", status: status);
    }

    private Task OnOrderTextAsync(StreamConnection connection, string text)
    {
        if (text == "ping") Pong(connection);
        return Task.CompletedTask;
    }

    private Task OnTickTextAsync(StreamConnection connection, string text)
    {
        if (text == "ping") Pong(connection);
        else if (Request(connection, text) is { } error) Error(connection, error.Correlation, error.Code, error.Message);
        return Task.CompletedTask;
    }

    private void Pong(StreamConnection connection)
    {
        Counts.Heartbeat();
        if (!Faults.NoPong) connection.SendText("pong");
    }

    private void Error(StreamConnection connection, string correlation, string code, string message)
    {
        Counts.ErrorFrame();
        connection.SendText(JsonSerializer.Serialize(new { correlationID = correlation, errorCode = code, errorMessage = message }));
    }

    private (string Correlation, string Code, string Message)? Request(StreamConnection connection, string text)
    {
        string correlation = "";
        try
        {
            JsonElement root = JsonDocument.Parse(text).RootElement, wanted = root.GetProperty("params");
            correlation = Reply.Field(root, "correlationID");
            int action = root.GetProperty("action").GetInt32(), mode = wanted.GetProperty("mode").GetInt32();
            var pairs = wanted.GetProperty("tokenList").EnumerateArray().SelectMany(list =>
            {
                int exchange = list.GetProperty("exchangeType").GetInt32();
                return list.GetProperty("tokens").EnumerateArray().Select(t =>
                    (Mode: mode, Exchange: exchange, Token: t.GetString() ?? throw new FormatException("A token is null.")));
            }).ToList();
            bool bad = action is not (0 or 1) || mode is < 1 or > 4 || correlation.Length > 10 || !correlation.All(char.IsAsciiLetterOrDigit)
                || pairs.Exists(p => AngelPackets.Exchange(p.Exchange).Length == 0 || (mode == 4 && p.Exchange != 1));
            if (bad) return (correlation, "E1001", "Invalid Request Payload");
            Counts.Subscription(connection.Id, action == 1, mode, [.. pairs.Select(p => $"{AngelPackets.Exchange(p.Exchange)}|{p.Token}")]);
            return Apply(connection, action == 1, pairs) ? null : (correlation, "E1002", "Invalid Request. Subscription Limit Exceeded");
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return (correlation, "E1001", "Invalid Request Payload");
        }
    }

    /// <summary>All of a request or, when it oversteps the limit, nothing of it.</summary>
    private bool Apply(StreamConnection connection, bool subscribes, List<(int Mode, int Exchange, string Token)> pairs)
    {
        List<SimInstrument> fresh = [];
        lock (Market.Gate)
        {
            HashSet<(int Mode, int Exchange, string Token)> held = _pairs[connection.Id];
            if (subscribes)
            {
                int added = pairs.Distinct().Count(p => !held.Contains(p));
                int depth = held.Count(p => p.Mode == 4) + pairs.Distinct().Count(p => p.Mode == 4 && !held.Contains(p));
                if (held.Count + added > _script.MaxPairsPerSocket || depth > 50)
                {
                    Counts.Violation("pairs per socket");
                    return false;
                }
            }

            foreach (var pair in pairs)
            {
                if (subscribes) held.Add(pair);
                else held.Remove(pair);
                if (Market.Find(AngelPackets.Exchange(pair.Exchange), pair.Token) is not { } found) continue;
                if (!subscribes) Unsubscribe(connection, found, pair.Mode);
                else if (Subscribe(connection, found, pair.Mode)) fresh.Add(found);
            }

            connection.Subscribed = held.Count;
        }

        if (_script.TradeOnSubscribe)
        {
            foreach (SimInstrument instrument in fresh) TradeOnce(instrument);
            KickAll();
        }

        return true;
    }

    private void SendOrderUpdate(string json)
    {
        foreach (StreamConnection connection in Connections)
            if (connection.Path.StartsWith("/smart-order-update", StringComparison.Ordinal)) connection.SendText(json);
    }

    private static string First(string? header, string? query) => string.IsNullOrEmpty(header) ? query ?? "" : header;

    private protected override byte[] Encode(Subscription subscription, SimState state)
    {
        // One counter a segment, so an instrument's own numbers have gaps. The number belongs to the trade: two subscriptions of it show the same.
        string exchange = subscription.Instrument.Exchange;
        if (!_lastTrade.TryGetValue(subscription.Instrument.Index, out var last) || last.Step != state.Steps)
        {
            _sequences[exchange] = _sequences.GetValueOrDefault(exchange, 1000) + 1;
            _lastTrade[subscription.Instrument.Index] = last = (state.Steps, _sequences[exchange]);
        }

        return AngelPackets.Encode(subscription.Instrument, state, subscription.Mode, last.Sequence);
    }

    private readonly Dictionary<int, (long Step, long Sequence)> _lastTrade = [];

    private protected override (byte[] Bytes, FrameKind Kind)? EncodeFault(FrameFault fault, byte[] good, Subscription subscription)
    {
        // Nothing tells an index packet's copy from a new one: its sequence means nothing.
        if (subscription.Instrument.IsIndex && fault is (FrameFault.Trailing or FrameFault.Concatenated or FrameFault.Duplicate or FrameFault.Late)) return null;
        switch (fault)
        {
            case FrameFault.Garbage: return ([9, .. "no packet of any mode, but long enough for one of mode 1"u8], FrameKind.Binary);
            case FrameFault.Truncated: return (good[..(good.Length / 2)], FrameKind.Binary);
            case FrameFault.Trailing: return ([.. good, 1, 2, 3, 4, 5], FrameKind.Binary);
            case FrameFault.Concatenated: return ([.. good, .. good], FrameKind.Binary);
            case FrameFault.Duplicate: return (good, FrameKind.Binary);
            case FrameFault.Late: return subscription.Before is { } before ? (before, FrameKind.Binary) : null;
            case FrameFault.TextGarbage: return ("upstream connect error"u8.ToArray(), FrameKind.Text);
            case FrameFault.ErrorFrame: return (
                "{\"correlationID\":\"x1\",\"errorCode\":\"E1001\",\"errorMessage\":\"Invalid Request Payload\"}"u8.ToArray(), FrameKind.Text);
            case FrameFault.Oversize: return (new byte[256 * 1024], FrameKind.Binary);
            case FrameFault.Empty: return ([], FrameKind.Binary);
            case FrameFault.UnknownToken:
                byte[] other = [.. good];
                other.AsSpan(2, 25).Clear();
                Encoding.ASCII.GetBytes("4242424", other.AsSpan(2));
                return (other, FrameKind.Binary);
            default: return null;
        }
    }
}
