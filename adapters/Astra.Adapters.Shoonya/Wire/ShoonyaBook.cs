using System.Text;
using Astra.Live;

namespace Astra.Adapters.Shoonya;

/// <summary>
/// One connection's knowledge: what is subscribed, and the state of every scrip and family, built from the frames that come. The server sends
/// only what changed, so a frame means nothing by itself. Not for several threads at once; throws for nothing that a server sends.
/// </summary>
public sealed partial class ShoonyaBook
{
    private readonly FrameScanner _scanner = new();
    private readonly FrameScanner _sent = new();
    private readonly KeyTable _keys = new();
    private readonly NamePool _names = new();

    /// <summary>Whether the server has let this connection in.</summary>
    public ShoonyaAuth Auth { get; private set; }

    /// <summary>All keys ever subscribed, in the order of their first subscription.</summary>
    public IReadOnlyList<ShoonyaKey> Keys => _keys.Keys;

    /// <summary>The key of an exchange and token, known from now on; subscribed it is only by <see cref="Sent(string)"/>.</summary>
    public ShoonyaKey KeyOf(string exchange, string token) => _keys.Add(Encoding.UTF8.GetBytes(exchange), Encoding.UTF8.GetBytes(token));

    /// <summary>
    /// Tells what the client has sent; the subscriptions follow from it. An unsubscription takes effect with the server's acknowledgement, so
    /// what is still on its way counts as data.
    /// </summary>
    public void Sent(string json) => Sent(Encoding.UTF8.GetBytes(json));

    /// <inheritdoc cref="Sent(string)"/>
    public void Sent(ReadOnlySpan<byte> json)
    {
        if (!_sent.Scan(json)) return;
        int type = _sent.IndexOf(FieldNames.T);
        if (type < 0) return;
        ReadOnlySpan<byte> name = FieldText.Trim(_sent.Value(json, in _sent[type]));
        if (name.SequenceEqual("t"u8)) ForEachKey(json, _sent, ShoonyaFamily.Touch, subscribe: true);
        else if (name.SequenceEqual("d"u8)) ForEachKey(json, _sent, ShoonyaFamily.Depth, subscribe: true);
    }

    /// <summary>A new connection: all states and clocks are gone, what is subscribed stays.</summary>
    public void Reconnected()
    {
        Auth = ShoonyaAuth.Unknown;
        foreach (ShoonyaKey key in _keys.Keys) key.Forget();
    }

    /// <summary>Names of the keys that are subscribed in a family and have no state in it yet, sorted.</summary>
    public IReadOnlyList<string> Unacked(ShoonyaFamily family)
    {
        var names = new List<string>();
        foreach (ShoonyaKey key in _keys.Keys)
            if (key.IsSubscribed(family) && key.StateOf(family) is null) names.Add(key.Name);
        names.Sort(string.CompareOrdinal);
        return names;
    }

    /// <summary>Takes one frame as it came from the socket.</summary>
    /// <param name="receivedMs">When it came, epoch milliseconds: feed times are judged by it.</param>
    /// <param name="outcome">Filled with what the frame did.</param>
    public void Apply(ReadOnlySpan<byte> frame, long receivedMs, ShoonyaOutcome outcome)
    {
        outcome.Clear();
        ReadOnlySpan<byte> type = _scanner.Scan(frame) ? TypeOf(frame) : default;
        if (type.IsEmpty)
        {
            outcome.Count(TickReject.BadJson);
            return;
        }
        if (type.Length == 2)
        {
            // Two letters as one number: the order of these is the order of how often they come.
            switch (type[0] << 8 | type[1])
            {
                case 't' << 8 | 'f': Merge(frame, ShoonyaFamily.Touch, snapshot: false, receivedMs, outcome); return;
                case 'd' << 8 | 'f': Merge(frame, ShoonyaFamily.Depth, snapshot: false, receivedMs, outcome); return;
                case 't' << 8 | 'k': Merge(frame, ShoonyaFamily.Touch, snapshot: true, receivedMs, outcome); return;
                case 'd' << 8 | 'k': Merge(frame, ShoonyaFamily.Depth, snapshot: true, receivedMs, outcome); return;
                case 'h' << 8 | 'k': outcome.Heartbeat = true; return;
                case 'c' << 8 | 'k' or 'a' << 8 | 'k': outcome.Auth = Auth = IsOk(frame) ? ShoonyaAuth.Ok : ShoonyaAuth.Failed; return;
                case 'o' << 8 | 'm': outcome.Order = OrderUpdateReader.Read(frame, _scanner); return;
                case 'u' << 8 | 'k': ForEachKey(frame, _scanner, ShoonyaFamily.Touch, subscribe: false); return;
                // Acknowledgements of order updates on and off; one document calls the latter ud.
                case 'o' << 8 | 'k' or 'u' << 8 | 'd': return;
                case 'a' << 8 | 'm' or 'm' << 8 | 's': outcome.IsNotice = true; break;
            }
        }
        else if (type.SequenceEqual("udk"u8))
        {
            ForEachKey(frame, _scanner, ShoonyaFamily.Depth, subscribe: false);
            return;
        }
        else if (type.SequenceEqual("uok"u8))
        {
            return;
        }
        outcome.Count(TickReject.UnknownType);
    }

    private ReadOnlySpan<byte> TypeOf(ReadOnlySpan<byte> frame)
    {
        int at = _scanner.IndexOf(FieldNames.T);
        return at >= 0 && _scanner[at].Kind == FrameValue.Text ? FieldText.Clean(_scanner.Value(frame, in _scanner[at])) : default;
    }

    private bool IsOk(ReadOnlySpan<byte> frame)
    {
        int at = _scanner.IndexOf(frame, "s"u8);
        return at >= 0 && Ascii.EqualsIgnoreCase(FieldText.Trim(_scanner.Value(frame, in _scanner[at])), "ok"u8);
    }

    private void ForEachKey(ReadOnlySpan<byte> frame, FrameScanner scanner, ShoonyaFamily family, bool subscribe)
    {
        int at = scanner.IndexOf(frame, "k"u8);
        if (at < 0) return;
        ReadOnlySpan<byte> list = scanner.Value(frame, in scanner[at]);
        foreach (Range part in list.Split((byte)'#'))
        {
            ReadOnlySpan<byte> name = FieldText.Trim(list[part]);
            int bar = name.IndexOf((byte)'|');
            if (bar < 0) continue;
            if (subscribe) _keys.Add(name[..bar], name[(bar + 1)..]).Subscribe(family);
            else _keys.Find(name[..bar], name[(bar + 1)..])?.Unsubscribe(family);
        }
    }
}
