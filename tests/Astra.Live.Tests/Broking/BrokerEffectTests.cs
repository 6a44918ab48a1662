using System.Text.Json;
using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live.Tests;

public sealed class BrokerEffectTests : IDisposable
{
    private static readonly OrderTag Tags = new("a run");

    private readonly string _folder = Directory.CreateTempSubdirectory("astra shadow ").FullName;
    private readonly Says _says = new();

    private string Path => System.IO.Path.Combine(_folder, ShadowLog.FileName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Each_step_is_one_line_with_what_would_have_been_sent_and_why()
    {
        _says.Placed(1, limit: 101.55m);
        _says.Bar();
        _says.Order(1, OrderState.Working, Reason.Accepted);
        _says.Fill(1, 75, 101.5m);
        _says.Order(1, OrderState.Filled, Reason.Filled);
        _says.Placed(2, limit: 120m, intent: Reason.Target, side: Side.Sell);
        _says.Order(2, OrderState.Cancelled, Reason.StopLoss, limit: 120m, intent: Reason.Target, side: Side.Sell);
        JsonElement[] lines = await Log(_says.All);

        Assert.Equal(["place", "fill", "place", "cancel"], lines.Select(l => l.GetProperty("step").GetString()));
        JsonElement entry = lines[0];
        Assert.Equal("Simulating MACD crossover on 5min Heikin-Ashi for NIFTY options", entry.GetProperty("words").GetString());
        Assert.Equal("strategy-entry", entry.GetProperty("reason").GetString());
        Assert.Equal("2026-11-23T09:20:01+05:30", entry.GetProperty("time").GetString());
        Assert.Equal("NIFTY24NOV26C25000", entry.GetProperty("instrument").GetString());
        Assert.Equal(("buy", 75, "101.55", "limit"), (Text(entry, "side"), entry.GetProperty("quantity").GetInt32(), entry.GetProperty("price").GetRawText(), Text(entry, "type")));
        Assert.Equal(("plain", "/place"), (Text(entry, "vendor"), Text(entry, "path")));
        Assert.Equal(Tags.Of(1), entry.GetProperty("body").GetProperty("id").GetString());
        JsonElement plan = entry.GetProperty("plan");
        Assert.Equal(("macd-cross", 5, "heikin-ashi", "NIFTY options", "the trend is up"), (Text(plan, "algorithm"), plan.GetProperty("intervalMinutes").GetInt32(), Text(plan, "style"), Text(plan, "class"), Text(plan, "reason")));
        Assert.False(lines[1].TryGetProperty("path", out _));
        Assert.Equal(("target", "stop-loss"), (Text(lines[3], "reason"), Text(lines[3], "cause")));
        Assert.Equal(lines[2].GetProperty("brokerOrderId").GetString(), lines[3].GetProperty("body").GetProperty("id").GetString());
    }

    [Fact]
    public async Task The_vendors_problem_stands_in_the_line_instead_of_a_request()
    {
        _says.Placed(1, quantity: 7500);
        JsonElement line = Assert.Single(await Log(_says.All, new PlainDialect(mostUnits: 1800)));
        Assert.Contains("1800", Text(line, "problem"), StringComparison.Ordinal);
        Assert.False(line.TryGetProperty("path", out _));
        Assert.Equal("market", Text(line, "type"));
        Assert.Equal(JsonValueKind.Null, line.GetProperty("price").ValueKind);
    }

    [Fact]
    public async Task An_order_that_ends_with_the_session_is_not_taken_back()
    {
        _says.Placed(1);
        _says.Order(1, OrderState.Expired, Reason.SessionClosed);
        _says.Placed(2);
        _says.Order(2, OrderState.Expired, Reason.Expired);
        Assert.Equal(["place", "lapse", "place", "cancel"], (await Log(_says.All)).Select(l => Text(l, "step")));
    }

    [Fact]
    public async Task Refused_entries_are_no_orders()
    {
        _says.Order(1, OrderState.Rejected, Reason.MarginLimit);
        Assert.Empty(await Log(_says.All));
    }

    [Fact]
    public async Task Resumed_after_any_event_the_log_is_the_same_and_has_no_line_twice()
    {
        for (int order = 1; order <= 4; order++)
        {
            _says.Placed(order);
            _says.Fill(order, 75, 100 + order);
            _says.Order(order, order % 2 == 0 ? OrderState.Filled : OrderState.Cancelled, order % 2 == 0 ? Reason.Filled : Reason.PlanReplaced);
        }
        await Log(_says.All);
        string whole = File.ReadAllText(Path);
        string[] lines = File.ReadAllLines(Path);
        for (int logged = 0; logged <= lines.Length; logged++)
            foreach (int journaled in (int[])[0, 3, 7, _says.All.Count])
            {
                File.WriteAllLines(Path, lines.Take(logged));
                await Log(_says.All.Skip(journaled), past: () => _says.Stored());
                Assert.Equal(whole, File.ReadAllText(Path));
            }
    }

    [Fact]
    public async Task A_slow_broker_is_waited_for_and_gets_everything()
    {
        SlowBroker broker = new();
        await using BrokerEffect effect = new(broker, [Says.Option], [], Tags, capacity: 2);
        for (int order = 1; order <= 20; order++)
        {
            OutboundEvent e = _says.Placed(order);
            effect.OnEvent(in e);
        }
        effect.OnBatchEnd();
        await effect.CompleteAsync();
        Assert.Equal(Enumerable.Range(1, 20).Select(Tags.Of), broker.Tags);
        Assert.True(effect.Waits > 0);
    }

    [Fact]
    public async Task What_the_broker_throws_comes_out_at_the_next_event_and_at_the_end()
    {
        BrokerEffect effect = new(new FullDisk(), [Says.Option], [], Tags, capacity: 1);
        await using (effect)
        {
            IOException fault = Assert.Throws<IOException>(() =>
            {
                for (int order = 1; order < 1_000; order++)
                {
                    OutboundEvent e = _says.Placed(order);
                    effect.OnEvent(in e);
                }
            });
            Assert.Contains("no space", fault.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<IOException>(effect.CompleteAsync);
        }
    }

    [Fact]
    public async Task Refusals_of_a_broker_are_counted_and_not_taken_back()
    {
        Refuser broker = new();
        await using BrokerEffect effect = new(broker, [Says.Option], [], Tags);
        foreach (OutboundEvent e in (OutboundEvent[])[_says.Placed(1), _says.Order(1, OrderState.Cancelled, Reason.PlanReplaced)]) effect.OnEvent(in e);
        await effect.CompleteAsync();
        Assert.Equal((1, "no margin"), effect.Refusals);
        Assert.Equal(0, broker.Cancels);
    }

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private async Task<JsonElement[]> Log(IEnumerable<OutboundEvent> events, IOrderDialect? dialect = null, Func<IOutboundLogReader>? past = null)
    {
        using (ShadowBroker broker = new(dialect ?? new PlainDialect(), new ShadowLog(Path)))
        await using (BrokerEffect effect = new(broker, [Says.Option, Says.Share], [Says.MacdOnNifty], Tags, past))
        {
            foreach (OutboundEvent e in events)
            {
                effect.OnEvent(in e);
                effect.OnBatchEnd();
            }
            await effect.CompleteAsync();
        }
        return [.. File.ReadAllLines(Path).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private class Refuser : IBroker
    {
        public int Cancels { get; private set; }

        public virtual Task<BrokerAnswer> PlaceAsync(OrderTicket ticket, CancellationToken stop) => Task.FromResult(new BrokerAnswer(false, "", "no margin"));

        public Task<BrokerAnswer> ModifyAsync(string brokerOrderId, OrderTicket ticket, CancellationToken stop) => throw new NotSupportedException();

        public Task<BrokerAnswer> CancelAsync(string brokerOrderId, OrderTicket ticket, CancellationToken stop)
        {
            Cancels++;
            return Task.FromResult(new BrokerAnswer(true, brokerOrderId, ""));
        }

        public Task<IReadOnlyList<BrokerPosition>> PositionsAsync(CancellationToken stop) => throw new NotSupportedException();

        public Task<IReadOnlyList<BrokerOrder>> OrderBookAsync(CancellationToken stop) => throw new NotSupportedException();
    }

    private sealed class SlowBroker : Refuser
    {
        public List<string> Tags { get; } = [];

        public override async Task<BrokerAnswer> PlaceAsync(OrderTicket ticket, CancellationToken stop)
        {
            await Task.Delay(5, stop);
            Tags.Add(ticket.Tag);
            return new BrokerAnswer(true, ticket.Tag, "");
        }
    }

    private sealed class FullDisk : Refuser
    {
        public override Task<BrokerAnswer> PlaceAsync(OrderTicket ticket, CancellationToken stop) => throw new IOException("no space left on the device");
    }
}
