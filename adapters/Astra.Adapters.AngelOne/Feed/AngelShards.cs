using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>Shares instruments out over the sockets that one client code may open.</summary>
internal static class AngelShards
{
    public const int MostSockets = 3;

    /// <summary>Token-mode pairs on one socket.</summary>
    public const int MostPerSocket = 1000;

    private const int LongestToken = 25;

    /// <summary>One list a socket, as few sockets as the limits allow, evenly filled, by id: what a socket carries is one range of ids.</summary>
    /// <exception cref="VendorException">More than the limits allow, or an instrument that the stream cannot carry; final.</exception>
    public static IReadOnlyList<AngelSubscription[]> Share(IReadOnlyList<FeedInstrument> instruments, FeedDetail detail)
    {
        if (instruments.Count > MostSockets * MostPerSocket)
            throw Refusal($"{instruments.Count} instruments are more than the {MostSockets * MostPerSocket} that Angel One streams to one client code "
                + $"({MostSockets} sockets of {MostPerSocket}); choose fewer, or split them over several accounts");
        var seen = new Dictionary<(byte, string), FeedInstrument>(instruments.Count);
        foreach (FeedInstrument instrument in instruments)
        {
            byte type = AngelExchange.TypeOf(instrument.Exchange);
            string name = $"{instrument.TradingSymbol} ({instrument.Exchange} {instrument.Token})";
            if (type == 0) throw Refusal($"{name}: Angel One has no stream of that exchange");
            ReadOnlySpan<char> token = instrument.Token;
            if (token.Length is 0 or > LongestToken || token.ContainsAnyExceptInRange('!', '~') || token.ContainsAny('"', '\\'))
                throw Refusal($"{name}: that is no token of Angel One's; it has 1 to {LongestToken} visible letters");
            if (!seen.TryAdd((type, instrument.Token), instrument))
                throw Refusal(
                    $"{name} is wanted twice, as instrument {seen[(type, instrument.Token)].Instrument.Id} and {instrument.Instrument.Id}; a token belongs to one instrument");
        }

        FeedInstrument[] sorted = [.. instruments.OrderBy(i => i.Instrument.Id)];
        int sockets = Math.Max(1, (instruments.Count + MostPerSocket - 1) / MostPerSocket);
        var shards = new AngelSubscription[sockets][];
        for (int socket = 0; socket < sockets; socket++)
        {
            int from = (int)((long)instruments.Count * socket / sockets), to = (int)((long)instruments.Count * (socket + 1) / sockets);
            shards[socket] = [.. sorted[from..to].Select(i => new AngelSubscription(i, ModeOf(i, detail)))];
        }
        return shards;
    }

    /// <summary>An index has no order book: depth of it is its quote.</summary>
    private static AngelMode ModeOf(FeedInstrument instrument, FeedDetail detail) => detail switch
    {
        FeedDetail.Last => AngelMode.Ltp,
        FeedDetail.Quote => AngelMode.Quote,
        _ => instrument.Instrument.Kind == InstrumentKind.Index ? AngelMode.Quote : AngelMode.SnapQuote,
    };

    private static VendorException Refusal(string message) => new(message) { IsFinal = true };
}
