namespace Astra.Costs;

/// <summary>The lines of a note in exact rupees, before any rounding.</summary>
public readonly record struct NoteLines(decimal Brokerage, decimal TransactionTax, decimal Exchange, decimal Sebi, decimal Stamp, decimal Gst)
{
    public decimal Total => Brokerage + TransactionTax + Exchange + Sebi + Stamp + Gst;
}
