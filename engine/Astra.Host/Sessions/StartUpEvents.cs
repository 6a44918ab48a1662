using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>The host's own events at the head of a journal: settings, instruments, plans. Always the same ones in the same order, so that a resumed session knows which are left.</summary>
internal static class StartUpEvents
{
    /// <param name="skip">How many of them the journal already holds.</param>
    public static void Publish(IInboundPort port, SessionRequest request, long skip)
    {
        foreach ((InboundKind kind, int instrument, object payload) in Of(request))
        {
            if (skip-- > 0) continue;
            long sequence = port.Claim(1);
            ref InboundEvent e = ref port[sequence];
            e.Record = default;
            e.Record.Header = new InboundHeader
            {
                Kind = kind,
                Source = InboundSource.Host,
                Instrument = instrument,
                ExchangeTime = request.StartTime,
                ArrivalTime = request.StartTime,
            };
            e.Payload = payload;
            port.Publish(sequence, sequence);
        }
    }

    private static IEnumerable<(InboundKind Kind, int Instrument, object Payload)> Of(SessionRequest request)
    {
        yield return (InboundKind.Configure, -1, request.Settings);
        foreach (Instrument instrument in request.Feed.Instruments) yield return (InboundKind.Instrument, instrument.Id, instrument);
        foreach (Plan plan in request.Plans) yield return (InboundKind.Plan, plan.Instrument, plan);
    }
}
