namespace Astra.Costs;

/// <summary>One rounding group: what one client traded of one instrument on one day, as a contract note sees it.</summary>
/// <param name="Broker">Name of the brokerage plans.</param>
/// <param name="Exchange">NSE, BSE or MCX.</param>
/// <param name="Segment">Segment of the schedules, for example <c>EQ_OPT</c>.</param>
/// <param name="Instrument">Any name; tells Sensex and Bankex options from others on BSE.</param>
/// <param name="LotSize">Units of a lot; 1 or less: not checked.</param>
/// <param name="Basis">What STT of shares is computed on.</param>
public sealed record TradeGroup(
    string Broker, string Exchange, string Segment, DateOnly Date, string Instrument, long LotSize, IReadOnlyList<TradeLeg> Legs, SttBasis Basis, GroupOptions Options);
