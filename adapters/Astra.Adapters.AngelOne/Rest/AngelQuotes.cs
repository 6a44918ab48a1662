using System.Buffers;
using System.Text;
using System.Text.Json;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne;

/// <summary>Quotes of a moment, full form, fifty instruments a call. One that the vendor answers neither as fetched nor as missing is just not in the result.</summary>
internal sealed class AngelQuotes(AngelCalls calls)
{
    private const int MostPerCall = 50;

    /// <exception cref="VendorException">The vendor refused or stayed silent, after retries.</exception>
    public async Task<IReadOnlyList<AngelQuote>> FullAsync(IReadOnlyList<FeedInstrument> instruments, CancellationToken stop)
    {
        var quotes = new List<AngelQuote>(instruments.Count);
        foreach (FeedInstrument[] chunk in instruments.Chunk(MostPerCall))
        {
            AngelReply reply = await calls.GetAsync("quotes", HttpMethod.Post, AngelPaths.Quote, Body(chunk), calls.Limits.Quote, stop).ConfigureAwait(false);
            var wanted = chunk.ToDictionary(i => (AngelExchange.NameOf(i.Exchange), i.Token));
            foreach (JsonElement row in reply.Data.Get("fetched").Items())
                if (wanted.TryGetValue((row.Get("exchange").Text(), row.Get("symbolToken").Text()), out FeedInstrument? instrument)) quotes.Add(Read(row, instrument));
        }
        return quotes;
    }

    internal static string Body(IEnumerable<FeedInstrument> instruments)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("mode", "FULL");
            json.WriteStartObject("exchangeTokens");
            foreach (IGrouping<MasterExchange, FeedInstrument> exchange in instruments.GroupBy(i => i.Exchange))
            {
                json.WriteStartArray(AngelExchange.NameOf(exchange.Key));
                foreach (FeedInstrument instrument in exchange) json.WriteStringValue(instrument.Token);
                json.WriteEndArray();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static AngelQuote Read(JsonElement row, FeedInstrument instrument) => new(
        instrument.Exchange, instrument.Token, instrument.TradingSymbol, row.Get("ltp").Decimal() ?? 0, row.Get("open").Decimal() ?? 0, row.Get("high").Decimal() ?? 0,
        row.Get("low").Decimal() ?? 0, row.Get("close").Decimal() ?? 0, row.Get("tradeVolume").Whole() ?? 0, row.Get("opnInterest").Whole() ?? 0,
        row.Get("lowerCircuit").Decimal() ?? 0, row.Get("upperCircuit").Decimal() ?? 0);
}
