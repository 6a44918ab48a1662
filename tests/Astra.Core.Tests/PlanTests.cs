using Astra.Markets;
using static Astra.Core.Tests.CoreHarness;

namespace Astra.Core.Tests;

public class PlanTests
{
    public static TheoryData<string, Func<Plan, Plan>, Reason> BadPlans => new()
    {
        { "no such instrument", p => p with { Instrument = 9 }, Reason.UnknownInstrument },
        { "negative instrument", p => p with { Instrument = -1 }, Reason.UnknownInstrument },
        { "an index cannot trade", p => p with { Instrument = 1 }, Reason.NotTradable },
        { "no such algorithm", p => p with { Algorithm = "crystal-ball" }, Reason.UnknownAlgorithm },
        { "no such parameter", p => p with { Parameters = [new PlanParameter("luck", 7)] }, Reason.UnknownParameter },
        { "parameter out of range", p => p with { Parameters = [new PlanParameter("fast", -5)] }, Reason.ParameterOutOfRange },
        { "parameter not a number", p => p with { Parameters = [new PlanParameter("fast", double.NaN)] }, Reason.ParameterOutOfRange },
        { "no such interval", p => p with { IntervalMinutes = 7 }, Reason.BadInterval },
        { "no such style", p => p with { Style = (ChartStyle)9 }, Reason.BadInterval },
        { "too much risk", p => p with { RiskBasisPoints = 201 }, Reason.BadRisk },
        { "no risk", p => p with { RiskBasisPoints = 0 }, Reason.BadRisk },
        { "no stop", p => p with { Stops = new StopPolicy { StopAtr = 0 } }, Reason.BadStopPolicy },
        { "stop not a number", p => p with { Stops = new StopPolicy { StopAtr = double.NaN } }, Reason.BadStopPolicy },
        { "no such peer", p => p with { Peers = [7] }, Reason.BadPeers },
        { "its own peer", p => p with { Peers = [0] }, Reason.BadPeers },
        { "a peer twice", p => p with { Peers = [1, 1] }, Reason.BadPeers },
        { "a strategy without peers", p => p with { Peers = [1] }, Reason.MarketMismatch },
        { "no such sides", p => p with { Sides = (PlanSides)3 }, Reason.BadSides },
        { "short delivery", p => p with { Sides = PlanSides.Short, Product = Product.Delivery }, Reason.BadSides },
        { "no such sizing", p => p with { Sizing = (PlanSizing)2 }, Reason.BadSizing },
        { "fixed without a quantity", p => p with { Sizing = PlanSizing.Fixed }, Reason.BadSizing },
        { "a quantity that nobody reads", p => p with { Quantity = 1 }, Reason.BadSizing },
        { "half a lot", p => p with { Instrument = 2, Sizing = PlanSizing.Fixed, Quantity = 75 }, Reason.BadSizing },
        { "no inventory", p => p with { MaxInventory = 0 }, Reason.BadSizing },
        { "renko without a brick", p => p with { Style = ChartStyle.Renko }, Reason.BadChartSize },
        { "range without a range", p => p with { Style = ChartStyle.Range, ChartSize = -1 }, Reason.BadChartSize },
        { "a candle with a size", p => p with { ChartSize = 5 }, Reason.BadChartSize },
        { "a target without a stop", p => Free(p) with { Stops = Free(p).Stops with { TargetR = 1 } }, Reason.BadStopPolicy },
        { "a breakeven without a stop", p => Free(p) with { Stops = Free(p).Stops with { BreakevenR = 1 } }, Reason.BadStopPolicy },
        { "a trail without a stop", p => Free(p) with { Stops = Free(p).Stops with { TrailAtr = 1 } }, Reason.BadStopPolicy },
        { "ends before it starts", p => p with { StartSecond = 40_000, SquareOffSecond = 39_000 }, Reason.BadTradingTimes },
    };

