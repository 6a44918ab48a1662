namespace Astra.Costs;

/// <summary>What a note has gathered so far, in exact rupees. Unmanaged, so that it can be saved as it is.</summary>
internal struct NoteSums
{
    public DateOnly Date;
    public bool Commodity;
    public bool StampGiven;
    public decimal BrokerageExact;
    public decimal BrokeragePaise;
    public decimal TaxByLeg;
    public decimal TaxByAverage;
    public decimal Exchange;
    public decimal ExchangeOutsideGst;
    public decimal Sebi;
    public decimal SebiOutsideGst;
    public decimal StampByLeg;
    public decimal StampByAverage;
    public decimal StampOverride;
    public decimal GstRate;
}
