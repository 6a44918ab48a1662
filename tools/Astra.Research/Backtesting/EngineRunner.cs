using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Research;

/// <summary>
/// The engine itself over history: the same core, sizing, stops, margins, fills and charges as in a live session, driven without threads or a
/// journal. The same events give the same trades as a journaled session.
/// </summary>
public static class EngineRunner
{
    private const int Stride = 4096;

    private static readonly OutboundKind[] Heard = [OutboundKind.BarClosed, OutboundKind.Signal, OutboundKind.Fill, OutboundKind.Trade, OutboundKind.PlanRejected, OutboundKind.Settlement, OutboundKind.Valuation, OutboundKind.TrueUp];

    /// <exception cref="BacktestException">The engine refuses the settings, an instrument or a plan.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static BacktestResult Run(EngineRequest request, CancellationToken cancel = default)
    {
        EngineSink sink = new(request);
        TradingCore core = new(sink, request.Quiet ? QuietFor(sink) : CoreOptions.Full);
        long sequence = -1;
        Apply(InboundKind.Configure, -1, request.Settings);
        if (core.Settings is null) throw new BacktestException("the engine refuses its settings: check the charge schedules, the broker and the limits");
        foreach (Instrument instrument in request.Instruments) Apply(InboundKind.Instrument, instrument.Id, instrument);
        foreach (Plan plan in request.Plans)
        {
            if (PlanCheck.FirstProblem(plan, id => request.Instruments.FirstOrDefault(i => i.Id == id), request.Settings.Risk) is { } problem)
                throw new BacktestException($"{plan.Algorithm} on instrument {plan.Instrument}: {problem}");
            Apply(InboundKind.Plan, plan.Instrument, plan);
            if (sink.TakeRefusal() is { } refusal)
                throw new BacktestException($"{plan.Algorithm} on {request.Instruments.First(i => i.Id == plan.Instrument).Symbol}: the engine refuses the plan ({refusal}); give more capital, or another instrument");
        }

        InboundEvent e = default;
        while (request.Events(ref e.Record))
        {
            core.Apply(ref e, ++sequence);
            if (sink.HasMark) sink.Mark(core.Equity);
            if (sequence % Stride == 0) cancel.ThrowIfCancellationRequested();
        }
        return sink.ToResult(core);

        void Apply(InboundKind kind, int instrument, object payload)
        {
            InboundEvent first = new()
            {
                Record = new InboundRecord
                {
                    Header = new InboundHeader
                    {
                        Kind = kind,
                        Source = InboundSource.Host,
                        Instrument = instrument,
                        ExchangeTime = request.Start,
                        ArrivalTime = request.Start,
                    },
                },
                Payload = payload,
            };
            core.Apply(ref first, ++sequence);
        }
    }

    private static CoreOptions QuietFor(EngineSink sink) => new()
    {
        Muted = [.. Enum.GetValues<OutboundKind>().Except([OutboundKind.None, .. Heard])],
        Intervals = [.. sink.Intervals],
    };
}
