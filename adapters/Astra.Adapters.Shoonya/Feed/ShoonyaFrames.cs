namespace Astra.Adapters.Shoonya;

/// <summary>What the client says on the socket.</summary>
internal static class ShoonyaFrames
{
    public const string Heartbeat = "{\"t\":\"h\"}";

    public static string Connect(ShoonyaDialect dialect, ShoonyaToken token) => RestBody.Json(
    [
        new("t", dialect == ShoonyaDialect.Legacy ? "c" : "a"), new("uid", token.User), new("actid", token.Account), new("source", "API"),
        new(dialect == ShoonyaDialect.Legacy ? "susertoken" : "accesstoken", token.Value.Reveal()),
    ]);

    public static string Subscribe(ShoonyaFamily family, IEnumerable<string> keys) => Keys(family == ShoonyaFamily.Depth ? "d" : "t", keys);

    public static string Unsubscribe(ShoonyaFamily family, IEnumerable<string> keys) => Keys(family == ShoonyaFamily.Depth ? "ud" : "u", keys);

    public static string Orders(string account) => RestBody.Json([new("t", "o"), new("actid", account)]);

    private static string Keys(string type, IEnumerable<string> keys) => RestBody.Json([new("t", type), new("k", string.Join('#', keys))]);
}
