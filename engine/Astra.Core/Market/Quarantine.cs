using Astra.Markets;

namespace Astra.Core;

/// <summary>
/// Input that was refused, and what else a person should see, counted by reason. An alert goes out at the 1st, 2nd, 4th, 8th … occurrence of each reason: nothing
/// is dropped in silence, and a broken feed cannot flood the outbound ring.
/// </summary>
internal sealed class Quarantine(Emitter emitter) : IStateful
{
    public const int First = (int)Reason.LateTick;
    /// <summary>Room up to here is part of the state, so that a new reason needs no new snapshot format.</summary>
    public const int Last = 139;

    private readonly long[] _counts = new long[Last - First + 1];

    /// <summary>Inputs refused; what is only reported (a feed's gap, a day that did not end as it should) is not among them.</summary>
    public long Refused
    {
        get
        {
            long total = 0;
            for (int i = 0; i < _counts.Length; i++)
                if (!IsNotice((Reason)(First + i))) total += _counts[i];
            return total;
        }
    }

    public long Count(Reason reason) => _counts[(int)reason - First];

    public void Refuse(Reason reason, int instrument, long value = 0)
    {
        long count = ++_counts[(int)reason - First];
        if (!long.IsPow2(count)) return;
        OutboundEvent e = default;
        e.Alert = new AlertBody { Count = count, Value = value };
        emitter.Emit(OutboundKind.Alert, reason, instrument, ref e);
    }

    private static bool IsNotice(Reason reason) =>
        reason is Reason.FeedGap or Reason.PositionLeftAtClose or Reason.NoChargeRow or Reason.SessionNotClosed
            or Reason.OffTick or Reason.BandWidened or Reason.BandDropped or Reason.EntryCut or Reason.SessionAmended
            or Reason.ExpiryWithoutPrice or Reason.ExpiryMissed or Reason.DeliveryInMoney or Reason.NoContractNote;

    public void Save(StateWriter writer) => writer.WriteSpan<long>(_counts);

    public void Load(StateReader reader) => reader.ReadInto<long>(_counts);
}
