using Astra.Core;
using Astra.Markets;

namespace Astra.Host;

/// <summary>Sums the round trips by instrument as they are let out, and what was refused.</summary>
public sealed class TradeSummary : IEffect
{
    private Totals[] _byInstrument = [];

    public RefusalSummary Refusals { get; } = new();

    public void OnEvent(in OutboundEvent e)
    {
        Refusals.OnEvent(in e);
        if (e.Header.Kind != OutboundKind.Trade || e.Header.Instrument < 0) return;
        if (e.Header.Instrument >= _byInstrument.Length) Array.Resize(ref _byInstrument, e.Header.Instrument + 1);
        ref Totals totals = ref _byInstrument[e.Header.Instrument];
        totals.Trades++;
        if (e.Trade.Net > Money.Zero) totals.Winners++;
        totals.Gross += e.Trade.Gross;
        totals.Charges += e.Trade.Charges;
        totals.Net += e.Trade.Net;
    }

    public void OnBatchEnd()
    {
    }

    /// <summary>Takes in what was let out before this process, so that a resumed session's sums are whole.</summary>
    /// <param name="last">Last outbound sequence to take in.</param>
    public void AddStored(IOutboundLogReader stored, long last = long.MaxValue)
    {
        if (stored.LastSequence < 0) return;
        stored.Seek(0);
        OutboundEvent e = default;
        while (stored.TryRead(ref e) && e.Header.Sequence <= last) OnEvent(in e);
    }

    /// <summary>One result per instrument in their order, those without a trade included.</summary>
    public IReadOnlyList<InstrumentResult> Results(IReadOnlyList<Instrument> instruments) =>
        [.. instruments.Select(instrument => ResultOf(instrument, instrument.Id < _byInstrument.Length ? _byInstrument[instrument.Id] : default))];

    private static InstrumentResult ResultOf(Instrument instrument, in Totals totals) =>
        new(instrument, totals.Trades, totals.Winners, totals.Gross, totals.Charges, totals.Net);

    private struct Totals
    {
        public int Trades;
        public int Winners;
        public Money Gross;
        public Money Charges;
        public Money Net;
    }
}