    [Theory]
    [MemberData(nameof(BadPlans))]
    public void A_bad_plan_is_rejected_with_its_reason(string what, Func<Plan, Plan> spoil, Reason reason)
    {
        CoreHarness h = Ready();
        h.Use(spoil(Plan()));
        OutboundEvent said = Assert.Single(h.Said);
        Assert.True((OutboundKind.PlanRejected, reason) == (said.Header.Kind, said.Header.Reason), $"{what}: {said.Header.Kind} {said.Header.Reason}");
    }

    public static TheoryData<string, Func<Plan, Plan>> GoodPlans => new()
    {
        { "no stop at a fixed size", Free },
        { "long only", p => p with { Sides = PlanSides.Long } },
        { "renko", p => p with { Style = ChartStyle.Renko, ChartSize = 20 } },
        { "range bars", p => p with { Style = ChartStyle.Range, ChartSize = 20 } },
        { "whole lots", p => p with { Instrument = 2, Sizing = PlanSizing.Fixed, Quantity = 150 } },
    };

    [Theory]
    [MemberData(nameof(GoodPlans))]
    public void A_plan_may_say_so(string what, Func<Plan, Plan> make)
    {
        CoreHarness h = Ready();
        h.Use(make(Plan()));
        OutboundEvent said = Assert.Single(h.Said);
        Assert.True(said.Header.Kind == OutboundKind.PlanApplied, $"{what}: {said.Header.Reason}");
    }

    [Theory]
    [MemberData(nameof(BadPlans))]
    public void What_is_wrong_is_said_in_words_that_name_the_field_or_the_instrument(string what, Func<Plan, Plan> spoil, Reason reason)
    {
        CoreHarness h = Ready();
        Plan bad = spoil(Plan());
        string? problem = PlanCheck.FirstProblem(bad, id => h.Core.Instruments.FirstOrDefault(i => i.Id == id), new RiskLimits());
        Assert.True(problem is not null, what);
        bool bare = reason is Reason.UnknownAlgorithm or Reason.UnknownParameter;
        Assert.True(bare || problem.Contains(' ', StringComparison.Ordinal) && !problem.StartsWith(reason.ToString(), StringComparison.Ordinal), problem);
    }

    /// <summary>Without a stop, as only a fixed size may be.</summary>
    private static Plan Free(Plan plan) => plan with
    {
        Sizing = PlanSizing.Fixed, Quantity = 10, Stops = new StopPolicy { StopAtr = 0, TargetR = 0, BreakevenR = 0, TrailAtr = 0 },
    };

    [Fact]
    public void A_good_plan_is_applied_and_its_number_cannot_be_used_again()
    {
        CoreHarness h = Ready();
        h.Use(Plan(id: 5));
        h.Use(Plan(id: 5));
        Assert.Equal([OutboundKind.PlanApplied, OutboundKind.PlanRejected], h.Said.Select(e => e.Header.Kind));
        Assert.Equal(Reason.DuplicatePlan, h.Said[1].Header.Reason);
    }

    [Fact]
    public void A_new_plan_waits_until_the_position_is_flat()
    {
        InboundEvent[] day = RandomDay.Events(3, instruments: 1, perMinute: 60);
        var h = new CoreHarness(configure: false);
        long next = 0;
        bool waiting = false;
        int appliedWhileOpen = 0, applied = 0, position = 0, id = 1000;
        foreach (InboundEvent e in day)
        {
            h.Apply(e);
            for (; next < h.Said.Count; next++)
            {
                OutboundEvent said = h.Said[(int)next];
                if (said.Header.Kind == OutboundKind.Position) position = said.Position.Quantity;
                if (said.Header.Kind == OutboundKind.PlanApplied && said.Plan.PlanId >= 1000)
                {
                    applied++;
                    waiting = false;
                    if (position != 0) appliedWhileOpen++;
                }
            }
            if (position == 0 || waiting) continue;
            h.Use(Plan(id: id++) with { RiskBasisPoints = 15 }, h.Core.Now);
            waiting = true;
        }
        Assert.True(applied > 3);
        Assert.Equal(0, appliedWhileOpen);
    }

    [Fact]
    public void Nothing_is_accepted_before_the_settings()
    {
        var h = new CoreHarness(configure: false);
        h.Define(Stock());
        h.Use(Plan());
        h.Open();
        Assert.Equal(3, h.Core.Quarantined(Reason.NotConfigured));
    }

