using Astra.Core;
using Astra.Host;
using Astra.Markets;

namespace Astra.Live;

/// <summary>What happens to an order.</summary>
public enum OrderStepKind
{
    /// <summary>It is sent.</summary>
    Place,
    /// <summary>It is taken back.</summary>
    Cancel,
    /// <summary>It, or a part of it, was executed; nothing is sent.</summary>
    Fill,
    /// <summary>It ends with the session by itself; nothing is sent.</summary>
    Lapse,
}

/// <summary>One step of an order as the core said it, with what led to it.</summary>
/// <param name="Sequence">Of the outbound event; a run says each once.</param>
/// <param name="Time">Event time.</param>
/// <param name="Plan">Null for an order without a plan that is known.</param>
/// <param name="OrderId">The core's number.</param>
/// <param name="Tag">Idempotency key of the order.</param>
/// <param name="Quantity">Of a fill the units executed now, else the order's.</param>
/// <param name="Price">Of a fill its price, else the order's limit; zero for none.</param>
/// <param name="Intent">Why the order exists: entry, stop-loss, target, square-off …</param>
/// <param name="Cause">What happened to it just now.</param>
public sealed record OrderStep(
    OrderStepKind Kind, long Sequence, Timestamp Time, Instrument Instrument, Plan? Plan, int OrderId, string Tag, BrokerSide Side, int Quantity, Price Price,
    Product Product, Reason Intent, Reason Cause);
