using System.Text;

namespace Astra.Adapters.Shoonya;

/// <summary>One scrip of the connection: exchange and token together, never the token alone.</summary>
public sealed class ShoonyaKey
{
    private readonly byte[] _text;
    private readonly int _exchange;
    private readonly ShoonyaState?[] _states = new ShoonyaState?[2];
    private readonly bool[] _subscribed = new bool[2];

    internal ShoonyaKey(ReadOnlySpan<byte> exchange, ReadOnlySpan<byte> token)
    {
        _text = [.. exchange, (byte)'|', .. token];
        _exchange = exchange.Length;
        Name = Encoding.UTF8.GetString(_text);
    }

    /// <summary>As subscriptions write it: <c>NSE|22</c>.</summary>
    public string Name { get; }

    /// <summary>Last accepted feed time in epoch seconds, 0 when there was none on this connection.</summary>
    public long FeedTime { get; internal set; }

    /// <summary>For the owner of the book: the instrument that it is; -1 when not set.</summary>
    public int Instrument { get; set; } = -1;

    internal ReadOnlySpan<byte> Exchange => _text.AsSpan(0, _exchange);

    internal ReadOnlySpan<byte> Token => _text.AsSpan(_exchange + 1);

    internal ShoonyaKey? NextByKey;
    internal ShoonyaKey? NextByToken;

    public bool IsSubscribed(ShoonyaFamily family) => _subscribed[(int)family];

    /// <summary>The state of a family; null when nothing came on this connection.</summary>
    public ShoonyaState? StateOf(ShoonyaFamily family) => _states[(int)family] is { IsSet: true } state ? state : null;

    internal ShoonyaState StateFor(ShoonyaFamily family) => _states[(int)family] ??= new ShoonyaState();

    internal void Subscribe(ShoonyaFamily family) => _subscribed[(int)family] = true;

    /// <summary>Forgets a family; the clock too once no other is left.</summary>
    internal void Unsubscribe(ShoonyaFamily family)
    {
        _subscribed[(int)family] = false;
        _states[(int)family]?.Forget();
        if (!_subscribed[0] && !_subscribed[1]) FeedTime = 0;
    }

    internal void Forget()
    {
        foreach (ShoonyaState? state in _states) state?.Forget();
        FeedTime = 0;
    }
}
