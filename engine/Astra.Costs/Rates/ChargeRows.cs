namespace Astra.Costs;

/// <summary>The rows of the schedules that one class of trade reads on one day.</summary>
/// <param name="DeliveryTax">STT of a share that is delivered, whatever the class; null outside the cash market and where none is levied.</param>
/// <param name="IntradayTax">STT of a share bought and sold on one day; null as above.</param>
/// <param name="DeliveryStamp">Stamp duty of a share that is delivered; null outside the cash market.</param>
/// <param name="IntradayStamp">Stamp duty of a share bought and sold on one day; null outside the cash market.</param>
internal sealed record ChargeRows(
    BrokerageRule Brokerage, Levy? Tax, Levy Exchange, Levy? Ipft, Levy Sebi, Levy Stamp, Levy Gst,
    Levy? DeliveryTax, Levy? IntradayTax, Levy? DeliveryStamp, Levy? IntradayStamp);
