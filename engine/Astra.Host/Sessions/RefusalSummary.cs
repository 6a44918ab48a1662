using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>Counts what the core would not do: entries that a limit forbade, plans that it rejected, and the days without charges among the alerts.</summary>
public sealed class RefusalSummary
{
    private static readonly int Reasons = (int)Enum.GetValues<Reason>().Max() + 1;

    private readonly long[] _entries = new long[Reasons];
    private readonly long[] _plans = new long[Reasons];

    /// <summary>Entries that became no order, by reason.</summary>
    public IReadOnlyList<QuarantineCount> Entries => Counted(_entries);

    public IReadOnlyList<QuarantineCount> Plans => Counted(_plans);

    /// <summary>First day and instrument for which no charges were known; null when there was none.</summary>
    public (DateOnly Day, int Instrument)? FirstWithoutCharges { get; private set; }

    public void OnEvent(in OutboundEvent e)
    {
        switch (e.Header.Kind)
        {
            case OutboundKind.Order when e.Order.State == OrderState.Rejected: _entries[(int)e.Header.Reason]++; break;
            case OutboundKind.PlanRejected: _plans[(int)e.Header.Reason]++; break;
            case OutboundKind.Alert when e.Header.Reason == Reason.NoChargeRow && FirstWithoutCharges is null:
                FirstWithoutCharges = (Ist.DateOf(e.Header.Time), e.Header.Instrument);
                break;
        }
    }

    private static QuarantineCount[] Counted(long[] counts) =>
        [.. Enum.GetValues<Reason>().Where(reason => counts[(int)reason] > 0).Select(reason => new QuarantineCount(reason, counts[(int)reason]))];
}
