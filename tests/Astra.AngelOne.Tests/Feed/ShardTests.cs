using System.Text.Json;
using Astra.Live;
using Astra.Markets;

namespace Astra.Adapters.AngelOne.Tests;

public class ShardTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1001, 2)]
    [InlineData(2000, 2)]
    [InlineData(3000, 3)]
    public void Instruments_are_spread_evenly_over_as_few_sockets_as_possible(int count, int sockets)
    {
        FeedInstrument[] instruments = Parts.Shares(count);
        IReadOnlyList<AngelSubscription[]> shards = AngelShards.Share(instruments, FeedDetail.Depth);
        Assert.Equal(sockets, shards.Count);
        Assert.All(shards, s => Assert.InRange(s.Length, count / sockets, Math.Min(1000, (count + sockets - 1) / sockets)));
        Assert.Equal(instruments, shards.SelectMany(s => s).Select(s => s.Instrument));
    }

    [Fact]
    public void More_than_the_limits_allow_is_refused_with_the_limit()
    {
        var refused = Assert.Throws<VendorException>(() => AngelShards.Share(Parts.Shares(3001), FeedDetail.Last));
        Assert.True(refused.IsFinal);
        Assert.Contains("3000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mode_follows_from_the_detail_and_an_index_has_no_depth()
    {
        Assert.All(AngelShards.Share(Parts.All, FeedDetail.Last)[0], s => Assert.Equal(AngelMode.Ltp, s.Mode));
        Assert.All(AngelShards.Share(Parts.All, FeedDetail.Quote)[0], s => Assert.Equal(AngelMode.Quote, s.Mode));
        Assert.All(AngelShards.Share(Parts.All, FeedDetail.Depth)[0], s => Assert.Equal(s.Instrument == Parts.Index ? AngelMode.Quote : AngelMode.SnapQuote, s.Mode));
    }

    [Fact]
    public void What_the_stream_cannot_carry_is_refused_by_name()
    {
        foreach (string token in (string[])["", "1 2", "1\"2", new string('1', 26), "1\u20AC"])
            Assert.Throws<VendorException>(() => AngelShards.Share([Parts.Of(0, "X", MasterExchange.Nse, token, "X-EQ", Segment.NseEquity, InstrumentKind.Equity)], FeedDetail.Last));
        Assert.Throws<VendorException>(() => AngelShards.Share([Parts.Of(0, "X", MasterExchange.None, "1", "X-EQ", Segment.NseEquity, InstrumentKind.Equity)], FeedDetail.Last));
        var twice = Assert.Throws<VendorException>(() => AngelShards.Share([Parts.Share, Parts.Share with { TradingSymbol = "SBIN-BL" }], FeedDetail.Last));
        Assert.Contains("SBIN-BL", twice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_is_grouped_by_mode_and_exchange_and_holds_five_hundred_tokens_at_most()
    {
        AngelSubscription[] wanted =
        [
            .. Parts.Shares(1200).Select(i => new AngelSubscription(i, AngelMode.SnapQuote)), new(Parts.Option, AngelMode.SnapQuote), new(Parts.Index, AngelMode.Quote),
            new(Parts.Dollar, AngelMode.Quote),
        ];
        AngelRequest[] requests = [.. new AngelRequests().Subscribe(wanted)];
        var seen = new List<(int Mode, int Exchange, string Token)>();
        foreach (AngelRequest request in requests)
        {
            JsonElement root = JsonDocument.Parse(request.Text).RootElement;
            Assert.Equal(["correlationID", "action", "params"], root.EnumerateObject().Select(p => p.Name));
            Assert.Equal((request.CorrelationId, 1), (root.GetProperty("correlationID").GetString(), root.GetProperty("action").GetInt32()));
            Assert.Matches("^[A-Za-z0-9]{10}$", request.CorrelationId);
            JsonElement content = root.GetProperty("params");
            int tokens = 0;
            foreach (JsonElement list in content.GetProperty("tokenList").EnumerateArray())
                foreach (JsonElement token in list.GetProperty("tokens").EnumerateArray())
                {
                    seen.Add((content.GetProperty("mode").GetInt32(), list.GetProperty("exchangeType").GetInt32(), token.GetString()!));
                    tokens++;
                }
            Assert.InRange(tokens, 1, 500);
            Assert.Equal(request.Tokens, tokens);
            Assert.Equal(content.GetProperty("tokenList").GetArrayLength(), content.GetProperty("tokenList").EnumerateArray().Select(l => l.GetProperty("exchangeType").GetInt32()).Distinct().Count());
        }
        Assert.Equal(requests.Length, requests.Select(r => r.CorrelationId).Distinct().Count());
        Assert.Equal(
            wanted.Select(w => ((int)w.Mode, (int)AngelExchange.TypeOf(w.Instrument.Exchange), w.Instrument.Token)).Order(), seen.Order());
        Assert.Contains("\"action\":0", Assert.Single(new AngelRequests().Unsubscribe([wanted[0]])).Text, StringComparison.Ordinal);
    }
}
