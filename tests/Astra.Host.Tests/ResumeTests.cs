using Astra.Core;
using Astra.Markets;

namespace Astra.Host.Tests;

/// <summary>One journal holds one day: whatever differs from what it was begun with is refused before anything is added.</summary>
public class ResumeTests
{
    private readonly Bench _killed = new();

    public ResumeTests()
    {
        _killed.Journal.BeforeCommit = last => { if (last >= 4_000) throw new IOException("power cut"); };
        Assert.Throws<EngineStoppedException>(() => _killed.RunDay());
    }

    [Fact]
    public void The_same_source_settings_and_plans_go_on_to_the_same_day()
    {
        SessionReport expected = new Bench().RunDay();
        SessionReport resumed = _killed.AfterCrash().ResumeDay();
        Assert.Equal((expected.OutboundHash, expected.StateHash), (resumed.OutboundHash, resumed.StateHash));
    }

    [Fact]
    public void Another_feed_with_the_same_instruments_is_refused_at_its_first_other_event() =>
        Refuses(request => request with { Feed = new MemoryFeed(new MarketDay(seed: 8)) }, "event 8 of the journal is Touchline of SHARE0 at 2024-06-03T09:15:00+05:30", "other content", "same source, seed");

    [Fact]
    public void A_feed_of_another_time_is_refused_with_both_events() =>
        Refuses(request => request with { Feed = new MemoryFeed(new MarketDay(ticks: 5_000)) }, "of SHARE1 at", "the feed gives Touchline of SHARE1 at", "same source");

    [Fact]
    public void A_feed_that_ends_before_the_journal_is_refused() =>
        Refuses(request => request with { Feed = new MemoryFeed(_killed.Day) { Length = 500 } }, "the feed ends after 500 events", "same source");

    [Fact]
    public void Other_settings_are_refused_by_name()
    {
        Refuses(request => request with { Settings = request.Settings with { Capital = Money.FromRupees(5m) } }, "event 0", "Configure", "Capital", "capital and plans");
        Refuses(request => request with { Settings = request.Settings with { Risk = new RiskLimits { MaxOpenPositions = 7 } } }, "Risk.MaxOpenPositions 32 in the journal, 7 now");
        Refuses(request => request with { Settings = request.Settings with { ChargesSchedule = request.Settings.ChargesSchedule + "\n" } }, "ChargesSchedule differs");
    }

    [Fact]
    public void Other_plans_are_refused_by_name()
    {
        Refuses(request => request with { Plans = [request.Plans[0], request.Plans[1] with { IntervalMinutes = 5 }, request.Plans[2]] }, "event 5", "Plan, instrument 1", "IntervalMinutes 1 in the journal, 5 now");
        Refuses(request => request with { Plans = [request.Plans[0] with { Parameters = [new("length", 9)] }, .. request.Plans.Skip(1)] }, "event 4", "Parameters");
        Refuses(request => request with { Plans = [request.Plans[0] with { Stops = new StopPolicy { TargetR = 3 } }, .. request.Plans.Skip(1)] }, "Stops.TargetR 2 in the journal, 3 now");
    }

    [Fact]
    public void More_or_fewer_plans_are_refused()
    {
        Refuses(request => request with { Plans = [.. request.Plans, request.Plans[0] with { Id = 9 }] }, "begun with 7", "this session has 8");
        Refuses(request => request with { Plans = [] }, "begun with 7", "this session has 4");
    }

    [Fact]
    public void Equal_parameters_in_another_list_are_the_same_plan()
    {
        Bench bench = _killed.AfterCrash();
        SessionRequest request = bench.Request();
        request = request with { Plans = [.. request.Plans.Select(plan => plan with { Parameters = [.. plan.Parameters] })], Resume = true };
        Assert.NotNull(ShadowSession.Run(request, TestContext.Current.CancellationToken).Recovery);
    }

    private void Refuses(Func<SessionRequest, SessionRequest> change, params string[] parts)
    {
        Bench bench = _killed.AfterCrash();
        long held = bench.Journal.DurableSequence;
        SessionRequest request = change(bench.Request()) with { Resume = true };
        string message = Assert.Throws<RecoveryException>(() => ShadowSession.Run(request, TestContext.Current.CancellationToken)).Message;
        foreach (string part in parts) Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Equal(held, bench.Journal.DurableSequence);
    }
}
