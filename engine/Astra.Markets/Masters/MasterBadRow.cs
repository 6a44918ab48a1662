namespace Astra.Markets;

/// <summary>A row that became no instrument.</summary>
/// <param name="Line">Line of a Shoonya file, number of the object from 1 in an Angel One file (which is mostly one line).</param>
/// <param name="Row">Exchange, token and symbol as far as they could be read; other letters than plain ones as '?'.</param>
public sealed record MasterBadRow(MasterReject Reason, int Line, string Row);
