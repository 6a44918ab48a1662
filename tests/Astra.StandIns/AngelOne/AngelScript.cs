namespace Astra.StandIns;

/// <summary>What the Angel One stand-in shall be.</summary>
public sealed record AngelScript : StandInScript
{
    public AngelSecrets Secrets { get; init; } = AngelSecrets.Default;

    /// <summary>Sockets a client may have at once; the next one is refused with 429.</summary>
    public int MaxSockets { get; init; } = 3;

    /// <summary>Pairs of token and mode a socket may have; a request beyond is refused whole with E1002.</summary>
    public int MaxPairsPerSocket { get; init; } = 1000;

    /// <summary>A fresh subscription brings a trade at once instead of waiting for the next one.</summary>
    public bool TradeOnSubscribe { get; init; }

    /// <summary>Login answers its token with the prefix <c>Bearer </c>, as some libraries hand it on.</summary>
    public bool PrefixedJwt { get; init; }
}
