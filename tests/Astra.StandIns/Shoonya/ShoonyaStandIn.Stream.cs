using System.Text;
using System.Text.Json;

namespace Astra.StandIns;

/// <summary>The socket.</summary>
public sealed partial class ShoonyaStandIn
{
    private const int Touch = 1, Depth = 2;

    /// <summary>Connections that asked for order updates.</summary>
    private readonly HashSet<int> _wantOrders = [];

    private Task OnTextAsync(StreamConnection connection, string text)
    {
        JsonElement message;
        try
        {
            message = JsonDocument.Parse(text).RootElement;
        }
        catch (JsonException)
        {
            return Task.CompletedTask;
        }

        string type = Reply.Field(message, "t");
        if (type == (IsOAuth ? "a" : "c"))
        {
            Authenticate(connection, message);
            return Task.CompletedTask;
        }

        // Whatever comes before the acknowledgement is lost in silence.
        if (!connection.IsAuthenticated)
        {
            Counts.TooEarly();
            return Task.CompletedTask;
        }

        string keys = Reply.Field(message, "k");
        switch (type)
        {
            case "h":
                Counts.Heartbeat();
                if (!Faults.NoPong) connection.SendText($"{{\"t\":\"hk\",\"hk\":\"{Market.Clock.Now.ToUnixTimeSeconds()}\"}}");
                break;
            case "t": Subscribe(connection, keys, Touch); break;
            case "d": Subscribe(connection, keys, Depth); break;
            case "u": Unsubscribe(connection, keys, Touch, "uk"); break;
            case "ud": Unsubscribe(connection, keys, Depth, "udk"); break;
            case "o":
                lock (_wantOrders) _wantOrders.Add(connection.Id);
                connection.SendText("{\"t\":\"ok\",\"s\":\"OK\"}");
                break;
            case "uo":
                lock (_wantOrders) _wantOrders.Remove(connection.Id);
                connection.SendText("{\"t\":\"uok\"}");
                break;
        }

        return Task.CompletedTask;
    }

    private void Authenticate(StreamConnection connection, JsonElement message)
    {
        string token = Reply.Field(message, IsOAuth ? "accesstoken" : "susertoken");
        bool good = Faults.StreamRefusal.Length == 0 && _session.IsLive(token) && Reply.Field(message, "uid") == Secrets.User
            && Reply.Field(message, "actid") == Secrets.User && Reply.Field(message, "source") == "API";
        string answer = IsOAuth ? "ak" : "ck";
        // The socket stays open after a refusal.
        connection.SendText($"{{\"t\":\"{answer}\",\"uid\":\"{Secrets.User}\",\"s\":\"{(good ? IsOAuth ? "Ok" : "OK" : "NOT_OK")}\"}}");
        if (!good) return;
        connection.Token = token;
        connection.IsAuthenticated = true;
        // One socket a session: the newest one stays.
        foreach (StreamConnection other in Connections)
            if (other != connection && other.Token == token) other.End(CloseWay.CloseFrame, 1000, "a newer socket of the session");
    }

    private void Subscribe(StreamConnection connection, string keys, int mode)
    {
        string[] wanted = keys.Split('#', StringSplitOptions.RemoveEmptyEntries);
        Counts.Subscription(connection.Id, true, mode, wanted);
        lock (Market.Gate)
        {
            foreach (string key in wanted)
            {
                string[] parts = key.Split('|');
                if (parts.Length != 2 || Market.Find(parts[0], parts[1]) is not { } found) continue;
                int silentBeyond = Faults.SilentBeyond > 0 ? Faults.SilentBeyond : _script.MaxScripsPerSocket;
                if (FindSubscription(connection, found, mode) is null)
                {
                    if (connection.Subscribed >= silentBeyond) continue;
                    Subscribe(connection, found, mode);
                    connection.Subscribed++;
                }

                // A snapshot is asked for, so one comes, with a trade of its own: what it shows is in the bars.
                FindSubscription(connection, found, mode)!.LastSent = [];
                TradeOnce(found);
            }
        }

        KickAll();
    }

    private void Unsubscribe(StreamConnection connection, string keys, int mode, string answer)
    {
        string[] wanted = keys.Split('#', StringSplitOptions.RemoveEmptyEntries);
        Counts.Subscription(connection.Id, false, mode, wanted);
        lock (Market.Gate)
        {
            foreach (string key in wanted)
            {
                string[] parts = key.Split('|');
                if (parts.Length == 2 && Market.Find(parts[0], parts[1]) is { } found && Unsubscribe(connection, found, mode)) connection.Subscribed--;
            }
        }

        connection.SendText(JsonSerializer.Serialize(new { t = answer, k = keys }));
    }

    private void SendOrderUpdate(string json)
    {
        foreach (StreamConnection connection in Connections)
        {
            bool wants;
            lock (_wantOrders) wants = _wantOrders.Contains(connection.Id);
            if (wants) connection.SendText(json);
        }
    }

    private protected override byte[] Encode(Subscription subscription, SimState state)
    {
        byte[] frame = ShoonyaFrames.Encode(subscription.Instrument, state, subscription.Mode == Depth, subscription.LastSent, out long[] now);
        subscription.LastSent = now;
        return frame;
    }

    private protected override (byte[] Bytes, FrameKind Kind)? EncodeFault(FrameFault fault, byte[] good, Subscription subscription)
    {
        SimInstrument of = subscription.Instrument;
        byte[]? bytes = fault switch
        {
            FrameFault.Garbage => "\u0001\u0002 this is no json {{{"u8.ToArray(),
            FrameFault.Truncated => good[..(good.Length / 2)],
            FrameFault.Trailing => [.. good, .. "xyz"u8],
            FrameFault.Concatenated => [.. good, .. good],
            FrameFault.Duplicate => good,
            FrameFault.Late => subscription.Before,
            FrameFault.TextGarbage => "upstream connect error"u8.ToArray(),
            FrameFault.ErrorFrame => "{\"t\":\"zz\",\"emsg\":\"what is this\"}"u8.ToArray(),
            FrameFault.UnknownToken => Encoding.UTF8.GetBytes($"{{\"t\":\"tf\",\"e\":\"{of.Exchange}\",\"tk\":\"4242424\",\"lp\":\"1.00\"}}"),
            FrameFault.Oversize => Encoding.UTF8.GetBytes($"{{\"t\":\"tf\",\"pad\":\"{new string('x', 256 * 1024)}\"}}"),
            FrameFault.Empty => [],
            _ => null,
        };
        return bytes is null ? null : (bytes, FrameKind.Text);
    }
}
