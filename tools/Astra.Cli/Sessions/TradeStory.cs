using Astra.Core;
using Astra.Markets;
using Astra.Strategies;

namespace Astra.Cli;

/// <summary>One round trip: what was traded, why it began and why it ended. Money in rupees.</summary>
/// <param name="Figures">What the strategy decided on, by the names it gives them; empty when the deciding signal is not in the log.</param>
internal sealed record TradeStory(
    int Trade, string Symbol, Side Side, int Quantity, string EntryTime, decimal Entry, string ExitTime, decimal Exit,
    decimal Gross, decimal Charges, decimal Net, int Plan, string Strategy, string Why, IReadOnlyDictionary<string, double> Figures, Reason ExitReason)
{
    /// <summary>The round trips of a journal in their order, from what the core said.</summary>
    public static IEnumerable<TradeStory> Read(JournalReading reading)
    {
        (Dictionary<int, Instrument> instruments, Dictionary<int, Plan> plans) = Names(reading.Journal);
        Dictionary<int, SignalBody> decided = [], entered = [];
        OutboundEvent e = default;
        while (reading.Outbound.TryRead(ref e))
        {
            int id = e.Header.Instrument;
            if (e.Header.Kind == OutboundKind.Signal) decided[id] = e.Signal;
            // The decision that placed the entry, not a later one that found the position open.
            if (e is { Header: { Kind: OutboundKind.Order, Reason: Reason.Placed }, Order.Intent: Reason.StrategyEntry } && decided.TryGetValue(id, out SignalBody signal)) entered[id] = signal;
            if (e.Header.Kind == OutboundKind.Trade)
                yield return Of(e, instruments.GetValueOrDefault(id), plans.GetValueOrDefault(e.Trade.PlanId), entered.TryGetValue(id, out SignalBody why) ? why : null);
        }
    }

    private static TradeStory Of(OutboundEvent e, Instrument? instrument, Plan? plan, SignalBody? why)
    {
        TradeBody t = e.Trade;
        return new TradeStory(
            t.TradeId, instrument?.Symbol ?? FormattableString.Invariant($"#{e.Header.Instrument}"), t.Quantity > 0 ? Side.Buy : Side.Sell, Math.Abs(t.Quantity),
            t.EntryTime.ToString(), t.Entry.ToDecimal(), t.ExitTime.ToString(), t.Exit.ToDecimal(), t.Gross.ToDecimal(), t.Charges.ToDecimal(), t.Net.ToDecimal(),
            t.PlanId, plan?.Algorithm ?? "", plan?.Reason ?? "", plan is null || why is null ? new Dictionary<string, double>() : FiguresOf(plan, why.Value), e.Header.Reason);
    }

    private static Dictionary<string, double> FiguresOf(Plan plan, SignalBody signal)
    {
        Dictionary<string, double> figures = new() { ["close"] = (double)signal.Close.ToDecimal(), ["atr"] = signal.Atr };
        if (!StrategyRegistry.TryGet(plan.Algorithm, out StrategyDescriptor? strategy)) return figures;
        double[] values = [signal.Figure0, signal.Figure1, signal.Figure2, signal.Figure3];
        foreach ((string name, double value) in strategy.FigureNames.Zip(values)) figures[name] = value;
        return figures;
    }

    /// <summary>Instruments and plans stand at a journal's beginning; one that was shortened has lost them.</summary>
    private static (Dictionary<int, Instrument>, Dictionary<int, Plan>) Names(IJournalReader journal)
    {
        Dictionary<int, Instrument> instruments = [];
        Dictionary<int, Plan> plans = [];
        InboundEvent e = default;
        while (journal.TryRead(ref e, out _) && e.Record.Header.Source == InboundSource.Host)
        {
            if (e.Payload is Instrument instrument) instruments[instrument.Id] = instrument;
            if (e.Payload is Plan plan) plans[plan.Id] = plan;
        }
        return (instruments, plans);
    }
}