    [Fact]
    public void Settings_whose_rates_cannot_be_read_are_refused_and_nothing_trades()
    {
        var h = new CoreHarness(Settings() with { ChargesSchedule = "levy,exchange\nnonsense" });
        Assert.Equal(1, h.Core.Quarantined(Reason.BadSettings));
        h.Define(Stock());
        Assert.Empty(h.Core.Instruments);
    }

    public static TheoryData<string, Func<EngineSettings, EngineSettings>> BadSettings => new()
    {
        { "order latency", s => s with { Ghost = s.Ghost with { LatencyNanos = -60 } } },
        { "participation", s => s with { Ghost = s.Ghost with { ParticipationPercent = 5000 } } },
        { "bar participation", s => s with { Ghost = s.Ghost with { BarParticipationPercent = 0 } } },
        { "daily loss", s => s with { Risk = s.Risk with { DailyLossBasisPoints = -100 } } },
        { "risk per trade", s => s with { Risk = s.Risk with { MaxRiskPerTradeBasisPoints = 5000 } } },
        { "open positions", s => s with { Risk = s.Risk with { MaxOpenPositions = 0 } } },
        { "capital", s => s with { Capital = Money.Zero } },
        { "checkpoint", s => s with { CheckpointEvery = 0 } },
        { "broker", s => s with { Broker = "NOBODY" } },
    };

    [Theory]
    [MemberData(nameof(BadSettings))]
    public void Settings_out_of_bounds_are_refused_by_name(string what, Func<EngineSettings, EngineSettings> spoil)
    {
        EngineSettings settings = spoil(Settings());
        Costs.ChargeBook charges = Costs.ChargeBook.Parse(settings.ChargesSchedule, settings.BrokeragePlans);
        Assert.Contains(what, SettingsCheck.FirstProblem(settings, charges), StringComparison.Ordinal);
        Assert.Equal(1, new CoreHarness(settings).Core.Quarantined(Reason.BadSettings));
        Assert.Null(SettingsCheck.FirstProblem(Settings(), charges));
    }

    [Fact]
    public void Withdrawing_a_plan_withdraws_the_one_that_waits_too()
    {
        InboundEvent[] day = RandomDay.Events(3, instruments: 1, perMinute: 60);
        var h = new CoreHarness(configure: false);
        foreach (InboundEvent e in day)
        {
            h.Apply(e);
            if (h.Said.Count > 0 && h.Said[^1] is { Header.Kind: OutboundKind.Position, Position.Quantity: not 0 }) break;
        }
        h.Use(Plan(id: 9000), h.Core.Now);
        h.Command(CommandKind.WithdrawPlan, 0, h.Core.Now);
        foreach (InboundEvent e in day.Skip(h.Heard.Count - 2)) h.Apply(e);
        Assert.DoesNotContain(h.Of(OutboundKind.PlanApplied), e => e.Plan.PlanId == 9000);
        Assert.Contains(h.Of(OutboundKind.PlanRejected), e => e.Plan.PlanId == 9000 && e.Header.Reason == Reason.OperatorCommand);
    }

    [Fact]
    public void Unsound_and_duplicate_instruments_are_refused()
    {
        CoreHarness h = Ready();
        h.Define(Stock());
        h.Define(Stock(7) with { TickSize = Price.Zero });
        h.Define(Stock(8) with { LotSize = 0 });
        h.Define(Stock(InstrumentCheck.MaxId + 1));
        Assert.Equal(1, h.Core.Quarantined(Reason.DuplicateInstrument));
        Assert.Equal(3, h.Core.Quarantined(Reason.BadInstrument));
    }

    private static CoreHarness Ready()
    {
        var h = new CoreHarness();
        h.Define(Stock());
        h.Define(new Instrument(1, "NIFTY", Segment.NseEquity, InstrumentKind.Index, Price.FromRupees(0.05m), 1));
        h.Define(Stock(2, "LOTS") with { LotSize = 50 });
        h.Said.Clear();
        return h;
    }
}
