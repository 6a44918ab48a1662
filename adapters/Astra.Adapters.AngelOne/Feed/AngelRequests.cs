using System.Globalization;
using System.Text;
using Astra.Live;

namespace Astra.Adapters.AngelOne;

/// <summary>A text frame that asks for instruments.</summary>
/// <param name="CorrelationId">Ten letters and digits; comes back in an error frame only.</param>
/// <param name="Tokens">How many it asks for.</param>
internal sealed record AngelRequest(string CorrelationId, string Text, int Tokens);

/// <summary>Writes subscriptions as the stream wants them: one mode a frame, grouped by exchange type, 500 tokens at most. One thread.</summary>
internal sealed class AngelRequests
{
    public const int TokensPerFrame = 500;

    private int _number;

    public IEnumerable<AngelRequest> Subscribe(IEnumerable<AngelSubscription> subscriptions) => Write(1, subscriptions);

    public IEnumerable<AngelRequest> Unsubscribe(IEnumerable<AngelSubscription> subscriptions) => Write(0, subscriptions);

    private IEnumerable<AngelRequest> Write(int action, IEnumerable<AngelSubscription> subscriptions)
    {
        foreach (IGrouping<AngelMode, AngelSubscription> mode in subscriptions.GroupBy(s => s.Mode).OrderByDescending(g => g.Key))
            foreach (AngelSubscription[] chunk in mode.OrderBy(s => AngelExchange.TypeOf(s.Instrument.Exchange)).Chunk(TokensPerFrame))
                yield return Frame(action, mode.Key, chunk);
    }

    private AngelRequest Frame(int action, AngelMode mode, AngelSubscription[] chunk)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"astra{++_number % 100_000:D5}");
        var text = new StringBuilder(64 + 10 * chunk.Length);
        text.Append(CultureInfo.InvariantCulture, $$"""{"correlationID":"{{id}}","action":{{action}},"params":{"mode":{{(int)mode}},"tokenList":[""");
        byte type = 0;
        foreach (AngelSubscription subscription in chunk)
        {
            byte own = AngelExchange.TypeOf(subscription.Instrument.Exchange);
            if (own != type) text.Append(type == 0 ? "" : "]},").Append(CultureInfo.InvariantCulture, $$"""{"exchangeType":{{own}},"tokens":[""");
            else text.Append(',');
            text.Append('"').Append(subscription.Instrument.Token).Append('"');
            type = own;
        }
        return new AngelRequest(id, text.Append("]}]}}").ToString(), chunk.Length);
    }
}
