using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>The host's own events at the head of a journal: settings, instruments, plans. Always the same ones in the same order, so that a resumed session knows which are left.</summary>
internal static class StartUpEvents
{
    /// <param name="skip">How many of them the journal already holds.</param>
    public static void Publish(IInboundPort port, SessionRequest request, long skip)
    {
        foreach (InboundEvent e in Of(request))
        {
            if (skip-- > 0) continue;
            long sequence = port.Claim(1);
            port[sequence] = e;
            port.Publish(sequence, sequence);
        }
    }

    public static IEnumerable<InboundEvent> Of(SessionRequest request)
    {
        yield return Event(InboundKind.Configure, -1, request.Settings);
        foreach (Instrument instrument in request.Feed.Instruments) yield return Event(InboundKind.Instrument, instrument.Id, instrument);
        foreach (Plan plan in request.Plans) yield return Event(InboundKind.Plan, plan.Instrument, plan);

        InboundEvent Event(InboundKind kind, int instrument, object payload) => new()
        {
            Record = new InboundRecord
            {
                Header = new InboundHeader
                {
                    Kind = kind,
                    Source = InboundSource.Host,
                    Instrument = instrument,
                    ExchangeTime = request.StartTime,
                    ArrivalTime = request.StartTime,
                },
            },
            Payload = payload,
        };
    }
}
