namespace Astra.Costs;

/// <summary>How one broker bills on one day. The default value is the default of every setting but rounding; use <see cref="Usual"/>.</summary>
/// <param name="Stt">Rounding of STT: whole rupees on most notes.</param>
/// <param name="Ctt">Rounding of CTT: paise on real notes, whole rupees by the CTT Rules.</param>
/// <param name="Stamp">Rounding of stamp duty.</param>
/// <param name="GstOnRounded">True when GST is on the rounded lines of the note, false when on the exact ones.</param>
/// <param name="CurrencyIpft">True when NSE currency bears the fund's share beside the exchange charge.</param>
/// <param name="IpftInGst">True when GST is on the fund's share too.</param>
/// <param name="WorthlessCharged">True when an option that expires worthless bears brokerage.</param>
/// <param name="LedgerBasis">STT basis of the day's note.</param>
public readonly record struct NoteSettings(
    Rounding Stt, Rounding Ctt, Rounding Stamp, bool GstOnRounded, bool CurrencyIpft, bool IpftInGst, bool WorthlessCharged, SttBasis LedgerBasis)
{
    /// <summary>What holds where no row says otherwise.</summary>
    public static NoteSettings Usual { get; } = new(
        Rounding.Rupee, Rounding.Paise, Rounding.Rupee, GstOnRounded: true, CurrencyIpft: false, IpftInGst: true, WorthlessCharged: false, SttBasis.DayAverage);
}
