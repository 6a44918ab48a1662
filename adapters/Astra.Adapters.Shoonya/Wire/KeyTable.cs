namespace Astra.Adapters.Shoonya;

/// <summary>The connection's keys, found by exchange and token or, for frames that name no exchange, by token alone. Keys are only ever added.</summary>
internal sealed class KeyTable
{
    private readonly List<ShoonyaKey> _keys = [];
    private ShoonyaKey?[] _byKey = new ShoonyaKey?[256];
    private ShoonyaKey?[] _byToken = new ShoonyaKey?[256];

    /// <summary>In the order of their first subscription.</summary>
    public IReadOnlyList<ShoonyaKey> Keys => _keys;

    public ShoonyaKey? Find(ReadOnlySpan<byte> exchange, ReadOnlySpan<byte> token)
    {
        ShoonyaKey? key = _byKey[Place(HashOf(exchange, token))];
        while (key is not null && !(key.Token.SequenceEqual(token) && key.Exchange.SequenceEqual(exchange))) key = key.NextByKey;
        return key;
    }

    /// <summary>The one key with that token that is subscribed in the family; null when there is none or several.</summary>
    public ShoonyaKey? FindByToken(ReadOnlySpan<byte> token, ShoonyaFamily family, out bool several)
    {
        several = false;
        ShoonyaKey? found = null;
        for (ShoonyaKey? key = _byToken[Place(HashOf(default, token))]; key is not null; key = key.NextByToken)
        {
            if (!key.IsSubscribed(family) || !key.Token.SequenceEqual(token)) continue;
            several = found is not null;
            if (several) return null;
            found = key;
        }
        return found;
    }

    public ShoonyaKey Add(ReadOnlySpan<byte> exchange, ReadOnlySpan<byte> token)
    {
        if (Find(exchange, token) is { } known) return known;
        var key = new ShoonyaKey(exchange, token);
        _keys.Add(key);
        if (_keys.Count > _byKey.Length / 2)
        {
            (_byKey, _byToken) = (new ShoonyaKey?[_byKey.Length * 4], new ShoonyaKey?[_byKey.Length * 4]);
            foreach (ShoonyaKey old in _keys) Link(old);
        }
        else
        {
            Link(key);
        }
        return key;
    }

    private void Link(ShoonyaKey key)
    {
        ref ShoonyaKey? byKey = ref _byKey[Place(HashOf(key.Exchange, key.Token))];
        (key.NextByKey, byKey) = (byKey, key);
        ref ShoonyaKey? byToken = ref _byToken[Place(HashOf(default, key.Token))];
        (key.NextByToken, byToken) = (byToken, key);
    }

    private int Place(uint hash) => (int)(hash & (uint)(_byKey.Length - 1));

    private static uint HashOf(ReadOnlySpan<byte> exchange, ReadOnlySpan<byte> token)
    {
        uint hash = 2166136261;
        foreach (byte letter in token) hash = (hash ^ letter) * 16777619;
        foreach (byte letter in exchange) hash = (hash ^ letter) * 16777619;
        return hash ^ hash >> 15;
    }
}
